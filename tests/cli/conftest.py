"""Catalogs to ask, and a way to ask in process."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from cdmo_plan.cli.main import main
from tests.support.default_catalog import read_default_once
from tests.support.schemas import assert_fits

MANIFEST = """
format: "1"
catalog: trial
title: A catalog on trial
as_of: "2026-11-21"
licence: CC-BY-4.0
"""

PARTNER = """
partner: acme
name: "Acme [red]Biologics[/red]"
sources_read: "2026-11"
sites:
  - id: acme-oss
    name: Acme Oss
    city: Oss
    country: NL
    status: [{state: operating, since: 2020, sources: [page]}]
    capabilities:
      - step: fill-finish
        modalities: [mab]
        containers: [vial]
        inferred: [containers]
        sources: [page, copy]
sources:
  page: {url: "https://example.org/acme", publisher: Example, published: 2015}
  copy: {url: "https://example.org/copy", publisher: Copier, mirror: true}
"""

REGIONS = """
countries:
  - {code: NL, name: Netherlands, continent: europe, customs_territory: EEA, aliases: [Holland]}
regions:
  - {id: benelux, name: Benelux, countries: [NL]}
"""


class Said(NamedTuple):
    """What a run said, and how it ended."""

    code: int
    out: str
    err: str


Ask = Callable[..., Said]
WriteCatalog = Callable[..., Path]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run a command line in process, as a pipe sees it; the default catalog is read once for all tests."""
    read_default_once(monkeypatch)
    for name in (
        "CDMO_PLAN_CATALOG",
        "FORCE_COLOR",
        "NO_COLOR",
        "COLUMNS",
        "GITHUB_ACTIONS",
        "GITHUB_WORKSPACE",
    ):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object, width: int | None = None) -> Said:
        if width is not None:
            monkeypatch.setenv("COLUMNS", str(width))
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert_fits([str(argument) for argument in arguments], out)
        return Said(int(code), out, err)

    return run


@pytest.fixture
def write_catalog(tmp_path: Path) -> WriteCatalog:
    """Write a small catalog; a text given by name replaces a file, None leaves it out."""

    def write(**files: str | None) -> Path:
        texts = {"manifest": MANIFEST, "partners_acme": PARTNER, "regions": REGIONS} | files
        for name, text in texts.items():
            path = tmp_path / f"{name.replace('_', '/')}.yaml"
            if text is not None:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
        return tmp_path

    return write
