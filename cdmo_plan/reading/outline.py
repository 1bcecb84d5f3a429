"""The ids of a catalog, read line by line: for an answer while somebody types, not for a plan.

Shell completion has a fraction of a second, and the YAML parser and the models of documents need
longer than that to be imported. Here lines are enough: a catalog is reviewed line by line, so its
entities stand in lists of one key a line, or of one `{...}` a line. What is laid out otherwise is not
seen, and what is wrong is not told; nothing but completion may be built on this.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Final

_LINE: Final = re.compile(
    r"""^(?P<lead>[ ]*(?P<dash>-[ ]+)?)
    (?:["']?(?P<key>[a-z_]+)["']?:(?:[ ]+(?P<value>.*))?|\{(?P<flow>.*))$""",
    re.MULTILINE | re.VERBOSE,
)
_FLOW_FIELD: Final = re.compile(
    r"""["']?(?P<key>[a-z_]+)["']?:[ ]*(?P<value>"[^"]*"|'[^']*'|\[[^]]*\]|[^,{}]*)"""
)
_ID: Final = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")

_SINGLE_FILES: Final = MappingProxyType(
    {
        "agreements": {"agreements": ("agreement", "id")},
        "organisations": {"organisations": ("organisation", "id")},
        "equipment": {"equipment": ("equipment", "id")},
        "regions": {"regions": ("region", "id"), "countries": ("country", "code")},
    }
)
_PARTNERS: Final = {"sites": ("site", "id")}
_FILES_OF: Final = MappingProxyType(
    {
        "partner": "partners",
        "site": "partners",
        "recipe": "processes",
        "agreement": "agreements",
        "organisation": "organisations",
        "equipment": "equipment",
        "region": "regions",
        "country": "regions",
    }
)


class Outlined:
    """An entity by its kind and fields of one line, with the steps of the rows that stand below it.

    No dataclass: importing those takes as long as all of the rest.
    """

    __slots__ = ("fields", "id_field", "kind", "steps")

    def __init__(self, kind: str, id_field: str) -> None:
        self.kind = kind
        self.id_field = id_field
        self.fields: dict[str, str] = {}
        self.steps: list[str] = []

    @property
    def id(self) -> str:
        """The id, empty where none was seen."""
        identifier = self.fields.get(self.id_field, "")
        return identifier if _ID.fullmatch(identifier) else ""


def outline(root: Path, kinds: Collection[str]) -> Iterator[Outlined]:
    """Yield the entities of some kinds in a catalog folder; what cannot be read is left out."""
    groups = dict.fromkeys(_FILES_OF[kind] for kind in kinds)
    for group in groups:
        for path in _files(root, group):
            try:
                text = path.read_text(encoding="utf-8-sig", errors="replace")
            except OSError:
                continue
            found = _entities(text, group)
            yield from (each for each in found if each.kind in kinds and each.id)


def _files(root: Path, group: str) -> list[Path]:
    paths = root.glob(f"{group}.y*ml") if group in _SINGLE_FILES else (root / group).glob("*.y*ml")
    return sorted(paths)


def _entities(text: str, group: str) -> list[Outlined]:
    whole = Outlined("partner", "partner") if group == "partners" else Outlined("recipe", "process")
    sections = _PARTNERS if group == "partners" else _SINGLE_FILES.get(group, {})
    found = [whole]
    section, item, item_dash, item_column = "", whole, -1, -1
    for line in _LINE.finditer(text):
        column, key = len(line["lead"]), line["key"]
        if column == 0:
            section, item, item_dash = key or "", whole, -1
            if key and line["value"]:
                whole.fields.setdefault(key, _scalar(line["value"]))
            continue
        dash = column - len(line["dash"]) if line["dash"] else -1
        if section in sections and dash >= 0 and item_dash in (-1, dash):
            item, item_dash, item_column = Outlined(*sections[section]), dash, column
            found.append(item)
        if line["flow"] is not None:
            _add_flow(item, line["flow"], is_item=item is not whole and dash == item_dash)
        elif key == "step":
            item.steps.append(_scalar(line["value"] or ""))
        elif item is not whole and column == item_column:
            item.fields.setdefault(key, _scalar(line["value"] or ""))
    return found


def _add_flow(item: Outlined, text: str, *, is_item: bool) -> None:
    """Add what a `{...}` on one line says: the fields of an entity, or the step of a row below one."""
    fields = {found["key"]: _scalar(found["value"]) for found in _FLOW_FIELD.finditer(text)}
    if is_item:
        item.fields = fields | item.fields
    elif "step" in fields:
        item.steps.append(fields["step"])


def _scalar(text: str) -> str:
    text = text.strip()
    if text[:1] in ('"', "'"):
        return text[1:].partition(text[0])[0]
    return text.partition(" #")[0].strip()
