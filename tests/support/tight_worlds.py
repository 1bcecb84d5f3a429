"""Random worlds of a few plants, and briefs that ask a little too much of them; synthetic throughout.

As small as a conflict of three terms can be, so that all subsets of thousands of briefs can be tried.
"""

from dataclasses import replace
from random import Random
from typing import Any

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.agreements import Agreement, Scope
from cdmo_plan.domain.availability import Hold, Status, Timeline
from cdmo_plan.domain.brief import Brief, ScaleNeed
from cdmo_plan.domain.capability import Scale
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.world import Row
from tests.support.catalogs import TODAY, Plants, antibody, catalog
from tests.support.worlds import Case, seeded_case

PARTNERS = ("north", "south", "west")
MOST_TERMS = 4


def tight_case(seed: int) -> Case:
    """Make a small world and a brief of two to four terms."""
    random = Random(seed)  # noqa: S311
    terms = _wishes(random)
    chosen = random.sample(sorted(terms), random.randint(2, MOST_TERMS))
    brief = Brief(modality="mab", as_of=TODAY, **{name: terms[name] for name in chosen})
    return Case(world=_world(random), brief=_cut(random, brief), rank_by=(), shapes=())


def tight_rich_case(seed: int) -> Case:
    """Make a world with any recipe, and ask too much of it."""
    random = Random(seed)  # noqa: S311
    case, terms = seeded_case(seed), _wishes(random)
    chosen = random.sample(sorted(terms), 2)
    asked = replace(case.brief, modality=case.world.processes[0].modality, have=())
    return replace(case, brief=_cut(random, replace(asked, **{name: terms[name] for name in chosen})))


def _cut(random: Random, brief: Brief) -> Brief:
    while len(set(brief.terms())) > MOST_TERMS:
        brief = brief.without(random.choice(brief.terms()))
    return brief


def _wishes(random: Random) -> dict[str, Any]:
    return {
        "regions": random.choice([("CH", "FR"), ("US",), ("eu",), ("DE",)]),
        "step_regions": (("fill-finish", (random.choice(["US", "eu"]),)),),
        "single_contract": True,
        "strict": True,
        "scale": ScaleNeed.parse(random.choice(["500", "2000"])),
        "container": random.choice(["vial", "bag"]),
        "dose_form": random.choice(["lyophilized", "liquid"]),
        "expression": random.choice(["mammalian", "microbial"]),
        "avoid": (random.choice(PARTNERS), random.choice(["DE", "US"])),
        "avoid_regions": ("FR",),
        "markets": ("FDA",),
        "min_evidence": "stated",
        "development_phase": "commercial",
        "max_transfers": 0,
        "max_partners": 1,
        "max_weeks": random.choice([6, 7]),
        "via": ((random.choice(["drug-substance", "fill-finish"]), random.choice(PARTNERS)),),
    }


def _world(random: Random) -> Catalog:
    plants = Plants()
    for partner in PARTNERS:
        plants.partner(partner)
    rows: list[Row] = []
    sound = random.random() < 0.9
    for number in range(random.randint(2, 4)):
        name = f"plant-{number}"
        plants.site(name, random.choice(PARTNERS), random.choice(["DE", "FR", "US", "CH"]))
        steps = random.choice([("drug-substance",), ("fill-finish",), ("drug-substance", "fill-finish")])
        if number == 0 and sound:
            rows += [plants.row(name, step) for step in ("drug-substance", "fill-finish")]
        else:
            rows += [plants.row(name, step, **_fields(random, step)) for step in steps]
    agreement = Agreement(
        id="both",
        kind="joint-offering",
        parties=PARTNERS[:2],
        scope=Scope(text="synthetic", development_phases=random.choice([None, frozenset({"clinical"})])),
        one_contract=random.choice([True, None, False]),
    )
    return catalog(
        [antibody(("mammalian",))],
        rows,
        sites=plants.sites.values(),
        partners=plants.partners.values(),
        agreements=[agreement],
    )


def _fields(random: Random, step: str) -> dict[str, Any]:
    state: Any = random.choice(["operating", "operating", "operating", "operating", "announced"])
    kept: Any = random.choice(["captive", "partly-reserved"])
    fields: dict[str, Any] = {
        "development_phases": random.choice([None, ("clinical",), ("clinical", "commercial")]),
        "timeline": Timeline(states=(Status(state=state, since=PartialDate.parse("2020")),)),
        "holds": (Hold(kind=kept),) if random.random() < 0.15 else (),
    }
    if step == "fill-finish":
        fields["containers"] = random.choice([None, ("vial",), ("bag",)])
        fields["dose_forms"] = random.choice([None, ("liquid",), ("liquid", "lyophilized")])
    else:
        fields["expression"] = random.choice([None, ("mammalian",), ("mammalian",), ("microbial",)])
        fields["scale_l"] = random.choice([None, Scale(min=50, max=2000), Scale(max=1000)])
    return fields
