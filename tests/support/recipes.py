"""Random synthetic recipes: chains, joins, shared inputs, recurring and accompanying stages."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any, NamedTuple

from cdmo_plan.domain.duration import Duration
from cdmo_plan.domain.process import Alternative, Dependency, Material, Process, ProcessStep, Stage

SHAPES: dict[str, tuple[tuple[str, str], ...]] = {
    "pair": (("substance", "fill"),),
    "chain": (("cell", "substance"), ("substance", "fill")),
    "long chain": (("cell", "substance"), ("substance", "conjugation"), ("conjugation", "fill")),
    "join": (("plasmid", "substance"), ("cell", "substance"), ("substance", "fill")),
    "shared input": (
        ("plasmid", "substance"),
        ("plasmid", "payload"),
        ("substance", "fill"),
        ("payload", "fill"),
    ),
    "recurring step": (("plasmid", "substance"), ("helper", "substance"), ("substance", "fill")),
}
_ORDER = ("plasmid", "helper", "cell", "payload", "substance", "conjugation", "fill")
_KINDS: dict[str, dict[str, Any]] = {
    "plasmid": {"step": "plasmid-dna", "makes": "pdna", "role": "gene"},
    "helper": {"step": "plasmid-dna", "makes": "pdna", "role": "helper"},
    "cell": {"step": "cell-line-development", "kind": "open"},
    "payload": {"step": "payload-linker"},
    "substance": {"product": "substance", "gmp": True},
    "conjugation": {"step": "conjugation", "gmp": True},
    "fill": {"step": "fill-finish", "product": "fill", "gmp": True},
}
_HOSTS = {"mab": "mammalian", "aav": "suspension-hek"}
_WEEKS = (1.0, 1.0, 2.0, 2.0, 3.5)


class Shaped(NamedTuple):
    """A recipe with the name of its shape."""

    shape: str
    process: Process


def random_recipe(random: Random, modality: str, name: str) -> Shaped:
    shape = random.choice(list(SHAPES))
    growing = _Growing(random, modality, SHAPES[shape])
    for add in (
        growing.add_development,
        growing.add_formulation,
        growing.add_testing,
        growing.add_freeze_drying,
        growing.add_packaging,
        growing.add_activities,
    ):
        if random.random() < 0.5:
            add()
    process = Process(
        id=name,
        name=name.title(),
        modality=modality,
        stages=tuple(growing.stages),
        steps=tuple(growing.steps.values()),
        materials=tuple(_material(step) for step in growing.steps),
        alternatives=tuple(
            Alternative(material=made_by(step), kind="catalogue-lot", item="packaging-plasmids")
            for step in growing.steps
            if step == "helper"
        ),
        released_by=growing.released_by,
    )
    return Shaped(shape, process)


def made_by(step: str) -> str:
    """Return the one material that a step makes."""
    return f"{step}-made"


def _material(step: str) -> Material:
    is_data = step in {"development", "formulation"}
    return Material(id=made_by(step), name=step.title(), transport_class="document" if is_data else None)


def random_duration(random: Random) -> Duration | None:
    if random.random() < 0.08:
        return None
    typical = random.choice(_WEEKS)
    longest = None if random.random() < 0.05 else typical * 2
    return Duration(min_weeks=typical / 2, typical_weeks=typical, max_weeks=longest)


def _stage(random: Random, key: str, modality: str) -> Stage:
    fields: dict[str, Any] = {"kind": "assigned", "makes": modality, **_KINDS[key]}
    if key == "substance":
        fields["step"] = "viral-vector" if modality == "aav" else "drug-substance"
        fields["expression"] = random.choice([None, (_HOSTS[modality],), (_HOSTS[modality], "microbial")])
    fields["anchor"] = random.random() < (0.9 if key == "substance" else 0.2)
    return Stage(key=key, **fields)


def _awaited(step: str, kind: Any) -> Dependency:
    return Dependency(step=step, kind=kind, materials=() if kind == "status" else (made_by(step),))


class _Growing:
    """A recipe to which parts are added in the order of the work."""

    def __init__(self, random: Random, modality: str, links: tuple[tuple[str, str], ...]) -> None:
        self.random = random
        keys = [key for key in _ORDER if any(key in link for link in links)]
        self.stages = [_stage(random, key, modality) for key in keys]
        self.steps: dict[str, ProcessStep] = {}
        self.released_by = "fill"
        self._modality = modality
        for key in keys:
            self._add_main_steps(key, [source for source, target in links if target == key])

    def _add_main_steps(self, key: str, sources: list[str]) -> None:
        after = dict.fromkeys(sources, "material")
        if self.random.random() < 0.3:
            some = sources[: self.random.randint(0, len(sources))]
            self._add(f"{key}-trial", key, dict.fromkeys(some, "material"))
            after[f"{key}-trial"] = "status"
        self._add(key, key, after)

    def _add(self, name: str, stage: str | None, after: Mapping[str, Any], **fields: Any) -> None:
        self.steps[name] = ProcessStep(
            id=name,
            name=name,
            stage=stage,
            category="manufacturing",
            after=tuple(_awaited(other, kind) for other, kind in after.items()),
            produces=(made_by(name),),
            duration=random_duration(self.random),
            **fields,
        )

    def _wait(self, name: str, other: str, kind: Any) -> None:
        """Let a step wait for one more."""
        step = self.steps[name]
        self.steps[name] = replace(step, after=(*step.after, _awaited(other, kind)))

    def _accompany(self, key: str, step: Any, *homes: str, kind: Any = "accompanying") -> None:
        stage = Stage(key=key, step=step, kind=kind, makes=self._modality, accompanies=homes)
        self.stages.append(stage)

    def add_development(self) -> None:
        self._accompany("development", "process-development", "substance")
        first = [key for key in ("cell", "plasmid") if key in self.steps][:1]
        self._add("development", "development", dict.fromkeys(first, "material"))
        self._wait("substance", "development", "document")

    def add_formulation(self) -> None:
        homes = ("fill", "substance") if self.random.random() < 0.7 else ("substance",)
        self._accompany("formulation", "formulation-development", *homes)
        kind = self.random.choice(["material", "document", "status"])
        self._add("formulation", "formulation", {"substance": kind})
        self._wait("fill", "formulation", "document")

    def add_testing(self) -> None:
        self._accompany("testing", "qc-release", "fill")
        also = {"formulation": "document"} if "formulation" in self.steps else {}
        self._add("testing", "testing", {"fill": "material", **also})
        self.released_by = "testing"

    def add_freeze_drying(self) -> None:
        self._accompany("drying", "lyophilization", "fill")
        self._add("drying", "drying", {"fill": "material"}, when="lyophilized")
        if "testing" in self.steps:
            self._wait("testing", "drying", "material")

    def add_packaging(self) -> None:
        self._accompany("packaging", "labeling-packaging", "fill", kind="on-request")
        last = self.released_by
        self._add("packaging", "packaging", {last: "material"})
        self._add("release", None, {last: "status", "packaging": "status"})
        self.released_by = "release"

    def add_activities(self) -> None:
        """Add what is no stage: materials bought, toxicology that release does not wait for, an option."""
        self._add("materials", None, {})
        self._wait("substance", "materials", "material")
        self._add("toxicology", None, {"substance": "material"})
        self._add("spare-bank", "substance", {}, optional=True)
        self._wait("fill", "spare-bank", "material")
