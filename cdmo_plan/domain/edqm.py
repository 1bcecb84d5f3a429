"""EDQM Standard Terms of containers and dose forms (ISO 11239), as far as the steps of a catalog use them.

Codes are looked up and never guessed: 30052000 is a pressurised container, and no syringe.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, NamedTuple

from cdmo_plan.domain.vocabulary import Container, DoseForm


class StandardTerm(NamedTuple):
    """A term of EDQM, and the container or dose form of the catalog's own words that it implies, if any."""

    code: str
    name: str
    container: Container | None = None
    dose_form: DoseForm | None = None


_TERMS: Final = (
    StandardTerm("30069000", "Vial", container="vial"),
    StandardTerm("30051000", "Pre-filled syringe", container="prefilled-syringe"),
    StandardTerm("30014000", "Cartridge", container="cartridge"),
    StandardTerm("30004000", "Bag", container="bag"),
    StandardTerm("30001000", "Ampoule"),
    StandardTerm("30008000", "Bottle"),
    StandardTerm("30050000", "Pre-filled pen"),
    StandardTerm("30003000", "Automatic injection device"),
    StandardTerm("11201000", "Solution for injection", dose_form="liquid"),
    StandardTerm("11202000", "Suspension for injection", dose_form="liquid"),
    StandardTerm("11203000", "Emulsion for injection", dose_form="liquid"),
    StandardTerm("11205000", "Powder for solution for injection"),
    StandardTerm("11206000", "Powder for suspension for injection"),
    StandardTerm("11209000", "Concentrate for solution for injection", dose_form="liquid"),
    StandardTerm("11210000", "Solution for infusion", dose_form="liquid"),
    StandardTerm("11212000", "Powder for solution for infusion"),
    StandardTerm("11213000", "Concentrate for solution for infusion", dose_form="liquid"),
    StandardTerm("11215000", "Lyophilisate for solution for infusion", dose_form="lyophilized"),
    StandardTerm("11217000", "Lyophilisate for solution for injection", dose_form="lyophilized"),
    StandardTerm("11218000", "Lyophilisate for suspension for injection", dose_form="lyophilized"),
    StandardTerm("50043000", "Powder for concentrate for solution for infusion"),
    StandardTerm("50060000", "Solution for injection/infusion", dose_form="liquid"),
    StandardTerm("50063000", "Suspension for infusion", dose_form="liquid"),
    StandardTerm("50077000", "Dispersion for injection", dose_form="liquid"),
    StandardTerm("50017500", "Dispersion for infusion", dose_form="liquid"),
    StandardTerm("50009300", "Concentrate for dispersion for infusion", dose_form="liquid"),
    StandardTerm(
        "50060300", "Solution for injection in pre-filled syringe", "prefilled-syringe", dose_form="liquid"
    ),
    StandardTerm("50060200", "Solution for injection in pre-filled pen", dose_form="liquid"),
    StandardTerm("50060100", "Solution for injection in cartridge", "cartridge", dose_form="liquid"),
)

STANDARD_TERMS: Final = MappingProxyType({term.code: term for term in _TERMS})
"""The terms by code."""
