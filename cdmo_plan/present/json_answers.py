"""Answers for scripts: the habits that the JSON of every verb shares."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from cdmo_plan.present.layers import add_layers

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.present.records_of_answers import Answer, CatalogName

SCHEMA_VERSION: Final = 1

# What JSON allows inside of a text and a terminal would obey: delete, C1 controls, turns of direction.
_OBEYED = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def envelope(loaded: Loaded, as_of: date) -> Answer:
    """Return what stands before every answer: the schema, the day, and the catalog that was asked.

    `catalog` holds `errors` where the catalog has some and the user allowed them: the answer is marked.
    """
    catalog: CatalogName = {"digest": loaded.catalog.digest, "layers": list(loaded.catalog.layers)}
    add_layers(catalog, loaded.catalog.origins)
    if loaded.has_errors:
        catalog["errors"] = loaded.error_count
    return {"schema_version": SCHEMA_VERSION, "as_of": as_of.isoformat(), "catalog": catalog}


def write_json(answer: Mapping[str, object]) -> None:
    """Write an answer to standard output, readable, and in a form that any stream can carry."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(json_text(answer, is_unicode=is_unicode))


def json_text(answer: Mapping[str, object], *, is_unicode: bool = True) -> str:
    """Return an answer as the text of a JSON document that no terminal obeys."""
    text = json.dumps(answer, indent=2, ensure_ascii=not is_unicode)
    return _OBEYED.sub(lambda found: json.dumps(found.group())[1:-1], text) + "\n"
