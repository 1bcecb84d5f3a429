"""What is wrong, and where? Findings as values: code, severity, message, mark, hint.

Rules are registered here and written elsewhere. Findings about data, refusals of a brief
and failures of the program are three types that never mix. This floor must not know any
rule, file format or renderer.
"""
