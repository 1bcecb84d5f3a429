"""The field's standard terms that a catalog and a brief are written in (glossary: docs/glossary.md)."""

from __future__ import annotations

from typing import Final, Literal, get_args

StepId = Literal[
    "vector-construction",
    "cell-line-development",
    "cell-banking",
    "process-development",
    "analytical-development",
    "formulation-development",
    "plasmid-dna",
    "drug-substance",
    "viral-vector",
    "mrna-ivt",
    "lnp-formulation",
    "payload-linker",
    "conjugation",
    "cell-processing",
    "fill-finish",
    "lyophilization",
    "labeling-packaging",
    "qc-release",
]
Host = Literal["mammalian", "microbial", "yeast", "insect", "cell-free", "suspension-hek", "adherent-hek"]
Container = Literal["vial", "prefilled-syringe", "cartridge", "bag"]
DoseForm = Literal["liquid", "lyophilized", "frozen"]
DevelopmentPhase = Literal["preclinical", "clinical", "commercial"]
PlasmidGrade = Literal["research", "high-quality", "gmp"]
ProductClass = Literal["protein", "conjugate", "viral", "lnp", "dna", "cells", "small-molecule"]
Modality = Literal[
    "mab",
    "bispecific",
    "fusion-protein",
    "recombinant-protein",
    "peptide",
    "vaccine-protein",
    "adc",
    "pdna",
    "mrna-lnp",
    "aav",
    "lentivirus",
    "adenovirus",
    "oncolytic-virus",
    "car-t",
    "cell-therapy",
    "small-molecule-injectable",
    "any-biologic",
]
State = Literal["announced", "operating", "idled", "in-sale", "closing", "closed"]
HoldKind = Literal[
    "captive",
    "one-client",
    "own-products-only",
    "partly-reserved",
    "government-standby",
    "shared-with-own-products",
    "priority-access",
]
AgreementKind = Literal[
    "joint-offering",
    "affiliate-offering",
    "supplier-alliance",
    "capacity-reservation",
    "technology-license",
    "supply",
    "investment",
    "ownership-change",
    "closure",
    "expansion",
    "research-collaboration",
]
SupplyItem = Literal[
    "lipids", "transfection-reagent", "enzymatic-dna", "adjuvant", "packaging-plasmids", "equipment"
]
Evidence = Literal["stated", "network-stated", "inferred", "general-knowledge"]

STEPS: Final = get_args(StepId)
HOSTS: Final = get_args(Host)
CONTAINERS: Final = get_args(Container)
DOSE_FORMS: Final = get_args(DoseForm)
DEVELOPMENT_PHASES: Final = get_args(DevelopmentPhase)
MODALITIES: Final = get_args(Modality)
EVIDENCE_GRADES: Final[tuple[Evidence, ...]] = get_args(Evidence)
"""Grades of evidence, the strongest first."""

ANY_BIOLOGIC: Final = "any-biologic"

PRODUCT_CLASS: Final[dict[str, ProductClass]] = {
    "mab": "protein",
    "bispecific": "protein",
    "fusion-protein": "protein",
    "recombinant-protein": "protein",
    "peptide": "protein",
    "vaccine-protein": "protein",
    "adc": "conjugate",
    "pdna": "dna",
    "mrna-lnp": "lnp",
    "aav": "viral",
    "lentivirus": "viral",
    "adenovirus": "viral",
    "oncolytic-virus": "viral",
    "car-t": "cells",
    "cell-therapy": "cells",
    "small-molecule-injectable": "small-molecule",
}
"""The class by which filling is matched (RULES F3)."""

JOINING_KINDS: Final = frozenset({"joint-offering", "affiliate-offering"})
"""Agreements that offer the work of two partners together; no other kind links stages (RULES M4)."""

REFUSING_HOLDS: Final = frozenset({"captive", "one-client", "own-products-only"})
"""Held capacity that takes no programme of a new sponsor (RULES T2)."""
