import copy
import dataclasses
import pickle
from collections.abc import Mapping
from dataclasses import field
from typing import Any, NamedTuple, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdmo_plan.domain import values
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.marks import Mark


def both(**options: bool) -> tuple[type, type]:
    """Return one class, made here and by the standard library."""

    def body() -> type:
        class Vessel:
            """A vessel."""

            name: str
            litres: float | None = None
            aliases: tuple[str, ...] = ()
            marks: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

        return Vessel

    lazy: Any = values.dataclass
    return lazy(frozen=True, slots=True, **options)(body()), dataclasses.dataclass(
        frozen=True, slots=True, **options
    )(body())


OURS, STANDARD = both(kw_only=True)
FIELDS = st.fixed_dictionaries(
    {"name": st.text(max_size=3)},
    optional={
        "litres": st.none() | st.floats(allow_nan=False),
        "aliases": st.lists(st.text(max_size=2), max_size=2).map(tuple),
        "marks": st.dictionaries(st.text(max_size=1), st.integers(), max_size=1),
    },
)


@given(FIELDS, FIELDS)
def test_a_value_is_and_says_what_the_standard_library_makes_of_it(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    ours, standard = (OURS(**one), OURS(**other)), (STANDARD(**one), STANDARD(**other))

    assert (ours[0] == ours[1]) == (standard[0] == standard[1])
    assert hash(ours[0]) == hash(standard[0])
    assert repr(ours[0]) == repr(standard[0])
    assert dataclasses.asdict(ours[0]) == dataclasses.asdict(standard[0])
    assert dataclasses.replace(ours[0], name="new").name == "new"
    assert ours[0] != standard[0]


@given(FIELDS)
def test_a_value_survives_being_copied(fields: dict[str, Any]) -> None:
    value = OURS(**fields)

    assert copy.copy(value) == copy.deepcopy(value) == value
    assert copy.copy(value).marks == value.marks


def test_every_method_works_when_it_is_the_first_to_be_called() -> None:
    made = [both()[0] for _ in range(3)]
    raw: list[Any] = [object.__new__(each) for each in made]
    for each in raw:
        object.__setattr__(each, "name", "tank")
        object.__setattr__(each, "litres", 2.0)
        object.__setattr__(each, "aliases", ())
        object.__setattr__(each, "marks", {})

    assert "name='tank'" in repr(raw[0])
    assert hash(raw[1]) == hash(("tank", 2.0, ()))
    assert raw[2] == made[2]("tank", 2.0)


@pytest.mark.parametrize("args", [("tank",), ("tank", 2.0), ("tank", None, ("vat",), {"name": 1})])
def test_the_first_values_of_a_class_are_made_as_all_later_ones(args: tuple[Any, ...]) -> None:
    ours, standard = both()

    made = [ours(*args) for _ in range(values._SELDOM + 2)]

    fields = [field.name for field in dataclasses.fields(standard)]
    wanted = standard(*args)
    assert all(getattr(one, name) == getattr(wanted, name) for one in made for name in fields)
    assert made[0].marks is not made[1].marks or len(args) > 3


def test_fields_that_no_caller_gives_are_set_as_in_later_values() -> None:
    lazy: Any = values.dataclass

    @lazy(frozen=True, slots=True)
    class Doubled:
        one: int
        two: int = field(init=False)
        three: int = field(init=False, default=3)

        def __post_init__(self) -> None:
            object.__setattr__(self, "two", 2 * self.one)

    make: Any = Doubled
    made = [make(number) for number in range(values._SELDOM + 2)]

    assert [(each.two, each.three) for each in made] == [(2 * number, 3) for number in range(len(made))]
    with pytest.raises(TypeError, match="two"):
        make(1, two=2)


@pytest.mark.parametrize("name", ["name", "other"])
def test_a_value_cannot_be_changed(name: str) -> None:
    value = OURS(name="tank")

    with pytest.raises(dataclasses.FrozenInstanceError, match=f"cannot assign to field '{name}'"):
        setattr(value, name, "other")
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
        del value.name
    assert not hasattr(value, "__dict__")


def test_a_wrong_field_is_told_as_the_standard_library_tells_it() -> None:
    for wrong in ({}, {"name": "tank", "colour": "red"}):
        fresh = both(kw_only=True)[0]
        with pytest.raises(TypeError) as ours:
            fresh(**wrong)
        with pytest.raises(TypeError) as standard:
            STANDARD(**wrong)
        assert str(ours.value) == str(standard.value)


def test_a_named_tuple_is_what_the_standard_library_makes_of_it() -> None:
    def body(base: Any) -> Any:
        class Lane(base):  # type: ignore[misc]
            """A lane."""

            source: str
            weeks: int = 2

            @property
            def is_long(self) -> bool:
                return bool(self.weeks > 4)

            def __str__(self) -> str:
                return f"from {self.source}"

        return Lane

    ours, standard = body(values.NamedTuple), body(NamedTuple)

    for fields in ({"source": "a"}, {"source": "b", "weeks": 9}):
        one, other = ours(**fields), standard(**fields)
        assert (one, repr(one), str(one), one.is_long) == (other, repr(other), str(other), other.is_long)
        assert one._replace(weeks=1)._asdict() == other._replace(weeks=1)._asdict()
    assert (ours._fields, ours._field_defaults) == (standard._fields, standard._field_defaults)
    assert (ours.__doc__, ours.__mro__[1:]) == (standard.__doc__, standard.__mro__[1:])
    assert get_type_hints(ours) == get_type_hints(standard) == {"source": str, "weeks": int}
    with pytest.raises(TypeError, match="source"):
        ours()


def test_values_of_the_domain_can_be_pickled() -> None:
    day = PartialDate.parse("2026-11")

    copied = pickle.loads(pickle.dumps(day))  # noqa: S301  our own

    assert (copied, copied.first, copied.last) == (day, day.first, day.last)
    mark = Mark("a.yaml", 1, 2)
    assert pickle.loads(pickle.dumps(mark)) == mark  # noqa: S301  our own
