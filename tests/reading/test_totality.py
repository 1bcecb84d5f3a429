"""Reading is total: no text, no bytes and no structure makes it raise; all else is a finding."""

import string

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cdmo_plan.reading import events
from cdmo_plan.reading.documents import DOCUMENTS
from cdmo_plan.reading.files import ReadFile, read_text

KINDS = st.sampled_from(sorted(DOCUMENTS))
_FIELDS = sorted({name for document in DOCUMENTS.values() for name in document.model_fields} | {"id", "step"})
_YAMLISH = st.text(st.sampled_from("ab1: -?[]{},&*!|>'\"%@`#\n\t\r\\~<.=éU\x00\x85\ufeff"), max_size=60)
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=8)
_DATA = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_FIELDS), inner, max_size=4),
    max_leaves=15,
)


def _check(read: ReadFile) -> None:
    assert (read.document is None) == any(str(each.severity) == "error" for each in read.diagnostics)
    assert list(read.diagnostics) == sorted(read.diagnostics)
    for each in read.diagnostics:
        assert each.mark.line >= 1
        assert each.mark.column >= 1
        assert str(each).isprintable()
        assert (each.hint or "").isprintable()


@given(_YAMLISH, KINDS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read(text: str, kind: str) -> None:
    _check(read_text(text, kind))


@given(st.binary(max_size=80), KINDS)
@settings(deadline=None)
def test_any_bytes_are_read(content: bytes, kind: str) -> None:
    _check(read_text(content, kind))


@given(_DATA, KINDS)
@settings(max_examples=300, deadline=None)
def test_any_structure_is_read(data: object, kind: str) -> None:
    _check(read_text(yaml.safe_dump(data, allow_unicode=True), kind))


@given(_YAMLISH)
@settings(max_examples=200, deadline=None)
def test_both_parsers_are_read(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "LOADER", yaml.BaseLoader)
        _check(read_text(text, "partner"))


@pytest.mark.parametrize("loader", [yaml.BaseLoader, events.LOADER])
@pytest.mark.parametrize(
    "text",
    [
        '"\\UFFFFFFFF"',
        '"\\ud800"',
        f"%YAML 1.{'9' * 5_000}\n---\na",
        "!%FF a",
        "!<%C3> a",
        "- " + "1" * 5_000,
    ],
)
def test_escapes_beyond_unicode_are_findings(
    loader: object, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LOADER", loader)

    read = read_text(text, "partner")

    assert read.diagnostics
    assert all(each.mark.line >= 1 for each in read.diagnostics)


@pytest.mark.parametrize("loader", [yaml.BaseLoader, events.LOADER])
def test_both_parsers_mark_the_same_places(loader: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LOADER", loader)
    text = "partner: p\nname: [é, *x, ! y]\nname: &z 'q'\nsources: {NO: {url: 1.10}}\n\tnote: x\n"

    read = read_text(text, "partner")

    assert [(each.code, *each.mark[1:]) for each in read.diagnostics] == [
        ("CAT110", 2, 11),
        ("CAT112", 2, 15),
        ("CAT101", 3, 1),
        ("CAT110", 3, 7),
        ("CAT105", 5, 1),
    ]


@given(st.text(string.ascii_lowercase + "_", min_size=1, max_size=20), KINDS)
@settings(deadline=None)
def test_an_unknown_field_is_found_whatever_its_name(name: str, kind: str) -> None:
    fields = DOCUMENTS[kind].model_fields
    found = [each.name for each in read_text(f"'{name}': x\n", kind).diagnostics]

    assert ("unknown-field" in found) == (name not in fields)
