"""What the quick reader is told of the format: fresh, and refused where it could not say all of it."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, field_validator

from cdmo_plan.reading.fields import Count, Document, Text
from cdmo_plan.reading.quick_reader import SHAPES
from tools import shapes


def test_the_shapes_are_fresh() -> None:
    assert SHAPES.read_text(encoding="utf-8") == shapes.text(), "run `just docs`"


@pytest.mark.parametrize(
    "annotation",
    [
        str,
        int,
        object,
        list[Text],
        tuple[Text, Text],
        Annotated[tuple[Text, ...], Field(max_length=2)],
        Annotated[Text, Field(max_length=2)],
        Annotated[str, StringConstraints(pattern=r"^\d+$")],
        Annotated[str, StringConstraints(pattern="^a$", to_lower=True)],
        Annotated[Count, Field(multiple_of=2)],
        Annotated[Count, Field(ge=1, strict=True)],
        Annotated[Count, AfterValidator(abs)],
        Annotated[Literal["a"], Field(min_length=1)],
        Annotated[dict[Text, Text], Field(min_length=1)],
    ],
)
def test_what_cannot_be_said_is_refused(annotation: Any) -> None:
    with pytest.raises(shapes.UnknownShapeError):
        shapes.shape_of(annotation, ())


class Lax(Document):
    model_config = ConfigDict(extra="ignore")


class Checked(Document):
    name: Text

    @field_validator("name")
    @classmethod
    def _is_long(cls, value: str) -> str:
        return value


class Called(Document):
    name: Text = Field(alias="called")


@pytest.mark.parametrize("document", [Lax, Checked, Called])
def test_a_document_with_rules_of_its_own_is_refused(
    document: type[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shapes, "DOCUMENTS", {"partner": document})

    with pytest.raises(shapes.UnknownShapeError):
        shapes.text()
