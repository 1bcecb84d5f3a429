"""Every answer in JSON that a test sees is held against its schema, which has to exist."""

import functools
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

FOLDER = Path(__file__).parents[2] / "cdmo_plan" / "schemas"


def schema_name(words: Sequence[str]) -> str:
    """Return the name of the schema for what a command line answers."""
    verb, *rest = words
    if verb == "explain" and "--site" in rest:
        return "explain-site"
    kind = rest[0] if verb == "list" and rest and not rest[0].startswith("-") else None
    return f"{verb}-{kind}" if kind else verb


@functools.cache
def validator(name: str) -> Draft202012Validator:
    """Return what tells whether an answer fits the schema of that name."""
    path = FOLDER / f"{name}.json"
    assert path.is_file(), f"no schema for the answer of {name}: add its record to tools/schemas.py"
    schema = json.loads(path.read_text(encoding="ascii"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def problems(name: str, answer: Any) -> list[str]:
    """Return what is wrong with an answer, each with the path to it."""
    found = validator(name).iter_errors(answer)
    return [f"{error.json_path}: {error.message[:300]}" for error in found]


def assert_fits(words: Sequence[str], printed: str) -> None:
    """Fail if the words ask for JSON and what was printed does not fit its schema."""
    asks = any(pair == ("--format", "json") for pair in pairwise(words))
    if (asks or "--format=json" in words) and printed:
        assert not problems(schema_name(words), json.loads(printed))
