"""A brief from a file and the options beside it: the options win, and the answer says where."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cdmo_plan.cli.refuse import refuse

if TYPE_CHECKING:
    from cdmo_plan.domain.brief import Override
    from cdmo_plan.reading.files import ReadFile

_BY_STEP = ("region", "via")
"""Options whose words may name a step: those of one step replace those of the same step only."""


def with_file(options: Mapping[str, Any], path: Path | None) -> "tuple[dict[str, Any], tuple[Override, ...]]":
    """Return a verb's options with what a brief file says where they are silent, and what they replace.

    Raises:
        typer.Exit: With 2 if the file cannot be read or is no brief; all that is wrong was then printed.
    """
    merged = dict(options)
    if path is None:
        return merged, ()
    overrides: list[Override] = []
    for name, written in _read(path).items():
        given = merged[name]
        if name in _BY_STEP and given:
            merged[name], replaced = _by_step(name, given, written)
            overrides += replaced
        elif given is None or given is False or given in ((), []):
            merged[name] = written
        elif _in_words(given) != _in_words(written):
            overrides.append(_override(name, given, written))
    return merged, tuple(overrides)


def _read(path: Path) -> dict[str, Any]:
    from cdmo_plan.reading.brief_document import BriefDocument
    from cdmo_plan.reading.files import ReadingFailure, read_file

    try:
        read = read_file(path, "brief")
    except ReadingFailure as failure:
        refuse(f"The brief cannot be read: {failure}.", "--brief takes a YAML file of terms")
    if not isinstance(read.document, BriefDocument):
        _refuse_broken(read)
    return read.document.options()


def _refuse_broken(read: "ReadFile") -> NoReturn:
    from cdmo_plan.present.console import error_console
    from cdmo_plan.present.findings import print_findings

    print_findings(error_console(), read.diagnostics)
    refuse("The brief file has errors, so there is no answer.", "docs/brief-format.md explains its fields")


def _by_step(name: str, given: list[str], written: list[str]) -> "tuple[list[str], list[Override]]":
    flags, file = _grouped(given), _grouped(written)
    overrides = [
        _override(name, flags[step], file[step])
        for step in file
        if step in flags and set(flags[step]) != set(file[step])
    ]
    return [word for words in (file | flags).values() for word in words], overrides


def _grouped(words: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word.rpartition("=")[0], []).append(word)
    return groups


def _override(name: str, given: object, written: object) -> "Override":
    from cdmo_plan.domain.brief import Override

    term = name.removesuffix("_step").replace("_", "-")
    return Override(term=term, flag=_in_words(given), file=_in_words(written))


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(_in_words(each) for each in value)
    return str(getattr(value, "value", value))
