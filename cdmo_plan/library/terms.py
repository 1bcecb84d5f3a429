"""The words of a term, as Python says them, read by the type of the brief's field.

A brief grows by terms. None of them is named here but those whose spelling no type tells, so that a new
field of the domain's brief can be said at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from types import MappingProxyType, NoneType
from typing import Any, Final, Literal, TypeAlias, get_args, get_origin, get_type_hints

from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain import brief as domain
from cdmo_plan.domain import vocabulary
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.refusal import BriefRefused

Words: TypeAlias = "str | float | bool | date | domain.ScaleNeed | Iterable[Any] | Mapping[str, Any] | None"
"""What a term can be said with; which of these a term takes is told by a refusal of the others."""

StepWords: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]

TODAY: Final = "today"

_CLOSED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "container": vocabulary.CONTAINERS,
        "dose_form": vocabulary.DOSE_FORMS,
        "expression": vocabulary.HOSTS,
        "development_phase": vocabulary.DEVELOPMENT_PHASES,
        "include": ("announced", "held"),
    }
)
"""Fields that take words of a closed vocabulary, where their type does not say so."""

_OTHER_NAMES: Final[Mapping[str, str]] = MappingProxyType({"scale_l": "scale"})


@cache
def fields() -> Mapping[str, Any]:
    """Return the types of a brief's fields, by their names."""
    return MappingProxyType(get_type_hints(domain.Brief))


def read_terms(terms: Mapping[str, Words]) -> dict[str, Any]:
    """Return the fields of a brief that some terms say.

    A term is named as its option on the command line with underscores, or as the brief's field.

    Raises:
        BriefRefused: If there is no such term, or it does not take such words.
    """
    found: dict[str, Any] = {}
    for name, words in terms.items():
        field = field_of(name)
        if field == "regions":
            general, steps = _regions(name, words)
            found["regions"] = general
            found["step_regions"] = _merged(steps, found.get("step_regions", ()))
        elif field == "step_regions":
            found[field] = _merged(found.get(field, ()), _lists(name, words))
        else:
            found[field] = read(name, fields()[field], words)
    return found


def field_of(name: str) -> str:
    """Return the field of a brief that a keyword names: `region` and `regions` are one.

    Raises:
        BriefRefused: If there is none.
    """
    for field in (name, f"{name}s", _OTHER_NAMES.get(name, name)):
        if field in fields():
            return field
    close = did_you_mean(name, [*fields(), *_OTHER_NAMES], n=1)
    message = f"a brief has no term {name!r}"
    raise BriefRefused(message, f"did you mean {close[0]}?" if close else "terms: " + ", ".join(fields()))


def read(name: str, kind: Any, words: Words) -> Any:  # noqa: ANN401  as the field's type has it
    """Return the value of a field of some type.

    Raises:
        BriefRefused: If the words say no such value.
    """
    kinds = [each for each in get_args(kind) or (kind,) if each is not NoneType]
    if words is None and NoneType in get_args(kind):
        return None
    if NoneType in get_args(kind) and len(kinds) == 1:
        kind = kinds[0]
    choices = get_args(kind) if get_origin(kind) is Literal else _CLOSED.get(name, ())
    reader = _word if get_origin(kind) is Literal else READERS.get(kind)
    value = reader(name, words) if reader else _as_it_is(name, kind, words)
    for word in value if isinstance(value, frozenset | tuple) else (value,):
        if choices and word not in choices:
            close = did_you_mean(str(word), choices, n=1)
            hint = f"did you mean {close[0]}?" if close else f"one of {', '.join(choices)}"
            message = f"{name} {word!r} is unknown"
            raise BriefRefused(message, hint)
    return value


def _refuse(name: str, words: object, takes: str) -> BriefRefused:
    return BriefRefused(f"{name} does not take {words!r}", f"{name} takes {takes}")


def _as_it_is(name: str, kind: Any, words: Words) -> Words:  # noqa: ANN401  as the field's type has it
    """Return a value for which there are no words, such as those of a field that is no term."""
    parts = words if get_origin(kind) is tuple and isinstance(words, tuple) else (words,)
    expected = get_args(kind)[0] if get_origin(kind) is tuple else kind
    if not all(isinstance(part, expected) for part in parts):
        raise _refuse(name, words, f"values of {expected.__name__}")
    return words


def _word(name: str, words: object) -> str:
    if not (isinstance(words, str) and words.strip()):
        raise _refuse(name, words, "one word")
    return words


def _flag(name: str, words: object) -> bool:
    if not isinstance(words, bool):
        raise _refuse(name, words, "True or False")
    return words


def _whole(name: str, words: object) -> int:
    if isinstance(words, bool) or not isinstance(words, int) or words < 0:
        raise _refuse(name, words, "a whole number")
    return words


def _day(name: str, words: Words) -> date:
    if isinstance(words, str):
        if words == TODAY:
            return datetime.now().astimezone().date()
        try:
            day = PartialDate.parse(words)
        except ValueError as error:
            raise _refuse(name, words, f"one day, YYYY-MM-DD, or {TODAY!r}: {error}") from error
        if day.first == day.last:
            return day.first
    # A datetime is a date too, but one that compares with none.
    if isinstance(words, date) and not isinstance(words, datetime):
        return words
    raise _refuse(name, words, f"one day: YYYY-MM-DD, a datetime.date or {TODAY!r}")


def _scale(name: str, words: Words) -> domain.ScaleNeed:
    if isinstance(words, domain.ScaleNeed):
        return words
    try:
        return domain.ScaleNeed.parse(str(words) if not isinstance(words, bool) else "")
    except ValueError as error:
        raise _refuse(name, words, "litres, 2000, or vessels and litres, '2x2000'") from error


def _words(name: str, words: Words) -> tuple[str, ...]:
    listed = (words,) if isinstance(words, str) else words
    if not isinstance(listed, Iterable) or isinstance(listed, Mapping):
        raise _refuse(name, words, "a word or several")
    # A set has no order of its own, and the order of terms is seen in the answer.
    ordered = sorted(listed, key=str) if isinstance(listed, set | frozenset) else listed
    return tuple(dict.fromkeys(_word(name, word) for word in ordered))


def _set(name: str, words: Words) -> frozenset[str]:
    return frozenset(_words(name, words))


def _pairs(name: str, words: Words) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(_split(name, words)))


def _split(name: str, words: Words) -> Iterator[tuple[str, str]]:
    """Yield step and word of `"STEP=WORD"`, of several of them, of pairs, and of `{step: word or words}`."""
    if isinstance(words, Mapping):
        for step, several in words.items():
            yield from ((_word(name, step), word) for word in _words(name, several))
    elif isinstance(words, str):
        step, _, word = words.partition("=")
        if not (step and word):
            raise _refuse(name, words, "'STEP=WORD', several of them, or {step: word}")
        yield step, word
    elif isinstance(words, Iterable):
        for each in words:
            is_pair = isinstance(each, tuple) and len(each) == 2  # noqa: PLR2004  a step and a word
            yield from _split(name, {each[0]: each[1]} if is_pair else each)
    else:
        raise _refuse(name, words, "'STEP=WORD', several of them, or {step: word}")


def _lists(name: str, words: Words) -> StepWords:
    steps: dict[str, list[str]] = {}
    for step, word in _split(name, words):
        steps.setdefault(step, []).append(word)
    return tuple((step, tuple(dict.fromkeys(several))) for step, several in steps.items())


def _merged(first: StepWords, second: StepWords) -> StepWords:
    return _lists("region", [(step, word) for step, words in (*first, *second) for word in words])


def _regions(name: str, words: Words) -> tuple[tuple[str, ...], StepWords]:
    """Split `EU` and `fill-finish=US` into the general list and each step's own."""
    listed = _words(name, words)
    general = tuple(word for word in listed if "=" not in word)
    return general, _lists(name, [word for word in listed if "=" in word])


READERS: Final[Mapping[Any, Callable[[str, Words], Any]]] = MappingProxyType(
    {
        str: _word,
        bool: _flag,
        int: _whole,
        date: _day,
        domain.ScaleNeed: _scale,
        tuple[str, ...]: _words,
        frozenset[str]: _set,
        tuple[tuple[str, str], ...]: _pairs,
        StepWords: _lists,
    }
)
"""How the words for a field of each type are read."""
