"""Cards of recipes, modalities and steps."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Final

from cdmo_plan.analysis.alternatives import AlternativeLine, Supplier, alternatives_of
from cdmo_plan.analysis.inventory import modality_line, status_of
from cdmo_plan.domain.process import Dependency, Material, Process, ProcessStep, Stage
from cdmo_plan.domain.world import World
from cdmo_plan.present.card import Card, Facts, Grid, Section
from cdmo_plan.present.cards_of_parties import party_words
from cdmo_plan.present.numbered_sources import Citations
from cdmo_plan.present.saying import figure, weeks
from cdmo_plan.present.states import UNKNOWN, state_words, status_words
from cdmo_plan.present.tables import Column


def recipe_card(recipe: Process, world: World, day: date) -> Card:
    """Return the card of a recipe: stages, steps in order with weeks and what they wait for, materials."""
    cites = Citations()
    head: Facts = [
        ("modality", recipe.modality),
        *([("aliases", ", ".join(recipe.aliases))] if recipe.aliases else []),
        ("released by", recipe.released_by),
        *([("sources", cites.cite(recipe.sources).strip())] if recipe.sources else []),
    ]
    sections = [
        Section("Stages, each done by one site", _stages(recipe)),
        Section("Steps in order, in weeks: shortest to longest", _steps(recipe, cites)),
        Section("Materials", _materials(recipe, cites)),
        Section(
            "Had otherwise than made by these steps (--have MATERIAL)", _otherwise(recipe, world, day, cites)
        ),
        Section("Notes", list(recipe.notes)),
    ]
    return Card(f"{recipe.name} (recipe {recipe.id})", head, sections, recipe.marks.entity, cites)


def modality_card(modality: str, world: World, day: date) -> Card:
    """Return the card of a modality: its recipes, and who makes and fills it that day."""
    line = modality_line(modality, world, day)
    head: Facts = [("recipes", ", ".join(recipe.id for recipe in line.recipes) or "none yet")]
    sections = [
        Section(f"Partners that make it on {day}", [party_words(found, world) for found in line.makers]),
        Section(f"Partners that fill it on {day}", [party_words(found, world) for found in line.fillers]),
    ]
    return Card(f"Modality {modality}", head, sections)


def step_card(step: str, world: World, day: date) -> Card:
    """Return the card of a step: every capability for it, with the state of that day."""
    rows = []
    for row in world.rows(step):
        status = status_of(row, day)
        state = status_words(status, day) if status else UNKNOWN
        rows.append([row.capability.id, state, ", ".join(row.capability.modalities)])
    columns = [
        Column("capability"),
        Column("state", wraps=True),
        Column("modalities", wraps=True, below=True),
    ]
    head: Facts = [("capabilities", str(len(rows)))]
    return Card(f"Step {step}", head, [Section(f"Listed for it, as of {day}", Grid(columns, rows))])


def _stages(recipe: Process) -> Grid:
    columns = [Column("stage"), Column("kind"), Column("makes"), Column("more", wraps=True, below=True)]
    return Grid(columns, [[s.key, s.kind, s.makes, _more(s) or "-"] for s in recipe.stages])


_PRODUCT_WORDS: Final = MappingProxyType(
    {"substance": "makes the product's substance", "fill": "fills the product"}
)


def _more(stage: Stage) -> str:
    parts = [
        f"step {stage.step}" if stage.step != stage.key else "",
        _PRODUCT_WORDS.get(stage.product or "", ""),
        f"host {' or '.join(stage.expression)}" if stage.expression else "",
        f"usually {stage.default_dose_form}" if stage.default_dose_form else "",
        f"goes with {', else '.join(stage.accompanies)}" if stage.accompanies else "",
        "GMP" if stage.gmp else "",
    ]
    return ", ".join(part for part in parts if part)


def _steps(recipe: Process, cites: Citations) -> Grid:
    columns = [Column("step"), Column("weeks", wraps=True), Column("waits for", wraps=True, below=True)]
    return Grid(columns, [_step(step, cites) for step in recipe.topological_steps()])


def _step(step: ProcessStep, cites: Citations) -> list[str]:
    basis = step.duration.basis if step.duration and step.duration.basis else ""
    when = f" (only {step.when})" if step.when else " (optional)" if step.optional else ""
    basis_words = f", {basis.replace('-', ' ')}" if basis else ""
    waits = "; ".join(_wait(dependency) for dependency in step.after) or "nothing"
    if step.note:
        waits += f". {step.note}"
    return [f"{step.id}{when}", f"{weeks(step.duration)}{basis_words}{cites.cite(step.sources)}", waits]


def _wait(dependency: Dependency) -> str:
    what = ", ".join(dependency.materials)
    return f"{dependency.step} ({dependency.kind}{': ' if what else ''}{what})"


def _materials(recipe: Process, cites: Citations) -> Grid:
    columns = [Column("material"), Column("ships", wraps=True), Column("keeps", wraps=True, below=True)]
    return Grid(columns, [_material(material, cites) for material in recipe.materials])


def _material(material: Material, cites: Citations) -> list[str]:
    ends = [figure(end) for end in (material.storage_min_c, material.storage_max_c) if end is not None]
    parts = [
        material.name,
        f"{' to '.join(ends)} °C" if ends else "",
        f"{figure(material.hold_weeks)} weeks" if material.hold_weeks is not None else "",
        material.note or "",
    ]
    kept = ", ".join(part for part in parts if part) + cites.cite(material.sources)
    return [material.id, material.transport_class or "-", kept]


_ALTERNATIVE_WORDS: Final = MappingProxyType(
    {
        "catalogue-lot": "a catalogue lot",
        "substitute": "another material in its place",
        "platform": "what the site has on its platform",
    }
)


def _otherwise(recipe: Process, world: World, day: date, cites: Citations) -> Grid:
    columns = [Column("material"), Column("how", wraps=True), Column("more", wraps=True, below=True)]
    return Grid(columns, [_alternative(line, day, cites) for line in alternatives_of(recipe, world, day)])


def _alternative(line: AlternativeLine, day: date, cites: Citations) -> list[str]:
    found = line.alternative
    how = _ALTERNATIVE_WORDS[found.kind] + (f": {found.item.replace('-', ' ')}" if found.item else "")
    suppliers = ", ".join(_supplier(supplier, day, cites) for supplier in line.suppliers)
    more = [
        f"spares {', '.join(line.spares)}." if line.spares else "spares no step.",
        f"Supplied by {suppliers}." if suppliers else "No supplier found." if found.item else "",
        found.note or "",
    ]
    return [found.material, how, " ".join(part for part in more if part) + cites.cite(found.sources)]


def _supplier(supplier: Supplier, day: date, cites: Citations) -> str:
    state = state_words(supplier.timeline, day)
    place = f"{supplier.site.name} ({supplier.site.id}, {supplier.site.country}, state {state})"
    return place + cites.cite(supplier.supply.sources)
