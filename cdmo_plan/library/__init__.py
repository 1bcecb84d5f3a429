"""Who asked, in Python? The names that `cdmo_plan` exports, for notebooks and programs.

A name here takes what the command line takes, calls the same use case, and gives the answer as
values, plain records or HTML. This floor holds no rule of feasibility and no layout; it neither
prints nor exits. It must not know the command line, YAML, pydantic, networkx or rich, and
nothing may import it but the package's own front door.
"""
