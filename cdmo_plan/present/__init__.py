"""How is it said? Answers as tables, JSON, Markdown, CSV and pictures.

A renderer takes a finished answer and gives it a voice; it never decides, filters or
computes one. Text that comes from a catalog is never parsed as markup and cannot inject
terminal escapes. The only door for rich. It must not know who asked: no options, no
exit codes.
"""
