"""The reference of the command line, written from the program's own help."""

from collections.abc import Callable

from cdmo_plan.cli.app import PROGRAM
from cdmo_plan.cli.verbs import VERBS

WIDTH = 80
"""Columns of the help in the reference: those of a plain terminal."""

HEAD = """\
# The command line

Written from `--help` by `just docs`; a test keeps it fresh. Exit codes are the same for
every verb: **0** done, **1** findings or no route, **2** wrong usage or a catalog that
cannot be read or has errors, **3** nothing was checked, **130** Ctrl-C. Answers go to
standard output; diagnostics and progress go to standard error.

## In the terminal

- On a terminal a table is as wide as the terminal. A pipe or a file gets 100 columns, or as
  many as `COLUMNS` says.
- `NO_COLOR` and `TERM=dumb` print no escape at all: no colour, no bold, no links. A pipe
  never gets one, whatever `FORCE_COLOR` says.
- Sources are links where the terminal is known to have links; `FORCE_HYPERLINK=1` or `0`
  overrules.
- A character that the output's encoding lacks is written plainly: `o` for `ø`, `u` for `µ`,
  `->` for an arrow. JSON escapes it instead.
- What takes longer than a moment says so on standard error, where that is a terminal and
  `CI` is not set.

## The cache

A catalog is compiled when it is first asked, so that the next query reads no YAML. It is read
anew, as far as it changed, as soon as a file of it changes: there is nothing to clear by hand.
The cache is a folder that only its user can look into (`cdmo-plan cache dir`), and anything
wrong with it costs time, never an answer. What a private catalog says is never kept there: it
is read each time, over what is compiled of the public catalog below it. `--no-cache`, or
`CDMO_PLAN_NO_CACHE` or `CI` in the environment, reads every file; `validate` and the library
always do. `CDMO_PLAN_CACHE_DIR` names another folder.

## Completion

`cdmo-plan --install-completion` installs completion of verbs, options, modalities, recipes,
partners, sites, steps, regions, suppliers and rules for the login shell; name another one
behind it: `bash`, `zsh` or `fish`. Start a new shell after that. `cdmo-plan
--show-completion zsh` prints the script, for those who install it themselves: in `.bashrc`
or `.zshrc` (after `compinit`) as `source <(cdmo-plan --show-completion bash)`, for fish in
`~/.config/fish/completions/cdmo-plan.fish`. Ids are those of the catalog that the line
names with `--catalog`, else that of `CDMO_PLAN_CATALOG`, else the default. Behind `--via
fill-finish=` only those stand who list that step.
"""


def reference(say_help: Callable[[list[str]], str]) -> str:
    """Return the page, given what prints the help of words."""
    commands = [[], *([verb.name] for verb in VERBS)]
    return "\n".join([HEAD, *(_page(words, say_help([*words, "--help"])) for words in commands)])


def _page(words: list[str], said: str) -> str:
    lines = [line.rstrip() for line in said.strip().splitlines()]
    return "\n".join([f"## {' '.join([PROGRAM, *words])}", "", "```text", *lines, "```", ""])
