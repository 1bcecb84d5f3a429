"""A fact's mark is where a reader looks for it: at the value, or at the key of what goes on below."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cdmo_plan.reading.files import read_text

TEXT = """\
partner: agc
name:
  AGC
former_names: [CMC, 'é, b']
sites:
  - id: oss
    country: NL
    capabilities:
    - step: fill-finish
      sources: [a, b]
"""


def test_a_value_an_item_and_a_key_have_marks() -> None:
    marks = read_text(TEXT, "partner", "p.yaml").marks

    assert str(marks.mark) == "p.yaml:1:1"
    assert marks.mark_of(("former_names", 1))[1:] == (4, 21)
    assert marks.mark_of(("sites", 0, "capabilities", 0, "sources", 1))[1:] == (10, 20)
    assert marks.key_mark_of(("sites", 0, "capabilities"))[1:] == (8, 5)
    assert marks.at("sites", 0).mark_of(("country",))[1:] == (7, 14)


def test_what_is_not_written_is_marked_where_it_would_stand() -> None:
    marks = read_text(TEXT, "partner", "p.yaml").marks

    assert marks.mark_of(("sites", 0, "city"))[1:] == (6, 5)
    assert marks.mark_of(("sites", 7, "city"))[1:] == (6, 3)
    assert marks.key_mark_of(("nowhere",))[1:] == (1, 1)
    assert marks.key_mark_of(())[1:] == (1, 1)
    assert marks.fields(("partner",)).entity[1:] == (1, 10)


def test_the_fields_of_an_entity_are_marked_together() -> None:
    marks = read_text(TEXT, "partner", "p.yaml").marks.fields(("sites", 0))

    assert marks.entity[1:] == (6, 5)
    assert marks.of("id")[1:] == (6, 9)
    assert marks.of("capabilities")[1:] == (8, 5)
    assert marks.of("city") == marks.entity


def test_quotes_are_known() -> None:
    marks = read_text(TEXT, "partner").marks

    assert marks.at("former_names", 0).is_plain
    assert not marks.at("former_names", 1).is_plain


_TREES = st.recursive(
    st.text("abc xyz", min_size=1, max_size=5).map(str.strip).filter(bool),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("kéy", min_size=1), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(_TREES.filter(lambda tree: isinstance(tree, dict) and tree))
@settings(deadline=None)
def test_every_value_stands_where_its_mark_says(tree: dict[str, object]) -> None:
    text = _written(tree)
    read = read_text(text, "partner")

    assert read.data == tree
    lines = text.split("\n")
    for path, value in _leaves(tree, ()):
        mark = read.marks.mark_of(path)
        assert lines[mark.line - 1][mark.column - 1 :].startswith(f"'{value}'")


def _written(tree: object) -> str:
    if isinstance(tree, str):
        return f"'{tree}'"
    if isinstance(tree, list):
        return "[" + ",\n ".join(map(_written, tree)) + "]"
    assert isinstance(tree, dict)
    return "{" + ",\n ".join(f"{key}: {_written(value)}" for key, value in tree.items()) + "}"


def _leaves(tree: object, path: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(tree, str):
        return [(path, tree)]
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree if isinstance(tree, list) else [])
    return [leaf for step, value in pairs for leaf in _leaves(value, (*path, step))]
