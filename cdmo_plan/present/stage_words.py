"""What stages, places and capabilities are called in a table: short, in the words of the trade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.capability import Capability, RegulatorRecord, Scale
from cdmo_plan.domain.world import World
from cdmo_plan.network.net import Candidate
from cdmo_plan.present.route_view import StageView

STAGE_NAMES = {
    "cell-line-development": "cell line",
    "plasmid-dna": "plasmid",
    "drug-substance": "substance",
    "viral-vector": "vector",
    "mrna-ivt": "mRNA",
    "lnp-formulation": "LNP",
    "payload-linker": "payload-linker",
    "cell-processing": "cells",
    "fill-finish": "fill",
    "labeling-packaging": "labelling",
    "qc-release": "release testing",
}


def stage_name(step: str, role: str | None, brief: Brief) -> str:
    """Return the heading of a stage; a freeze-dried fill is one stage (RULES S6)."""
    if step == "fill-finish" and brief.wanted_dose_form == "lyophilized":
        return "fill + dry"
    name = STAGE_NAMES.get(step, step.replace("-", " "))
    return f"{name} ({role})" if role else name


def place_words(candidate: Candidate, world: World) -> str:
    """Return the name of a place with its country, or the partner whose plant no source names."""
    if candidate.site is None:
        partner = world.partners.get(candidate.partner)
        private = " (private)" if world.origins.is_private(partner) else ""
        return f"{partner.name if partner else candidate.partner}{private}, site not named"
    site = world.sites[candidate.site]
    private = " (private)" if world.origins.is_private(site, world.partners.get(site.partner)) else ""
    return f"{site.name} {site.country}{private}"


def capability_words(view: StageView) -> Iterator[str]:
    """Yield what a table says of the row behind a stage: scale, host, regulators, evidence, year."""
    if view.row is None:
        yield "not listed there"
        return
    capability = view.row.capability
    if view.stage.product == "substance":
        yield from _scale_words(capability.scale_l)
    if view.stage.product == "fill":
        yield from _presentation_words(capability)
    yield from _regulator_words(capability.regulators)
    year = str(capability.newest_year or "no date")
    is_weak = view.evidence not in (None, "stated", "network-stated")
    yield f"({year}, {str(view.evidence).replace('-', ' ')})" if is_weak else f"({year})"


def _regulator_words(records: Sequence[RegulatorRecord]) -> Iterator[str]:
    """Yield the authorities that know the line, and apart those it is only meant for or was warned by."""
    for kinds, before, after in (
        ((None, "inspected", "approved-product"), "", ""),
        (("design-intent",), "meant for ", ""),
        (("warning-letter",), "", " warning letter"),
    ):
        names = " ".join(dict.fromkeys(record.authority for record in records if record.kind in kinds))
        if names:
            yield f"{before}{names}{after}"


def _scale_words(scale: Scale | None) -> Iterator[str]:
    if scale is not None and scale.max is not None:
        yield f"to {scale.max:,.0f} L"
    elif scale is not None and scale.total is not None:
        yield f"{scale.total:,.0f} L in all"


def _presentation_words(capability: Capability) -> Iterator[str]:
    forms = capability.dose_forms or ()
    if forms:
        yield "/".join({"lyophilized": "lyo", "liquid": "liquid", "frozen": "frozen"}[form] for form in forms)
