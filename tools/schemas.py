"""Write the schemas of answers and catalog files as files of the package: `just docs`."""

from __future__ import annotations

import json
from pathlib import Path

from cdmo_plan.present.json_answers import SCHEMA_VERSION
from cdmo_plan.present.records_of_answers import ListAnswer, RulesAnswer
from cdmo_plan.present.records_of_cache import CacheAnswer
from cdmo_plan.present.records_of_coverage import AllianceAnswer, CoverageAnswer
from cdmo_plan.present.records_of_entities import ShowAnswer
from cdmo_plan.present.records_of_explanations import ExplainAnswer
from cdmo_plan.present.records_of_findings import ValidateAnswer
from cdmo_plan.present.records_of_lists import (
    AgreementsAnswer,
    EquipmentAnswer,
    LayersAnswer,
    ModalitiesAnswer,
    OrganisationsAnswer,
    PartnersAnswer,
    RegionsAnswer,
    SitesAnswer,
    StepsAnswer,
)
from cdmo_plan.present.records_of_questions import AskAnswer
from cdmo_plan.present.records_of_routes import RoutesAnswer
from cdmo_plan.present.records_of_standings import ContrastAnswer, ExplainSiteAnswer
from cdmo_plan.reading.documents import DOCUMENTS
from tools.catalog_schemas import catalog_schema
from tools.type_schemas import schema_of_answer

FOLDER = Path(__file__).parents[1] / "cdmo_plan" / "schemas"

ANSWERS: dict[str, type] = {
    "routes": RoutesAnswer,
    "ask": AskAnswer,
    "contrast": ContrastAnswer,
    "explain": ExplainAnswer,
    "explain-site": ExplainSiteAnswer,
    "coverage": CoverageAnswer,
    "alliance": AllianceAnswer,
    "list": ListAnswer,
    "list-agreements": AgreementsAnswer,
    "list-equipment": EquipmentAnswer,
    "list-layers": LayersAnswer,
    "list-modalities": ModalitiesAnswer,
    "list-organisations": OrganisationsAnswer,
    "list-partners": PartnersAnswer,
    "list-regions": RegionsAnswer,
    "list-sites": SitesAnswer,
    "list-steps": StepsAnswer,
    "show": ShowAnswer,
    "validate": ValidateAnswer,
    "rules": RulesAnswer,
    "cache": CacheAnswer,
}
"""The record of each JSON answer, by the name of its schema."""


def texts() -> dict[str, str]:
    """Return the text of every generated file by its name."""
    schemas = {name: schema_of_answer(record, name, SCHEMA_VERSION) for name, record in ANSWERS.items()}
    schemas |= {f"catalog-{kind}": catalog_schema(kind) for kind in DOCUMENTS}
    return {f"{name}.json": json.dumps(schema, indent=2) + "\n" for name, schema in schemas.items()}


def write() -> None:
    """Write every file, and take away those that are generated no more."""
    fresh = texts()
    for stale in FOLDER.glob("*.json"):
        if stale.name not in fresh:
            stale.unlink()
    for name, text in fresh.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
