"""Random small worlds and briefs, synthetic throughout: few distinct values, so that ties are the rule."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any, TypeVar

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.agreements import Agreement, Scope
from cdmo_plan.domain.availability import Hold, Status, Timeline
from cdmo_plan.domain.brief import Brief, ScaleNeed
from cdmo_plan.domain.capability import Scale
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.partners import EquipmentModel, Organisation, Ownership, Partner, Site
from cdmo_plan.domain.sources import GENERAL_KNOWLEDGE, Source
from cdmo_plan.domain.world import Row
from cdmo_plan.planner.costs import Wanted
from cdmo_plan.planner.criteria import CRITERIA
from tests.support.catalogs import SOURCE, catalog, lanes, row
from tests.support.limits import random_limits, random_regulators
from tests.support.recipes import Shaped, random_duration, random_recipe

Choice = TypeVar("Choice")

UNQUOTED = [name for name in CRITERIA if name != "cost"]
"""The criteria of a world without quotes."""

_DEVELOPMENT = ("cell-line-development", "process-development", "formulation-development", "qc-release")
_FILLING = ("fill-finish", "lyophilization", "labeling-packaging")
_EQUIPMENT = (
    EquipmentModel(id="tank-one", supplier="steelworks", model="One", kind="bioreactor"),
    EquipmentModel(id="tank-two", supplier="glassworks", model="Two", kind="bioreactor"),
)
_ORGANISATIONS = (
    Organisation(id="steelworks", name="Steelworks", parent="holding"),
    Organisation(id="glassworks", name="Glassworks"),
    Organisation(id="holding", name="Holding"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question to a synthetic catalog."""

    world: Catalog
    brief: Brief
    rank_by: tuple[str, ...]
    shapes: tuple[str, ...]
    cost: Wanted | None = None


def random_case(random: Random) -> Case:
    """Make a catalog of a few plants and a brief with any of its terms."""
    modality = random.choice(["mab", "mab", "aav"])
    names = ["alpha-recipe", "beta-recipe"][: 2 if random.random() < 0.15 else 1]
    shaped = [random_recipe(random, modality, name) for name in names]
    world = random_catalog(random, shaped)
    rank_by = random.sample(UNQUOTED, random.randint(0, 4))
    brief = random_brief(random, world, modality)
    if brief.development_phase == "commercial":
        rank_by = [name for name in rank_by if name != "weeks"]
    return Case(
        world=world,
        brief=brief,
        rank_by=tuple(rank_by),
        shapes=tuple(found.shape for found in shaped),
    )


def seeded_case(seed: int) -> Case:
    """Make the case of a number, the same in every run."""
    return random_case(Random(seed))  # noqa: S311


def random_catalog(random: Random, shaped: Sequence[Shaped]) -> Catalog:
    partners = [
        Partner(
            id=name,
            name=name.title(),
            parent=_maybe(random, 0.1, "steelworks"),
            timeline=_maybe(random, 0.05, Timeline(states=(Status(state="in-sale"),))) or Timeline(),
        )
        for name in ("north", "south", "west", "east")[: random.randint(2, 4)]
    ]
    sites = [_site(random, number, partners) for number in range(random.randint(2, 5))]
    wanted = list(dict.fromkeys(stage.step for found in shaped for stage in found.process.stages))
    rows = list(_rows(random, wanted, sites, partners, shaped))
    return catalog(
        [found.process for found in shaped],
        rows,
        sites=sites,
        partners=partners,
        agreements=[_agreement(random, n, partners, sites, wanted) for n in range(random.randint(0, 3))],
        lanes=_lanes(random),
        equipment=_EQUIPMENT,
        organisations=_ORGANISATIONS,
    )


def _maybe(random: Random, chance: float, value: Choice) -> Choice | None:
    return value if random.random() < chance else None


def _lanes(random: Random) -> dict[str, Any]:
    kinds = (
        "domestic",
        "intra_continental",
        "inter_continental",
        "customs",
        "transfer_intra_company",
        "transfer_to_filler",
        "transfer_inter_company",
    )
    return lanes(**{kind: random.choice([0.2, 1, 2]) for kind in kinds if random.random() < 0.9})


def _site(random: Random, number: int, partners: Sequence[Partner]) -> Site:
    partner = random.choice(partners)
    owners: tuple[Ownership, ...] = ()
    if random.random() < 0.15:
        sold = PartialDate.parse(random.choice(["2020", "2025-06"]))
        owners = (
            Ownership(owner=partner.id, until=sold),
            Ownership(owner=random.choice([p.id for p in partners] + ["holding"]), since=sold),
        )
    return Site(
        id=f"site-{number}",
        name=f"Site {number}",
        city="Town",
        country=random.choice(["DE", "DE", "FR", "CH", "US"]),
        partner=partner.id,
        owners=owners,
        timeline=_timeline(random, 0.08),
        holds=_holds(random, 0.05),
    )


def _timeline(random: Random, chance: float) -> Timeline:
    if random.random() >= chance:
        return Timeline()
    states = random.choice(
        [
            (Status(state="operating"),),
            (Status(state="operating", since=PartialDate.parse("2026")),),
            (Status(state="announced", expected=PartialDate.parse("2027")),),
            (
                Status(state="operating", since=PartialDate.parse("2015")),
                Status(state="closing", since=PartialDate.parse("2025-09"), ends=PartialDate.parse("2025")),
            ),
            (Status(state="operating", since=PartialDate.parse("2025")),),
        ]
    )
    return Timeline(states=states)


def _holds(random: Random, chance: float) -> tuple[Hold, ...]:
    if random.random() >= chance:
        return ()
    kind: Any = random.choice(["captive", "partly-reserved", "government-standby", "own-products-only"])
    return (Hold(kind=kind, until=_maybe(random, 0.3, PartialDate.parse("2025"))),)


def _rows(
    random: Random,
    wanted: Sequence[str],
    sites: Sequence[Site],
    partners: Sequence[Partner],
    shaped: Sequence[Shaped],
) -> list[Row]:
    by_id = {partner.id: partner for partner in partners}
    found: list[Row] = []
    for site in sites:
        for step in random.sample(wanted, random.randint(1, len(wanted))):
            for number in range(1, 3 if random.random() < 0.12 else 2):
                fields = _attributes(random, step, shaped)
                found.append(row(site, step, by_id[site.partner], number, **fields))
    for partner in partners:
        if random.random() < 0.3:
            step = random.choice(wanted)
            found.append(row(None, step, partner, **_attributes(random, step, shaped)))
    return found


def _attributes(random: Random, step: str, shaped: Sequence[Shaped]) -> dict[str, Any]:
    process = random.choice(shaped).process
    own = [
        found.id
        for found in process.steps
        if found.stage in {s.key for s in process.stages if s.step == step}
    ]
    fields: dict[str, Any] = {
        "modalities": ("pdna",) if step == "plasmid-dna" else _modalities(random, process.modality),
        "excluded": ("viral",) if random.random() < 0.03 else (),
        "development_phases": random.choice(
            [None, ("clinical", "commercial"), ("clinical", "commercial"), ("clinical",)]
        ),
        "grade": random.choice([None, "gmp", "high-quality", "research"]) if step == "plasmid-dna" else None,
        "equipment": random.choice([None, None, ("tank-one",), ("tank-two",)]),
        "scale_l": random.choice([None, Scale(min=50, max=2000), Scale(max=1000)]),
        "timeline": _timeline(random, 0.12),
        "holds": _holds(random, 0.08),
        "bulk_in": random.random() < 0.03,
        "destinations": _maybe(random, 0.08, random.choice([("US",), ("eu",), ("DE", "US"), ("Utopia",)])),
        "regulators": random_regulators(random),
        "sources": (random.choice([SOURCE, SOURCE, SOURCE, _OLD, GENERAL_KNOWLEDGE]),),
        "inferred": frozenset(name for name in _INFERABLE if random.random() < 0.06),
        "general_knowledge": frozenset(name for name in ("modalities", "step") if random.random() < 0.03),
    }
    if step not in _FILLING and step != "plasmid-dna":
        fields["expression"] = random.choice([None, *[(host,) for host in _hosts(process.modality)]])
    if step == "fill-finish":
        fields["containers"] = random.choice([None, ("vial",), ("vial", "bag")])
        fields["dose_forms"] = random.choice([None, ("liquid",), ("liquid", "lyophilized")])
    if random.random() < 0.25:
        fields["duration"] = random_duration(random)
        fields["duration_scope"] = random.choice([None, *own, "from start to end"])
    return fields


_INFERABLE = ("modalities", "expression", "site", "containers", "dose_forms", "development_phases")
_OLD = Source(id="old-leaflet", citation="an old leaflet", published=PartialDate.parse("2012"))


def _modalities(random: Random, modality: str) -> tuple[str, ...]:
    return random.choice([(modality,), (modality,), ("any-biologic",), ("mab", "aav"), ("bispecific",)])


def _hosts(modality: str) -> tuple[str, ...]:
    own = "suspension-hek" if modality == "aav" else "mammalian"
    return (own, own, "microbial")


def _agreement(
    random: Random, number: int, partners: Sequence[Partner], sites: Sequence[Site], steps: Sequence[str]
) -> Agreement:
    parties = tuple(p.id for p in random.sample(partners, random.randint(2, min(3, len(partners)))))
    some = random.sample(steps, random.randint(2, len(steps)))
    kind: Any = random.choice(["joint-offering", "joint-offering", "affiliate-offering", "supply"])
    return Agreement(
        id=f"agreement-{number}",
        kind=kind,
        parties=parties,
        scope=Scope(
            text="synthetic",
            steps=_maybe(random, 0.5, frozenset(some)),
            modalities=_maybe(random, 0.2, frozenset({random.choice(["mab", "aav"])})),
            development_phases=_maybe(random, 0.2, frozenset({"clinical"})),
            sites=_maybe(random, 0.3, frozenset(site.id for site in sites[: random.randint(1, len(sites))])),
        ),
        lead=_maybe(random, 0.5, parties[0]),
        one_contract=random.choice([True, True, True, None, False]),
        announced=_maybe(random, 0.3, PartialDate.parse(random.choice(["2023", "2025", "2027"]))),
        until=_maybe(random, 0.1, PartialDate.parse("2024")),
    )


def random_brief(random: Random, world: Catalog, modality: str) -> Brief:
    """Make a brief with each term now and then."""
    stages = [stage for process in world.processes for stage in process.stages]
    steps = list(dict.fromkeys(stage.step for stage in stages))
    places = [*world.sites, *world.partners]
    main = [stage.step for stage in world.processes[0].stages if stage.kind in ("assigned", "open")]
    regions = [("eu",), ("europe",), ("US", "eu"), ("DE",)]

    def now_and_then(value: Choice, chance: float = 0.12) -> Choice | None:
        return _maybe(random, chance, value)

    brief = Brief(
        modality=now_and_then(world.processes[0].id, 0.1) or modality,
        as_of=random.choice([date(2026, 11, 21), date(2024, 9, 1)]),
        regions=now_and_then(random.choice(regions)) or (),
        step_regions=now_and_then(((random.choice(steps), random.choice(regions)),), 0.1) or (),
        container=now_and_then("vial"),
        dose_form=now_and_then(random.choice(["lyophilized", "lyophilized", "liquid", "frozen"]), 0.2),
        expression=now_and_then(random.choice(_hosts(modality)), 0.15),
        development_phase=now_and_then(random.choice(["clinical", "commercial"]), 0.2),
        scale=now_and_then(ScaleNeed.parse(random.choice(["500", "2x500", "2000"]))),
        via=now_and_then(((random.choice(steps), random.choice(places)),), 0.15) or (),
        avoid=now_and_then((random.choice([*places, "CH", "US", "holding", "glassworks"]),), 0.2) or (),
        single_contract=random.random() < 0.15,
        strict=random.random() < 0.05,
        include=frozenset(word for word in ("announced", "held") if random.random() < 0.1),
    )
    brief = replace(brief, **_ends(random, main), **random_limits(random))
    if brief.to_step not in {None, *_FILLING}:
        brief = replace(brief, container=None, dose_form=None)
    made = [material for step in world.processes[0].steps for material in step.produces]
    early = made[: len(made) // 2]
    return replace(brief, have=(random.choice(early),)) if random.random() < 0.1 else brief


def _ends(random: Random, steps: Sequence[str]) -> dict[str, Any]:
    chosen = random.random()
    if chosen < 0.05:
        return {"from_step": random.choice(steps)}
    return {"to_step": random.choice([*steps, "labeling-packaging"])} if chosen < 0.12 else {}
