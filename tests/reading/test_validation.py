"""Every error of every file is reported at once, at its place, in plain words."""

from typing import get_args

import pytest

from cdmo_plan.diagnostics import codes
from cdmo_plan.domain.vocabulary import Host
from cdmo_plan.reading import limits
from cdmo_plan.reading.documents import DOCUMENTS
from cdmo_plan.reading.fields import FORMS
from cdmo_plan.reading.files import Content, read_contents, read_text

BAD = """\
partner: agc-biologics
nmae: AGC
parent: AGC Group
headquarters: {city: Oslo, country: dk}
status: operating
network: {}
sites:
  - id: oss
    country: NL
    location: {latitude: 95, longitude: 12:30}
    capabilities:
      - step: fill-finsh
        modalities: [mab, mabb]
        scale_l: {min: 2000 L, max: -5, total: 1_000, vessels: 2.5}
        bulk_in: maybe
        known_as_of: 2024-02-30
        development_phases: []
        technology: glass
        segregated: {a: b}
        sources:
      - modalities: [mab]
        sources: [web]
sources:
  web: {url: ''}
  Web Page: {title: x}
sources_read: May 2024
"""
FOUND = [
    (1, 1, "missing-field", "The partner 'agc-biologics' lacks the field 'name'", "add 'name'"),
    (2, 1, "unknown-field", "A partner has no field 'nmae'", "did you mean name?"),
    (3, 9, "bad-form", None, 'write "agc-group"'),
    (4, 37, "bad-form", None, 'write "DK"'),
    (5, 9, "wrong-type", "'status' should be a list, and is the text 'operating'", "write [operating]"),
    (6, 10, "wrong-type", "'network' should be a list, and is a mapping", None),
    (8, 5, "missing-field", "The site 'oss' lacks the field 'city'", "add 'city'"),
    (10, 26, "out-of-range", "'latitude' should be at most 90, and is '95'", None),
    (10, 41, "bad-number", None, None),
    (12, 15, "unknown-word", "'step' cannot be 'fill-finsh'", "did you mean fill-finish?"),
    (13, 27, "unknown-word", "Item 2 of 'modalities' cannot be 'mabb'", "did you mean mab?"),
    (14, 24, "bad-number", None, "write the number alone: its unit stands in the field's name"),
    (14, 37, "out-of-range", "'max' should be more than 0, and is '-5'", None),
    (14, 48, "bad-number", None, "write 1000"),
    (14, 64, "bad-number", "'vessels' should be a whole number, 0 or more, and is '2.5'", None),
    (15, 18, "bad-flag", "'bulk_in' should be true or false, and is 'maybe'", "write true or false"),
    (16, 22, "bad-date", None, "write YYYY, YYYY-MM or YYYY-MM-DD"),
    (17, 29, "empty-value", "'development_phases' is empty", "leave the field out where nothing is known"),
    (18, 21, "unknown-word", None, "one of: single-use, stainless-steel, hybrid"),
    (19, 21, "wrong-type", "'segregated' should be text, and is a mapping", None),
    (20, 17, "empty-value", "'sources' should be a list, and is empty", None),
    (21, 9, "missing-field", "The capability lacks the field 'step'", "add 'step'"),
    (24, 14, "empty-value", "'url' is empty", "leave the field out where nothing is known"),
    (25, 3, "bad-form", None, 'write "web-page"'),
    (26, 15, "bad-date", None, "write YYYY, YYYY-MM or YYYY-MM-DD"),
]


def test_all_errors_of_a_file_are_found_at_once_and_said_in_plain_words() -> None:
    read = read_text(BAD, "partner", "p.yaml")

    assert read.document is None
    found = [
        (each.mark.line, each.mark.column, each.name, each.message, each.hint) for each in read.diagnostics
    ]
    said = [
        (*place, message if wanted else None, hint)
        for (*place, message, hint), (*_, wanted, _hint) in zip(found, FOUND, strict=False)
    ]
    assert said == FOUND
    assert len(found) == len(FOUND)
    for _line, _column, _name, message, hint in found:
        assert "Input" not in message
        assert "string" not in f"{message} {hint}"


def test_files_of_a_kind_are_validated_together_and_keep_apart() -> None:
    texts = {
        "a": "partner: a\n",
        "b": "partner: b\nname: B\n",
        "c": "name: C\npartner: C\n",
        "d": "name: [\n",
    }
    contents = [Content(path=name, file=name, content=text.encode()) for name, text in texts.items()]

    read = read_contents("partner", contents)

    assert [file.path for file in read] == ["a", "b", "c", "d"]
    assert [file.document is not None for file in read] == [False, True, False, False]
    assert [[each.name for each in file.diagnostics] for file in read] == [
        ["missing-field"],
        [],
        ["bad-form"],
        ["yaml-syntax"],
    ]


def test_a_file_of_nothing_but_errors_is_summed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_VALIDATION_PROBLEMS", 3)
    text = "partner: p\nname: P\n" + "".join(f"zzz{number}: x\n" for number in range(9))

    names = [each.name for each in read_text(text, "partner").diagnostics]

    assert sorted(names) == ["more-problems", *["unknown-field"] * 3]


def test_a_broken_file_still_tells_its_identifiers() -> None:
    read = read_text("partner: agc\nsites: [{id: oss}]\n", "partner")

    assert read.document is None
    assert read.data == {"partner": "agc", "sites": [{"id": "oss"}]}


def test_a_digest_is_that_of_the_bytes() -> None:
    assert (
        read_text("a", "lanes").digest == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    )


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_kind_says_which_fields_an_empty_mapping_lacks(kind: str) -> None:
    required = [name for name, field in DOCUMENTS[kind].model_fields.items() if field.is_required()]

    read = read_text("{}", kind)

    assert sorted(each.hint or "" for each in read.diagnostics) == sorted(
        f"add '{name}'" for name in required
    )


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_pattern_of_a_document_has_words(kind: str) -> None:
    schema = str(DOCUMENTS[kind].model_json_schema())

    for pattern in FORMS:
        schema = schema.replace(repr(pattern), "known")
    assert "'pattern': '^[" not in schema.replace("'^\\\\d{4}", "date")


def test_one_place_has_one_error() -> None:
    read = read_text("partner: p\nname: P\nsites: [{id: s, city: C, country: ''}]\n", "partner")

    assert [each.code for each in read.diagnostics] == [codes.BAD_FORM.code]


def test_what_people_say_for_a_word_is_understood_and_a_refused_word_is_no_empty_list() -> None:
    text = """\
partner: acme
name: Acme
network:
  - step: aseptic filling
    modalities: [Antibody]
    expression: [CHO]
    scale_l: 2x2000
    sources: [page]
sources: {page: {citation: A page}}
"""
    problems = read_text(text, "partner").diagnostics

    assert [(found.mark.line, found.name, found.hint) for found in problems] == [
        (4, "unknown-word", "did you mean fill-finish?"),
        (5, "unknown-word", "did you mean mab?"),
        (
            6,
            "unknown-word",
            f"did you mean mammalian?; one of: {', '.join(get_args(Host))}",
        ),
        (
            7,
            "wrong-type",
            "write {min: …}, with what is known of: min, max, total, pooled_train, vessels, volume_basis",
        ),
    ]
