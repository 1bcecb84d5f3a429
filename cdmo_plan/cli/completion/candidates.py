"""What may be typed at a place of the command line: verbs, options, choices, words and ids."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cdmo_plan.cli.completion.ids import Ids
from cdmo_plan.cli.completion.line import Grammar, Line, Slot

FILES = "::files"
FOLDERS = "::folders"
"""Marks after which the shell offers files or folders too; no word of the program begins so."""

_PATHS = {"PATH": FILES, "FILE": FILES, "FILE.yaml": FILES, "DIR": FOLDERS}


class Candidate(NamedTuple):
    """A word on offer; one that `goes_on` is followed by more of the same word."""

    word: str
    says: str = ""
    goes_on: bool = False


def candidates(line: Line, grammar: Grammar, ids: Ids) -> list[Candidate]:
    """Return what goes on with the word at the cursor, whatever its case, each once."""
    typed = line.typed.casefold()
    fitting = [each for each in _every(line, grammar, ids) if each.word.casefold().startswith(typed)]
    # Where one word names two things, the first says what it is.
    return list({each.word: each for each in fitting[::-1]}.values())[::-1]


def paths(line: Line) -> str | None:
    """Return the mark for the shell if a path may stand at the cursor."""
    atoms = line.slot.takes.get("atoms", ()) if line.slot else ()
    return next((_PATHS[atom] for atom in atoms if atom in _PATHS), None)


def _every(line: Line, grammar: Grammar, ids: Ids) -> Iterable[Candidate]:
    if line.typed.startswith("-") and (line.slot is None or not line.slot.typed.startswith("-")):
        options = line.command.get("options", {})
        names = [name for name in options if name not in line.given or options[name].get("multiple")]
        yield from (Candidate(name, options[name]["says"]) for name in names)
    if line.slot is not None:
        yield from _values(line.slot, grammar, ids)
    elif line.verb is None and not line.typed.startswith("-"):
        yield from (Candidate(name, verb["says"]) for name, verb in grammar["verbs"].items())


def _values(slot: Slot, grammar: Grammar, ids: Ids) -> Iterator[Candidate]:
    """Yield what a place takes; what was typed of a list or of `STEP=` stays before it."""
    before, typed = slot.before, slot.typed
    if slot.takes.get("list"):
        begun, comma, typed = typed.rpartition(",")
        before += begun + comma
    step, equals, rest = typed.partition("=")
    bound = slot.takes.get("step")
    if bound and equals:
        before, typed = f"{before}{step}=", rest
    elif bound:
        step = ""
        yield from (
            Candidate(f"{before}{word}=", "a step", goes_on=True) for word in grammar["words"]["STEP"]
        )
        if bound == "required":
            return
    yield from (Candidate(before + choice) for choice in slot.takes.get("choices", ()))
    for atom in slot.takes.get("atoms", ()):
        found = grammar["words"].get(atom, {}).items() or ids.of(atom, step if bound else "", typed)
        yield from (Candidate(before + word, says) for word, says in found)
