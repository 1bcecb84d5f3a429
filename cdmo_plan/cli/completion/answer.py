"""One question of a shell, answered: lines of words, with what each is for zsh and fish."""

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from cdmo_plan.cli.completion.candidates import Candidate, candidates, paths
from cdmo_plan.cli.completion.ids import Ids, folders_of
from cdmo_plan.cli.completion.line import parse
from cdmo_plan.present.text import plain

CATALOG_VARIABLE = "CDMO_PLAN_CATALOG"
GRAMMAR = Path(__file__).with_name("grammar.json")


def answer(shell: str, arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return what to offer, a line each, for a command line up to the cursor.

    Zsh and fish hand over the words as arguments, the one at the cursor last. Bash hands over the line
    (`COMP_LINE`), since it would split words at `=`, and takes what follows the last such break.
    """
    words = list(arguments)
    if shell == "bash" and not words:
        words = _words_of_bash(environment)
    grammar = json.loads(GRAMMAR.read_text("utf-8"))
    line = parse(words, grammar)
    # What validate checks is named by its argument, and not by --catalog.
    folders = folders_of(line.given.get("--catalog", ()), environment.get(CATALOG_VARIABLE, ""))
    ids = Ids(folders, grammar["words"]["STEP"])
    found = candidates(line, grammar, ids)
    if shell == "bash":
        lines = _for_bash(found, line.typed, environment.get("COMP_WORDBREAKS", ""))
    else:
        lines = [f"{each.word}\t{plain(each.says)}" if each.says else each.word for each in found]
    mark = paths(line)
    return "".join(f"{each}\n" for each in ([mark] if mark else []) + lines)


def write_answer(instruction: str) -> int:
    """Answer the shell that started the process. Nothing is said of what goes wrong: somebody is typing."""
    shell = instruction.removeprefix("complete_")
    if shell not in ("bash", "zsh", "fish"):
        return 1
    try:
        sys.stdout.write(answer(shell, sys.argv[1:], os.environ))
        sys.stdout.flush()
    except Exception:  # noqa: BLE001  a message would stand in the middle of a command line
        return 1
    return 0


def _words_of_bash(environment: Mapping[str, str]) -> list[str]:
    if "COMP_LINE" in environment:
        line = environment["COMP_LINE"]
        return _split(line[: int(environment.get("COMP_POINT") or len(line))])[1:]
    words = _split(environment.get("COMP_WORDS", ""))
    cursor = int(environment.get("COMP_CWORD") or len(words))
    return [*words[1:cursor], *(words[cursor : cursor + 1] or [""])]


def _split(line: str) -> list[str]:
    """Return the words of a line, the last of which may be empty or lack its closing quote."""
    import shlex

    for closing in ("", '"', "'"):
        try:
            words = shlex.split(line + closing)
        except ValueError:
            continue
        return [*words, ""] if not closing and line[-1:].isspace() else words
    return line.split()


def _for_bash(found: Sequence[Candidate], typed: str, breaks: str) -> list[str]:
    """Return what replaces the word as bash sees it: what follows the last break; a space ends a word."""
    begun = re.match(f".*[{re.escape(breaks)}]", typed) if breaks.strip() else None
    cut = begun.end() if begun else 0
    return [each.word[cut:] + ("" if each.goes_on else " ") for each in found]
