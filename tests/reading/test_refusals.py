"""What a file may not do is refused at its line and column, and the rest of the file is read."""

import pytest

from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.reading import limits
from cdmo_plan.reading.files import ReadFile, read_text

NAMED = "partner: p\nname: P\n"


def _places(read: ReadFile) -> list[tuple[str, int, int]]:
    return [(each.name, each.mark.line, each.mark.column) for each in read.diagnostics]


def _only(text: str | bytes) -> Diagnostic:
    (finding,) = read_text(text, "partner", "p.yaml").diagnostics
    return finding


@pytest.mark.parametrize(
    ("text", "name", "line", "column"),
    [
        (NAMED + "note: &anchor x\n", "anchor-or-alias", 3, 7),
        (NAMED + "sources: &a {}\n", "anchor-or-alias", 3, 10),
        (NAMED + "note: *gone\n", "anchor-or-alias", 3, 7),
        (NAMED + "*gone : x\n", "anchor-or-alias", 3, 1),
        (NAMED + "<<: {note: x}\n", "merge-key", 3, 1),
        (NAMED + "note: !!str x\n", "tag", 3, 7),
        (NAMED + "note: ! x\n", "tag", 3, 7),
        (NAMED + "note: !python/object x\n", "tag", 3, 7),
        (NAMED + "sources: !!map {}\n", "tag", 3, 10),
        (NAMED + "name: Q\n", "duplicate-key", 3, 1),
        (NAMED + "'name': Q\n", "duplicate-key", 3, 1),
        (NAMED + "---\nname: Q\n", "second-document", 3, 1),
        (NAMED + "---\n", "second-document", 3, 1),
        (NAMED + "? [a, b]\n: x\n", "key-not-text", 3, 3),
        (NAMED + "? {a: b}\n: x\n", "key-not-text", 3, 3),
        (NAMED + "?\n: x\n", "key-not-text", 3, 2),
        (NAMED + "note: a\x07b\n", "control-character", 3, 8),
        (NAMED + "note: a\x00b\n", "control-character", 3, 8),
        (NAMED + "note: a\u2028b\n", "control-character", 3, 8),
        (NAMED + "note: a\ufeffb\n", "control-character", 3, 8),
        (NAMED + 'note: "a\\eb"\n', "control-character", 3, 7),
        (NAMED + 'note: "a\\0b"\n', "control-character", 3, 7),
        ((NAMED + "note: né").encode("latin-1"), "not-utf8", 3, 8),
        (NAMED.encode("utf-16"), "not-utf8", 1, 1),
        (NAMED + "note: \ud800\n", "not-utf8", 3, 7),
        ("", "empty-file", 1, 1),
        ("# nothing yet\n", "empty-file", 1, 1),
        ("---\n...\n", "empty-file", 1, 1),
        ("~", "empty-file", 1, 1),
        ("just a text", "wrong-type", 1, 1),
        ("\n- a\n", "wrong-type", 2, 1),
        ("partner: p\nname: P\n\tnote: x\n", "yaml-syntax", 3, 1),
        (NAMED + "note: a: b\n", "yaml-syntax", 3, 8),
        (NAMED + "note: 'open\n", "yaml-syntax", 4, 1),
        (NAMED + "note: @home\n", "yaml-syntax", 3, 7),
        (NAMED + "former_names: [a, b\n", "yaml-syntax", 4, 1),
        (NAMED + "note: é “ü” @x: [\n", "yaml-syntax", 3, 15),
    ],
)
def test_a_refusal_names_its_line_and_column(text: str | bytes, name: str, line: int, column: int) -> None:
    read = read_text(text, "partner", "p.yaml")

    assert (name, line, column) in _places(read)
    assert len(read.diagnostics) == 1
    assert read.document is None
    finding = read.diagnostics[0]
    assert finding.mark.file == "p.yaml"
    assert finding.hint or finding.name in {"empty-file", "wrong-type"}


def test_a_repeated_key_names_where_it_stands_first() -> None:
    ((mark, text),) = _only(NAMED + "note: x\nname: Q\n").related

    assert (mark.line, mark.column, text) == (2, 1, "it stands here first")


def test_a_tab_is_said_in_plain_words() -> None:
    finding = _only("partner: p\nheadquarters:\n\tcity: Oslo\n")

    assert finding.message.startswith("A tab stands where only spaces may")
    assert (finding.mark.line, finding.mark.column) == (3, 1)


def test_an_invisible_character_is_never_repeated_in_a_message() -> None:
    read = read_text(NAMED + 'status: "\\e[31m"\n"\\e]0;x": 1\n', "partner")

    assert len(read.diagnostics) == 4
    assert all("\x1b" not in f"{each.message}{each.hint}" for each in read.diagnostics)


def test_all_refusals_of_a_file_are_reported_at_once() -> None:
    text = (
        "partner: &p p\nname: P\nname: Q\npartner: q\n<<: {a: 1, a: 2}\n"
        "headquarters: {city: !!str Oslo, city: *p}\nsites:\n- id: 1\n  id: 2\n"
    )
    read = read_text(text, "partner")

    assert [place for place in _places(read) if place[0] not in {"missing-field", "bad-form"}] == [
        ("anchor-or-alias", 1, 10),
        ("duplicate-key", 3, 1),
        ("duplicate-key", 4, 1),
        ("merge-key", 5, 1),
        ("duplicate-key", 5, 12),
        ("tag", 6, 22),
        ("duplicate-key", 6, 34),
        ("anchor-or-alias", 6, 40),
        ("duplicate-key", 9, 3),
    ]


def test_nothing_is_said_about_what_a_refusal_hides() -> None:
    text = "partner: p\n<<: *base\nsites: *sites\nnetwork: [*one]\n"

    assert [name for name, *_ in _places(read_text(text, "partner"))] == [
        "merge-key",
        "anchor-or-alias",
        "anchor-or-alias",
        "anchor-or-alias",
    ]


def test_a_binary_file_is_refused_in_few_words() -> None:
    read = read_text(bytes(range(256)) * 10_000, "partner")

    assert len(read.diagnostics) < 30
    assert "more-problems" in {name for name, *_ in _places(read)}


def test_a_quoted_merge_sign_is_only_a_key() -> None:
    assert [name for name, *_ in _places(read_text(NAMED + '"<<": x\n', "partner"))] == ["unknown-field"]


@pytest.mark.parametrize(("levels", "refused"), [(40, False), (41, True)])
def test_forty_levels_are_read_and_no_more(levels: int, refused: bool) -> None:
    inner = levels - 1
    read = read_text(NAMED + f"note: {'[' * inner}{']' * inner}\n", "partner")

    assert _places(read) == ([("too-deep", 3, 6 + inner)] if refused else [("wrong-type", 3, 7)])


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[a, {b: "])
def test_any_depth_is_refused_without_a_crash(opening: str) -> None:
    assert _places(read_text(opening * 100_000, "partner"))[-1][0] in {"too-deep", "yaml-syntax"}


def test_a_large_file_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", len(NAMED))

    assert not read_text(NAMED, "partner").diagnostics
    assert _places(read_text(NAMED + "#", "partner")) == [("file-too-large", 1, 1)]


def test_the_limits_are_those_of_the_format() -> None:
    assert (limits.MAX_BYTES, limits.MAX_EVENTS, limits.MAX_LEVELS) == (16_000_000, 500_000, 40)


def test_many_events_are_refused_where_they_become_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    # Stream, document and mapping begin, two fields, then three ends: ten events.
    monkeypatch.setattr(limits, "MAX_EVENTS", 10)
    assert not read_text(NAMED, "partner").diagnostics

    monkeypatch.setattr(limits, "MAX_EVENTS", 5)
    assert _places(read_text(NAMED, "partner")) == [("too-many-events", 2, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + NAMED,
        NAMED.replace("\n", "\r\n"),
        NAMED.replace("\n", "\r"),
        "%YAML 1.2\n---\n" + NAMED + "...\n",
        "# comment\n\n" + NAMED,
        NAMED.rstrip(),
    ],
)
def test_harmless_differences_are_no_problem(text: str) -> None:
    read = read_text(text, "partner")

    assert read.diagnostics == ()
    assert read.document


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_columns_count_characters_whatever_ends_a_line(begin: str, newline: str) -> None:
    text = begin + newline.join(["partner: p", "name: 'é🧬'", 'sources: {"🧬é": 1, "🧬é": 2}'])

    places = _places(read_text(text, "partner"))

    assert ("duplicate-key", 3, 20) in places
