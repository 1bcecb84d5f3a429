"""What options of a closed vocabulary take, as the command line shows it."""

from enum import StrEnum
from typing import Annotated

import typer


class Container(StrEnum):
    """Containers of the last fill."""

    VIAL = "vial"
    PREFILLED_SYRINGE = "prefilled-syringe"
    CARTRIDGE = "cartridge"
    BAG = "bag"


class DoseForm(StrEnum):
    """Dose forms of the last fill."""

    LIQUID = "liquid"
    LYOPHILIZED = "lyophilized"
    FROZEN = "frozen"


class Expression(StrEnum):
    """Hosts of the product's substance."""

    MAMMALIAN = "mammalian"
    MICROBIAL = "microbial"
    YEAST = "yeast"
    INSECT = "insect"
    CELL_FREE = "cell-free"
    SUSPENSION_HEK = "suspension-hek"
    ADHERENT_HEK = "adherent-hek"


class DevelopmentPhase(StrEnum):
    """What the supply is for."""

    PRECLINICAL = "preclinical"
    CLINICAL = "clinical"
    COMMERCIAL = "commercial"


class Include(StrEnum):
    """Capacity that is left out unless asked for."""

    ANNOUNCED = "announced"
    HELD = "held"


class MinEvidence(StrEnum):
    """Grades of evidence, the strongest first."""

    STATED = "stated"
    NETWORK_STATED = "network-stated"
    INFERRED = "inferred"
    GENERAL_KNOWLEDGE = "general-knowledge"


class CostPer(StrEnum):
    """What a price is for."""

    BATCH = "batch"
    CAMPAIGN = "campaign"
    SLOT = "slot"
    TECHNOLOGY_TRANSFER = "technology-transfer"
    PROJECT = "project"


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"


FormatOption = Annotated[
    Format,
    typer.Option("--format", help="How to print the answer; docs/formats.md explains each."),
]
