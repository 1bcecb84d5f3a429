"""Layers written for a test: a private one by default, over the invented base catalog."""

from collections.abc import Mapping
from pathlib import Path

from cdmo_plan.catalog.load import Loaded, Place, load_layers

FIXTURES = Path(__file__).parents[1] / "fixtures"
BASE, PUBLIC, PRIVATE = (FIXTURES / name for name in ("base-catalog", "public-layer", "private-layer"))
ROW = "northwind-oss/drug-substance/1"


def manifest(name: str = "mine", visibility: str = "private") -> str:
    return (
        f'format: "1"\ncatalog: {name}\ntitle: A layer of a test\nas_of: "2026-11-21"\n'
        f"licence: CC0-1.0\nvisibility: {visibility}\n"
    )


def write_layer(
    folder: Path, files: Mapping[str, str], name: str = "mine", visibility: str = "private"
) -> Path:
    """Write a layer and return its folder."""
    for path, text in {"manifest.yaml": manifest(name, visibility), **files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def over_base(*folders: Path) -> Loaded:
    """Load layers over the base catalog."""
    return load_layers([Place(BASE, "base"), *(Place(folder, folder.name) for folder in folders)])


def amending(row: str, fields: str, sources: str = "[general-knowledge]") -> str:
    """Return a file that amends one row."""
    return f"capabilities:\n  - {{capability: {row}, {fields}, sources: {sources}}}\n"
