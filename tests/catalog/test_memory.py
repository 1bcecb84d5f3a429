from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cdmo_plan.catalog.memory import Catalog, rows_by_site, rows_by_step, sites_by_partner
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.partners import Ownership, Partner, Site
from cdmo_plan.domain.vocabulary import STEPS
from cdmo_plan.domain.world import Row, World, operator_on

PARTNER = Partner(id="alpha", name="Alpha")


def site(identity: str, *owners: Ownership) -> Site:
    return Site(id=identity, name=identity, city="Town", country="FR", partner="alpha", owners=owners)


def row(where: str | None, step: str, number: int) -> Row:
    capability = Capability(
        id=f"{where or 'alpha/network'}/{step}/{number}",
        partner="alpha",
        site=where,
        step=step,  # type: ignore[arg-type]
    )
    return Row(capability, site(where) if where else None, PARTNER)


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from([None, "alpha-lyon", "alpha-nice", "alpha-basel"]),
        st.sampled_from(STEPS[:4]),
        st.integers(min_value=1, max_value=12),
    ),
    unique_by=lambda found: found.capability.id,
)


@given(ROWS, st.randoms())
def test_rows_stand_in_the_order_of_their_ids_whatever_order_they_came_in(
    rows: list[Row], chance: object
) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert rows_by_step(shuffled) == rows_by_step(rows)
    assert rows_by_site(shuffled) == rows_by_site(rows)
    for found in (*rows_by_step(rows).values(), *rows_by_site(rows).values()):
        assert [each.capability.id for each in found] == sorted(each.capability.id for each in found)


@given(ROWS)
def test_every_row_stands_once_by_step_and_those_of_sites_once_by_site(rows: list[Row]) -> None:
    by_step = [found for group in rows_by_step(rows).values() for found in group]
    by_site = [found for group in rows_by_site(rows).values() for found in group]

    assert len(by_step) == len(rows)
    assert len(by_site) == sum(found.site is not None for found in rows)


def test_a_world_answers_with_nothing_where_it_knows_nothing() -> None:
    empty: World = Catalog()

    assert empty.rows("drug-substance") == empty.rows_at("alpha-lyon") == ()
    assert empty.sites_of("alpha") == ()


def test_a_partner_has_the_sites_that_it_lists_and_those_it_ever_owned() -> None:
    sold = site(
        "alpha-nice", Ownership(owner="beta", until=PartialDate.parse("2020")), Ownership(owner="alpha")
    )
    kept = site("alpha-basel", Ownership(owner="alpha"))

    found = sites_by_partner([sold, kept])

    assert {partner: [each.id for each in sites] for partner, sites in found.items()} == {
        "alpha": ["alpha-basel", "alpha-nice"],
        "beta": ["alpha-nice"],
    }


def test_a_catalog_is_a_world() -> None:
    catalog = Catalog(
        partners={"alpha": PARTNER},
        sites={"alpha-lyon": site("alpha-lyon")},
        by_step=rows_by_step([row("alpha-lyon", "drug-substance", 1)]),
        by_site=rows_by_site([row("alpha-lyon", "drug-substance", 1)]),
    )

    assert catalog.rows("drug-substance") == catalog.rows_at("alpha-lyon")
    assert operator_on(catalog.sites["alpha-lyon"], date(2026, 1, 1), catalog) == "alpha"
