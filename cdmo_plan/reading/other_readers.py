"""What other YAML readers make of a plain scalar that this one keeps as it is written.

YAML 1.1 is asked of PyYAML's own resolver, so that the answer is what its users really get;
YAML 1.2 means the core schema.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import yaml

_STRING: Final = "tag:yaml.org,2002:str"
_CORE: Final = (
    (re.compile(r"(?:null|Null|NULL|~)?\Z"), lambda _text: None),
    (re.compile(r"(?:true|True|TRUE)\Z"), lambda _text: True),
    (re.compile(r"(?:false|False|FALSE)\Z"), lambda _text: False),
    (re.compile(r"[-+]?[0-9]+\Z"), int),
    (re.compile(r"0o[0-7]+\Z"), lambda text: int(text, 8)),
    (re.compile(r"0x[0-9a-fA-F]+\Z"), lambda text: int(text, 16)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z"), float),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z"), lambda text: float(text.replace(".", ""))),
)
# Every scalar that either reader changes begins like this; the rest, most of a file, is not asked about.
SUSPECT: Final = re.compile(r"[-+.]*[0-9]|[-+]?\.[iInN]|[<=~]|(?:y|Y|n|N|t|T|f|F|o|O)[a-zA-Z]{1,4}\Z")


@lru_cache(maxsize=4096)
def readings(text: str) -> tuple[object, object]:
    """Return what YAML 1.1 and YAML 1.2 readers take a plain scalar for."""
    return _yaml_1_1(text), _yaml_1_2(text)


def canonical(value: object) -> str:
    """Return the text that a reader writes back for a value, without knowing how it was written."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        return str(value)
    except ValueError:  # Python refuses to write integers of thousands of digits.
        return "a very long number"


def in_words(value: object) -> str:
    """Say what a reader took a scalar for."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the boolean {canonical(value)}"
    if isinstance(value, int | float):
        return f"the number {canonical(value)}"
    if isinstance(value, str):
        return f"the text {value!r}"
    return "something else" if isinstance(value, Unreadable) else f"the time {value}"


class Unreadable:
    """A scalar that a reader takes for something it cannot then make."""


def _yaml_1_1(text: str) -> object:
    for tag, pattern in yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], ()):
        if pattern.match(text):
            return text if tag == _STRING else _construct(tag, text)
    return text


def _construct(tag: str, text: str) -> object:
    try:
        value: object = yaml.constructor.SafeConstructor().construct_object(yaml.ScalarNode(tag, text))
    except (yaml.YAMLError, ValueError, OverflowError):
        return Unreadable()
    return value


def _yaml_1_2(text: str) -> object:
    for pattern, make in _CORE:
        if pattern.match(text):
            try:
                return make(text)
            except ValueError:
                return Unreadable()
    return text
