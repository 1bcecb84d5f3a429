"""People write catalogs from docs/catalog-format.md: its examples are valid, and it leaves no field out."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest

from cdmo_plan.domain import vocabulary
from cdmo_plan.reading.capability_documents import CapabilityFacts
from cdmo_plan.reading.documents import DOCUMENTS, Document
from cdmo_plan.reading.files import read_text
from cdmo_plan.reading.partner_documents import PartnerFacts, SiteFacts
from cdmo_plan.reading.places import FOLDERS

PAGE = (Path(__file__).parents[2] / "docs" / "catalog-format.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^`([\w/.-]+\.yaml)`\n```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
SECTIONS = {
    heading.lower(): body
    for heading, body in re.findall(r"^##+ (.+)\n((?:(?!^##+ ).*\n?)*)", PAGE, re.MULTILINE)
}
FACTS = (CapabilityFacts, SiteFacts, PartnerFacts)
WORD_SETS = {name: value for name, value in vars(vocabulary).items() if get_origin(value) is Literal}


def _kind(file_name: str) -> str:
    folder, _, name = file_name.rpartition("/")
    return FOLDERS.get(folder, name.removesuffix(".yaml"))


def _documents(annotation: Any) -> Iterator[type[Document]]:
    """The document types that a field of this type may hold, with those inside them."""
    if isinstance(annotation, type) and issubclass(annotation, Document):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _documents(field.annotation)
    elif get_origin(annotation) in {Annotated, Union, UnionType, tuple, dict}:
        for argument in get_args(annotation):
            yield from _documents(argument)


DOCUMENT_TYPES = sorted(
    {document for kind in DOCUMENTS.values() for document in _documents(kind)}, key=lambda kind: kind.__name__
)


def _heading(document: type[Document]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", document.__name__.removesuffix("Document")).lower()


def test_every_kind_of_file_has_an_example() -> None:
    assert {_kind(name) for name in EXAMPLES} == set(DOCUMENTS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_reads_without_a_finding(name: str) -> None:
    read = read_text(EXAMPLES[name], _kind(name), name)

    assert not read.diagnostics
    assert read.document


@pytest.mark.parametrize("document", DOCUMENT_TYPES, ids=_heading)
def test_every_field_is_explained_where_its_document_is(document: type[Document]) -> None:
    rows = re.findall(r"^\| `(\w+)` \| (required)? ?\|", SECTIONS[_heading(document)], re.MULTILINE)
    # An amendment takes the fields of what it amends, which stand there.
    amends = next((facts for facts in FACTS if issubclass(document, facts)), None)
    is_amendment = amends and document.__name__.endswith("AmendmentDocument")
    elsewhere = set(amends.model_fields) if amends and is_amendment else set()

    assert {field for field, _ in rows} == set(document.model_fields) - elsewhere
    assert {field for field, required in rows if required} == {
        name for name, field in document.model_fields.items() if field.is_required()
    }


@pytest.mark.parametrize(
    "words", ["StepId", "Modality", "Host", "ProductClass", "AgreementKind", "HoldKind", "State"]
)
def test_every_word_of_the_vocabulary_is_listed(words: str) -> None:
    listed = set(re.findall(r"`([a-z-]+)`", SECTIONS["words"]))

    assert set(get_args(WORD_SETS[words])) <= listed


def test_no_word_is_listed_that_the_vocabulary_lacks() -> None:
    listed = set(re.findall(r"`([a-z-]+)`", SECTIONS["words"]))

    assert listed <= {word for words in WORD_SETS.values() for word in get_args(words)}
