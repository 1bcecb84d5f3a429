"""What is read without pydantic is what pydantic reads, and what is not surely right is left to it."""

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from cdmo_plan.reading import files, quick_reader
from cdmo_plan.reading.catalog_folder import read_catalog
from cdmo_plan.reading.documents import DOCUMENTS, document_of
from cdmo_plan.reading.fields import FORMS, Document
from cdmo_plan.reading.files import ReadFile, read_text
from cdmo_plan.reading.marked import Data, Marked
from cdmo_plan.reading.quick_reader import QuickDocument, quick_document
from cdmo_plan.reading.shapes import expected_at
from cdmo_plan.reading.validation import _adapter
from tests.support.default_catalog import default_loaded

FIXTURES = Path(__file__).parents[1] / "fixtures"
FILES_OF_A_KIND = 400
ODD: list[Any] = [
    *(None, "", " ", "a ", "\n a\n", "\u00a0a", "a\u2003", "\x1ca", "\x85", "a\nb", "x" * 99, "é"),
    *("1", "01", "1.", ".5", "-1", "-0", "+3", "0.0", "1e3", "1e999", "2.5", "1_000", "1,000", "0x10", "nan"),
    *("inf", "9" * 400, "٣", "12:30", "90", "91", "-181", "true", "Yes", "oN", "y", "NO", "null", "~"),
    *(
        "2024",
        "2024-02",
        "2024-13",
        "2024-02-30",
        "2024-02-29",
        "0000",
        "\uff12\uff10\uff12\uff14",
        "2024-01-01\n",
        "24",
    ),
    *("mab", "eu", "EU", "EUR", "id-1", "id--1", "id-1\n", "DE\n", "a/b/1", "a/network/step/2", "a.b", "A-1"),
    *("general-knowledge", "public", "operating", "isolator", "quotes", [], {}, [[]], ["mab"], ["s1", "s1"]),
    *([None], ["a "], {"min": "1"}, {"min": "x", "max": "2"}, {"a": "b"}, {"state": "operating"}, {"": "a"}),
    {"s1": {"title": "A"}, "S 2": {}},
]

NEW_KEYS = ["nmae", "note", "until", "sources", "Web Page", "status", ""]


def plain(value: object) -> object:
    """Return all that is known of a document: its values with their types, and which were written."""
    if isinstance(value, Document | QuickDocument):
        fields = {name: plain(each) for name, each in vars(value).items()}
        return sorted(value.model_fields_set), sorted(fields.items())
    if isinstance(value, tuple):
        return tuple(plain(each) for each in value)
    if isinstance(value, dict):
        return {"a mapping": [(key, plain(each)) for key, each in value.items()]}
    return type(value), repr(value)


def as_pydantic_has_it(kind: str, data: Data) -> object:
    try:
        [document] = _adapter(kind).validate_python((data,))
    except ValidationError:
        return None
    return plain(document)


def quickly(kind: str, data: Data) -> object:
    document = quick_document(kind, Marked(data=data, ended=True), "file.yaml")
    return None if document is None else plain(document)


@pytest.fixture(scope="module")
def read() -> list[ReadFile]:
    """Every file of the shipped catalog and of the fixtures."""
    folders = [path for path in sorted(FIXTURES.iterdir()) if path.is_dir()]
    return [
        *default_loaded().read_files,
        *(file for folder in folders for file in read_catalog(folder).files),
    ]


def test_every_file_is_read_as_pydantic_reads_it(read: list[ReadFile]) -> None:
    assert {file.kind for file in read} == set(DOCUMENTS)
    for file in read:
        document: object = file.document
        assert isinstance(document, QuickDocument), file.path
        assert plain(document) == as_pydantic_has_it(file.kind, file.data), file.path


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_nothing_is_taken_that_pydantic_refuses_or_reads_otherwise(kind: str) -> None:
    random = Random(kind)  # noqa: S311  mutations are no secret
    whole = {"is": "document", "name": quick_reader._shapes()["files"][kind]}
    taken = refused = 0
    for number in range(FILES_OF_A_KIND):
        data = made_up(whole, random)
        for _ in range(number % 4):
            mutate(data, random)
        found, expected = quickly(kind, data), as_pydantic_has_it(kind, data)
        taken, refused = taken + (found is not None), refused + (expected is None)
        # What pydantic takes is left to it only where it is null, or has odd spaces.
        assert found == expected or (found is None and is_odd(data)), data
    assert taken > FILES_OF_A_KIND / 4
    assert refused > FILES_OF_A_KIND / 4


def made_up(shape: Mapping[str, Any], random: Random) -> Data:
    """Return something of a shape, of a document with some of the fields that it may have."""
    if shape["is"] == "document":
        fields = quick_reader._shapes()["documents"][shape["name"]]
        chosen = [name for name in fields if "default" not in fields[name] or random.random() < 0.3]
        return {name: made_up(fields[name]["shape"], random) for name in chosen}
    if shape["is"] == "list":
        return [made_up(shape["of"], random) for _ in range(random.randint(shape["least"], 2))]
    if shape["is"] == "mapping":
        return {f"s{number}": made_up(shape["of"], random) for number in range(random.randint(0, 2))}
    if shape["is"] == "form":
        return FORMS[shape["pattern"]][1].partition(",")[0]
    said: str = random.choice(shape.get("words") or SOUND[shape["is"]])
    return said


SOUND = {
    "text": ["A text", "'", "\u00e9\n\nx", " spaced\n"],
    "date": ["2024", "2024-02", "2024-02-29"],
    "number": ["1", "010", ".5", "2.5e1"],
    "count": ["1", "2.0", "1e1"],
    "amount": ["0", "1450000.50", "1e3"],
    "flag": ["true", "No", "ON"],
}


def mutate(data: Data, random: Random) -> None:
    """Change one thing somewhere in a file: a value, a key, an item."""
    containers = [each for each in within(data) if isinstance(each, list | dict) and each]
    place, value = random.choice(containers or [[None]]), copy.deepcopy(random.choice(ODD))
    if isinstance(place, list):
        at = random.randrange(len(place))
        place[at:] = random.choice([[value, *place[at + 1 :]], [*place[at:], value], []])
    else:
        key, new = random.choice(list(place)), random.choice(NEW_KEYS)
        dropped = place.pop(key)
        place |= random.choice([{key: value}, {key: value}, {key: value}, {}, {key: dropped, new: value}])


def within(data: Data) -> Iterator[Data]:
    yield data
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for each in inner:
        yield from within(each)


def is_odd(data: Data) -> bool:
    texts = [each for each in within(data) if isinstance(each, str)]
    return None in within(data) or any(text.strip() != text.strip(" \t\r\n") for text in texts)


def test_what_other_readers_change_is_judged_by_the_same_types() -> None:
    shapes: Mapping[str, Any] = quick_reader._shapes()
    types = {float: float, int: float, bool: bool}
    for kind, name in shapes["files"].items():
        for path in paths({"is": "document", "name": name}):
            expected: Any = expected_at(document_of(kind), path)
            wanted = types.get(expected, float if expected.__name__ == "Decimal" else str)
            assert quick_reader._type_at(name, path) is wanted, path


def paths(shape: Mapping[str, Any]) -> Iterator[tuple[str | int, ...]]:
    """Yield the paths of all scalars that a shape can hold."""
    if shape["is"] == "document":
        for name, field in quick_reader._shapes()["documents"][shape["name"]].items():
            yield from ((name, *path) for path in paths(field["shape"]))
    elif "of" in shape:
        yield from ((0 if shape["is"] == "list" else "key", *path) for path in paths(shape["of"]))
    else:
        yield ()


@pytest.mark.parametrize(
    "text",
    [
        "partner: p\nname: P\n",
        "partner: p\nname: 010\nnote: no\n",
        "partner: p\nname: ' P '\nnote: ~\n",
        "partner: p\nname: P\nname: Q\n",
        "partner: p\nname: &a P\nsites: [{id: s, city: C, country: NO, floor_area_m2: 1e5}]\n",
        "partner: p\nname: P\nsites: [{id: s, city: C, country: DE, floor_area_m2: 0x10}]\n",
        "partner: p\nname: P\nsources: {1: {url: x, mirror: yes, read: 2024-01-01}}\n",
        "partner: p\nname: P\n---\npartner: q\n",
        "partner: p\nname: [",
        "- p\n",
        "",
    ],
)
def test_findings_are_the_same_without_the_quick_reader(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = read_text(text, "partner")
    monkeypatch.setattr(files, "quick_document", lambda *_: None)

    slow = read_text(text, "partner")

    assert quick.diagnostics == slow.diagnostics
    assert plain(quick.document) == plain(slow.document)


def test_a_file_of_another_kind_is_left_to_pydantic() -> None:
    assert quick_document("brief", Marked(data={"modality": "mab"}, ended=True), "brief.yaml") is None
