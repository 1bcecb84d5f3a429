"""Who asked? The command line: one file a verb, each imported only when it is invoked.

A verb parses its options, calls one use case, presents the answer and returns an exit
code. This floor holds no rule of feasibility and no layout: it must not know YAML,
pydantic, networkx or rich, and nothing may import it. The only door for typer.
"""
