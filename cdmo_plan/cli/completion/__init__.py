"""What the shell offers while a command line is typed: bash, zsh and fish.

It must answer at once, so it imports neither typer nor any verb: the options of all verbs stand in
`grammar.json`, which a test keeps fresh, and ids are read from the catalog's files line by line. Why it
does not use Typer's own completion is told in docs/adr/0013-completion-of-our-own.md.
"""
