"""From typed dictionaries to schemas: what is said below a key, what may be missing, what JSON has not."""

from typing import Annotated, Literal, NotRequired, TypedDict

import pytest

from cdmo_plan.present.schema_words import Words
from tools.type_schemas import UndescribedError, schema_of_answer


class Base(TypedDict):
    """What all have."""

    id: str
    """The id,
    over two lines."""


class Leaf(Base):
    """A leaf."""

    weight: float | None
    """Grams."""
    kind: Literal["a", "b"] | None
    """Which."""
    inner: "Leaf | None"
    """Another."""


class Root(TypedDict):
    """A root
    of leaves."""

    leaves: list[Leaf]
    """All of them."""
    by_name: dict[str, list[int]]
    """By name."""
    day: NotRequired[Annotated[str, Words(format="date", description="Which day.")]]


def test_a_record_becomes_a_closed_object() -> None:
    schema = schema_of_answer(Root, "root", 3)

    assert schema["$id"] == "urn:cdmo-plan:schema:root:3"
    assert schema["description"] == "A root of leaves."
    assert schema["required"] == ["leaves", "by_name"]
    assert schema["additionalProperties"] is False
    assert schema["properties"] == {
        "leaves": {
            "description": "All of them.",
            "type": "array",
            "items": {"$ref": "#/$defs/Leaf"},
        },
        "by_name": {
            "description": "By name.",
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "integer"}},
        },
        "day": {"description": "Which day.", "type": "string", "format": "date"},
    }


def test_a_record_has_the_keys_of_what_it_extends_and_may_hold_itself() -> None:
    assert schema_of_answer(Root, "root", 1)["$defs"] == {
        "Leaf": {
            "description": "A leaf.",
            "type": "object",
            "properties": {
                "id": {"description": "The id, over two lines.", "type": "string"},
                "weight": {"description": "Grams.", "type": ["number", "null"]},
                "kind": {"description": "Which.", "enum": ["a", "b", None]},
                "inner": {"description": "Another.", "anyOf": [{"$ref": "#/$defs/Leaf"}, {"type": "null"}]},
            },
            "required": ["id", "weight", "kind", "inner"],
            "additionalProperties": False,
        }
    }


class Silent(TypedDict):
    """Says nothing of its key."""

    key: str


class Nameless(TypedDict):
    key: str
    """A key."""


@pytest.mark.parametrize("record", [Silent, Nameless])
def test_what_says_nothing_of_itself_is_refused(record: type) -> None:
    with pytest.raises(UndescribedError, match=record.__name__):
        schema_of_answer(record, "x", 1)


class Odd(TypedDict):
    """Holds what JSON has not."""

    when: complex
    """A number of another sort."""


def test_a_type_that_json_lacks_is_refused() -> None:
    with pytest.raises(TypeError, match="complex"):
        schema_of_answer(Odd, "x", 1)
