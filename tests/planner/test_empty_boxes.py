"""A box lies in an empty one where it allows no more of anything that the empty one limits."""

import pytest

from cdmo_plan.planner.empty_boxes import EmptyBoxes


@pytest.mark.parametrize(
    ("box", "is_empty"),
    [
        ({"weeks": 20, "contracts": 3}, True),
        ({"weeks": 19, "contracts": 3, "sites": 9}, True),
        ({"weeks": 20}, False),
        ({"weeks": 20, "contracts": 4}, False),
        ({"sites": 1}, False),
    ],
)
def test_what_lies_in_an_empty_box_is_empty(box: dict[str, int], *, is_empty: bool) -> None:
    known = EmptyBoxes()
    known.add([3, 5], {"weeks": 20, "contracts": 3})

    assert known.hold([3, 5], box) == is_empty
    assert not known.hold([3, 7], box)
