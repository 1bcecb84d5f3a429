"""A catalog of two invented partners, small enough to break in every way."""

from collections.abc import Mapping
from pathlib import Path

TINY: Mapping[str, str] = {
    "manifest.yaml": """\
format: "1"
catalog: tiny
title: Two invented partners
as_of: "2026-11-21"
licence: CC-BY-4.0
""",
    "partners/alpha.yaml": """\
partner: alpha
name: Alpha Biologics
parent: alpha-holding
headquarters: {city: Lyon, country: FR}
network:
  - {step: cell-line-development, modalities: [mab], sources: [page]}
  - {step: cell-line-development, modalities: [bispecific], sources: [page]}
sites:
  - id: alpha-lyon
    city: Lyon
    country: FR
    owners:
      - {owner: alpha, since: "2021", sources: [page]}
      - {owner: alpha-holding, until: "2021", sources: [page]}
    status:
      - {state: operating, since: "2021-04", sources: [page]}
      - {state: announced, expected: "2021", sources: [page]}
    capabilities:
      - step: drug-substance
        modalities: [mab, bispecific]
        expression: [mammalian]
        scale_l: {min: 200, max: 2000}
        equipment: [reactor-2000]
        inferred: [modalities.bispecific, site]
        sources: [page, general-knowledge]
      - {step: drug-substance, modalities: [mab], sources: [page]}
sources_read: "2026-11"
sources:
  page: {url: "https://example.com/alpha", published: "2025"}
""",
    "partners/beta.yaml": """\
partner: beta
name: Beta Fill
sites:
  - id: beta-ghent
    name: Beta Ghent
    city: Ghent
    country: BE
    capabilities:
      - {step: fill-finish, modalities: [any-biologic], dose_forms: [liquid], sources: [leaflet]}
sources:
  leaflet: {citation: A leaflet, published: "2024"}
""",
    "processes/mab.yaml": """\
process: mab
name: Antibody
modality: mab
released_by: release
stages:
  - {stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, product: substance}
  - {stage: qc-release, step: qc-release, kind: accompanying, makes: mab, accompanies: [drug-substance]}
steps:
  - id: bulk
    name: Bulk
    stage: drug-substance
    category: manufacturing
    produces: [substance]
    duration_weeks: {min: 5, typical: 8, max: 12, sources: [page]}
  - id: release
    name: Release
    stage: qc-release
    category: testing
    after: {bulk: material}
    consumes: [substance]
    sources: [page]
materials:
  - {id: substance, name: Substance, storage_c: {max: -40}, sources: [page]}
sources:
  page: {url: "https://example.com/recipe"}
""",
    "agreements.yaml": """\
agreements:
  - id: alpha-beta
    kind: joint-offering
    parties: [alpha, beta]
    lead: alpha
    one_contract: true
    scope: {text: both, steps: [drug-substance, fill-finish], sites: [alpha-lyon, beta-ghent]}
    announced: "2024-05-14"
    sources: [offer]
sources:
  offer: {url: "https://example.com/offer"}
""",
    "organisations.yaml": """\
organisations:
  - {id: alpha-holding, name: Alpha Holding, kinds: [parent], country: FR, sources: [register]}
  - {id: reactors, name: Reactors, kinds: [supplier], parent: alpha-holding, sources: [register]}
sources:
  register: {citation: Trade register}
""",
    "equipment.yaml": """\
equipment:
  - id: reactor-2000
    supplier: reactors
    model: "2000"
    kind: bioreactor
    volume_l: {min: 400, max: 2000}
    sources: [sheet]
sources:
  sheet: {url: "https://example.com/sheet"}
""",
    "regions.yaml": """\
countries:
  - {code: BE, name: Belgium, continent: europe, customs_territory: EEA}
  - {code: FR, name: France, continent: europe, customs_territory: EEA}
  - {code: US, name: United States, continent: north-america, customs_territory: US}
regions:
  - {id: EU, name: European Union, countries: [BE, FR]}
  - {id: atlantic, name: Atlantic, union_of: [EU, US]}
""",
    "lanes.yaml": """\
lanes:
  - {kind: domestic, duration_days: {typical: 7, sources: [general-knowledge]}, sources: [general-knowledge]}
""",
}


def write(folder: Path, files: Mapping[str, str] = TINY) -> Path:
    """Write a catalog folder and return it."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return folder


def changed(path: str, old: str, new: str) -> dict[str, str]:
    """Return the tiny catalog with one place of one file written otherwise."""
    assert TINY[path].count(old) == 1, (path, old)
    return {**TINY, path: TINY[path].replace(old, new)}


def place_of(path: str, text: str, word: str) -> tuple[str, int, int]:
    """Return the file, line and column where a word first stands in a text."""
    before = text[: text.index(word)]
    return path, before.count("\n") + 1, len(before) - before.rfind("\n")
