"""The file by which a folder is a catalog; it is read again whatever is compiled of the others."""

from __future__ import annotations

from typing import Literal

from cdmo_plan.reading.fields import Date, Document, Id, Text


class ManifestDocument(Document):
    """The file `manifest.yaml`: what makes a folder a catalog."""

    format: Literal["1"]
    catalog: Id
    title: Text
    as_of: Date
    licence: Text
    visibility: Literal["public", "private"] = "public"
    note: Text | None = None
