"""Where on the command line is the cursor, and what may stand there?"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Grammar = Mapping[str, Any]


class Slot(NamedTuple):
    """A place for a value: what it takes, what was typed of it, and what stands before it in the word."""

    takes: Mapping[str, Any]
    typed: str
    before: str = ""


class Line(NamedTuple):
    """A command line up to the cursor."""

    verb: str | None
    command: Mapping[str, Any]
    given: Mapping[str, Sequence[str]]
    slot: Slot | None
    typed: str


def parse(words: Sequence[str], grammar: Grammar) -> Line:
    """Return what is known at the cursor; the last word is the one that is being typed."""
    *done, typed = words or [""]
    verb, command = None, grammar
    given: dict[str, list[str]] = {}
    positional, pending, is_ended = 0, None, False
    for word in done:
        if pending is not None:
            given[pending].append(word)
            pending = None
        elif word == "--":
            is_ended = True
        elif word.startswith("-") and len(word) > 1 and not is_ended:
            pending = _take_option(word, command, given)
        elif verb is None:
            verb, command = word, grammar["verbs"].get(word, {})
        else:
            positional += 1
    if pending is not None:
        slot: Slot | None = Slot(command["options"][pending], typed)
    elif typed.startswith("-") and not is_ended:
        slot = _attached(typed, command)
    else:
        slot = _argument(typed, command, positional)
    return Line(verb, command, given, slot, typed)


def _take_option(word: str, command: Mapping[str, Any], given: dict[str, list[str]]) -> str | None:
    """Note an option, and return its name if its value is the next word."""
    name, equals, value = word.partition("=")
    option = command.get("options", {}).get(name)
    given.setdefault(name, [])
    if equals:
        given[name].append(value)
    return name if option and not option.get("flag") and not equals else None


def _attached(typed: str, command: Mapping[str, Any]) -> Slot | None:
    name, equals, value = typed.partition("=")
    option = command.get("options", {}).get(name)
    return Slot(option, value, f"{name}=") if equals and option and not option.get("flag") else None


def _argument(typed: str, command: Mapping[str, Any], positional: int) -> Slot | None:
    arguments = command.get("arguments", [])
    if positional < len(arguments):
        return Slot(arguments[positional], typed)
    return Slot(arguments[-1], typed) if arguments and arguments[-1].get("multiple") else None
