"""Which plant may a company mean that offers work for its network and names none (RULES S5)?"""

from __future__ import annotations

from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.partners import Site
from cdmo_plan.domain.vocabulary import PRODUCT_CLASS
from cdmo_plan.domain.world import Row, World, does_class, is_operating, operator_on

_SUBSTANCE = frozenset(
    {
        "plasmid-dna",
        "drug-substance",
        "viral-vector",
        "mrna-ivt",
        "lnp-formulation",
        "payload-linker",
        "conjugation",
        "cell-processing",
    }
)
_FILLING = frozenset({"fill-finish", "lyophilization", "labeling-packaging"})


def plants_meant(row: Row, need: Need, world: World) -> tuple[Site, ...]:
    """Return the plants that may do what a row offers for a partner's network, by facts alone.

    They operate on the day, are run by the partner, and list the step; where no plant of the partner lists it
    in any state, they list work of the same kind on products of the class. Development need not be where it
    is listed: it goes with the substance. What the brief allows is not asked.
    """
    sites = [s for s in world.sites_of(row.partner.id) if operator_on(s, need.as_of, world) == row.partner.id]
    listed = [found for site in sites for found in world.rows_at(site.id)]
    showing = [found for found in listed if found.capability.step == row.capability.step]
    if not showing or need.stage.step not in _SUBSTANCE | _FILLING:
        showing += [found for found in listed if _is_like_work(found, need)]
    able = {found.capability.site for found in showing if is_operating(found, need.as_of)}
    return tuple(site for site in sites if site.id in able)


def _is_like_work(found: Row, need: Need) -> bool:
    """Tell whether a row is work of the same kind, on products of the same class.

    Makers of substance make others; fillers fill, dry and pack. Development is where development or the
    substance is (RULES S2, S3).
    """
    step, wanted = found.capability.step, need.stage.step
    if wanted in _SUBSTANCE:
        is_like = step in _SUBSTANCE
    elif wanted in _FILLING:
        is_like = step in _FILLING
    else:
        is_like = step not in _FILLING
    return is_like and does_class(found, PRODUCT_CLASS[need.stage.makes])
