"""Every identifier names something, and only one thing: else a finding says where, and what was meant."""

from pathlib import Path
from typing import Any

import pytest

from cdmo_plan.catalog.load import Loaded, load_folder
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from tests.catalog.tiny import TINY, changed, place_of, write

DUPLICATE = "CAT202"
UNKNOWN = "CAT201"


def load(folder: Path, files: dict[str, str] | Any = TINY) -> Loaded:
    return load_folder(write(folder, files), shown_as="tiny")


def one(loaded: Loaded) -> Diagnostic:
    assert len(loaded.diagnostics) == 1, [str(found) for found in loaded.diagnostics]
    return loaded.diagnostics[0]


BROKEN_REFERENCES = [
    ("partners/alpha.yaml", "parent: alpha-holding", "parent: alfa-holding", "alfa-holding", "company"),
    ("partners/alpha.yaml", "city: Lyon, country: FR}", "city: Lyon, country: FF}", "{city: Lyon", "country"),
    ("partners/alpha.yaml", "    country: FR\n", "    country: FF\n", "FF", "country"),
    ("partners/alpha.yaml", "{owner: alpha-holding,", "{owner: alpha-holdings,", "alpha-holdings", "company"),
    (
        "partners/alpha.yaml",
        "equipment: [reactor-2000]",
        "equipment: [reactor-200]",
        "[reactor-200]",
        "equipment model",
    ),
    ("partners/alpha.yaml", "sources: [page, general", "sources: [pages, general", "pages", "source"),
    (
        "partners/alpha.yaml",
        "modalities.bispecific, site",
        "modalitis.bispecific, site",
        "modalitis",
        "field of this row",
    ),
    (
        "partners/alpha.yaml",
        "[modalities.bispecific,",
        "[modalities.bispecifics,",
        "modalities.bispecifics",
        "value of this row",
    ),
    ("partners/beta.yaml", "sources: [leaflet]", "sources: [leaflets]", "leaflets", "source"),
    (
        "processes/mab.yaml",
        "accompanies: [drug-substance]",
        "accompanies: [drug-substances]",
        "drug-substances",
        "stage",
    ),
    ("processes/mab.yaml", "    stage: qc-release\n", "    stage: qc-releases\n", "qc-releases", "stage"),
    ("processes/mab.yaml", "after: {bulk: material}", "after: {bulks: material}", "material}", "step"),
    ("processes/mab.yaml", "consumes: [substance]", "consumes: [substances]", "substances", "material"),
    ("processes/mab.yaml", "produces: [substance]", "produces: [substances]", "substances", "material"),
    ("processes/mab.yaml", "released_by: release", "released_by: releases", "releases", "step"),
    ("processes/mab.yaml", "max: 12, sources: [page]", "max: 12, sources: [pages]", "pages", "source"),
    ("agreements.yaml", "parties: [alpha, beta]", "parties: [alpha, betas]", "[alpha, betas]", "company"),
    ("agreements.yaml", "lead: alpha", "lead: alphas", "alphas", "party"),
    ("agreements.yaml", "sites: [alpha-lyon,", "sites: [alpha-lyons,", "scope", "site"),
    ("agreements.yaml", "sources: [offer]", "sources: [offers]", "offers", "source"),
    ("organisations.yaml", "parent: alpha-holding", "parent: alpha-holdings", "alpha-holdings", "company"),
    ("organisations.yaml", "country: FR", "country: FF", "FF", "country"),
    ("equipment.yaml", "supplier: reactors", "supplier: reactor", "reactor\n", "company"),
    ("equipment.yaml", "sources: [sheet]", "sources: [sheets]", "sheets", "source"),
    ("regions.yaml", "countries: [BE, FR]", "countries: [BE, FF]", "FF", "country"),
    ("regions.yaml", "union_of: [EU, US]", "union_of: [EUR, US]", "EUR", "region"),
    (
        "lanes.yaml",
        "]}, sources: [general-knowledge]",
        "]}, sources: [general-knowledges]",
        "general-knowledges",
        "source",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "at", "what"), BROKEN_REFERENCES)
def test_a_broken_reference_is_found_at_its_place_with_a_hint(
    tmp_path: Path, path: str, old: str, new: str, at: str, what: str
) -> None:
    files = changed(path, old, new)

    found = next(
        found for found in load(tmp_path, files).diagnostics if f"No {what} has the id" in found.message
    )

    assert found.code == ("CAT203" if what == "source" else UNKNOWN)
    place = place_of(f"tiny/{path}", files[path], at)
    assert tuple(found.mark)[:2] == place[:2]
    if at != "scope":  # a mapping is marked where it begins
        assert found.mark.column == place[2]
    if what != "country":  # no code of two letters is nearer than another
        assert found.hint is not None
        assert found.hint.startswith("did you mean ")


def test_a_word_like_no_other_gets_no_hint(tmp_path: Path) -> None:
    assert one(load(tmp_path, changed("partners/beta.yaml", "country: BE", "country: ZZ"))).hint is None


def test_without_a_list_of_countries_none_is_unknown(tmp_path: Path) -> None:
    files = {path: text for path, text in TINY.items() if path != "regions.yaml"}

    assert not load(tmp_path, files).diagnostics


GAMMA = """\
partner: {identity}
name: Gamma
sites: [{{id: {site}, city: Basel, country: FR, capabilities: []}}]
"""


@pytest.mark.parametrize("identity", ["alpha", "alpha-lyon", "alpha-holding", "alpha-beta", "reactor-2000"])
@pytest.mark.parametrize("kind", ["partner", "site"])
def test_one_id_names_one_thing_across_all_kinds(tmp_path: Path, identity: str, kind: str) -> None:
    ids = {"identity": "gamma", "site": "gamma-basel"} | {
        "identity" if kind == "partner" else "site": identity
    }
    path = "zeta.yaml" if identity in ("alpha", "alpha-lyon") else "gamma.yaml"

    found = one(load(tmp_path, {**TINY, f"partners/{path}": GAMMA.format(**ids)}))

    assert found.code == DUPLICATE
    assert f"The id {identity!r} is taken" in found.message
    ((first, words),) = found.related
    assert words == "it stands here first"
    assert {first.file, found.mark.file} & {f"tiny/partners/{path}"}
    assert first < found.mark


@pytest.mark.parametrize(
    ("path", "entry", "identity"),
    [
        (
            "organisations.yaml",
            "  - {id: reactors, name: R, kinds: [owner], sources: [register]}\n",
            "reactors",
        ),
        (
            "equipment.yaml",
            "  - {id: reactor-2000, supplier: reactors, model: M, kind: filler, sources: [sheet]}\n",
            "reactor-2000",
        ),
        (
            "agreements.yaml",
            "  - {id: alpha-beta, kind: supply, parties: [beta], scope: {text: T}, sources: [offer]}\n",
            "alpha-beta",
        ),
        ("lanes.yaml", "  - {kind: domestic, sources: [general-knowledge]}\n", "domestic"),
        ("regions.yaml", "  - {id: EU, name: Europe, countries: [FR]}\n", "EU"),
    ],
)
def test_an_id_stands_once_in_its_own_file(tmp_path: Path, path: str, entry: str, identity: str) -> None:
    head, separator, tail = (
        TINY[path].partition("sources:\n") if path != "lanes.yaml" else (TINY[path], "", "")
    )
    found = one(load(tmp_path, {**TINY, path: head + entry + separator + tail}))

    assert (found.code, found.mark.file) == (DUPLICATE, f"tiny/{path}")
    assert repr(identity) in found.message
    assert found.related[0][0].line < found.mark.line


def test_a_country_stands_once(tmp_path: Path) -> None:
    again = "  - {code: FR, name: Gaul, continent: europe, customs_territory: EEA}\nregions:"

    found = one(load(tmp_path, changed("regions.yaml", "regions:", again)))

    assert found.code == DUPLICATE
    assert "'FR'" in found.message


def test_two_recipes_do_not_share_an_id(tmp_path: Path) -> None:
    found = one(load(tmp_path, {**TINY, "processes/other.yaml": TINY["processes/mab.yaml"]}))

    assert (found.code, found.mark.file, found.mark.line) == (DUPLICATE, "tiny/processes/other.yaml", 1)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("stage: qc-release, step", "stage: drug-substance, step", "stage 'drug-substance'"),
        ("- id: release", "- id: bulk", "step 'bulk'"),
        ("materials:\n", "materials:\n  - {id: substance, name: S}\n", "material 'substance'"),
    ],
)
def test_the_keys_of_a_recipe_stand_once(tmp_path: Path, old: str, new: str, what: str) -> None:
    loaded = load(tmp_path, changed("processes/mab.yaml", old, new))

    assert f"The {what} stands twice" in [
        found.message for found in loaded.diagnostics if found.code == DUPLICATE and found.related
    ]


@pytest.mark.parametrize(
    "region", ["{id: fr, name: Far, countries: [US]}", "{id: far, name: F, aliases: [be]}"]
)
def test_no_region_takes_the_code_of_another_country(tmp_path: Path, region: str) -> None:
    found = one(load(tmp_path, {**TINY, "regions.yaml": f"{TINY['regions.yaml']}  - {region}\n"}))

    assert found.code == DUPLICATE
    assert "takes the code" in found.message


def test_a_region_may_be_one_country(tmp_path: Path) -> None:
    entry = "  - {id: FR, name: France, countries: [FR]}\n"

    assert not load(tmp_path, {**TINY, "regions.yaml": TINY["regions.yaml"] + entry}).diagnostics


def test_general_knowledge_is_no_source_of_a_file(tmp_path: Path) -> None:
    files = changed("partners/beta.yaml", "sources:\n", "sources:\n  general-knowledge: {citation: Mine}\n")

    found = one(load(tmp_path, files))

    assert (found.code, found.mark.line) == (DUPLICATE, 11)
    assert "general-knowledge" in found.message


def test_a_file_with_errors_does_not_make_what_it_defines_unknown(tmp_path: Path) -> None:
    files = changed("partners/alpha.yaml", "step: drug-substance\n", "step: drug-substances\n")

    assert one(load(tmp_path, files)).mark.file == "tiny/partners/alpha.yaml"


def test_a_broken_recipe_hides_no_unknown_partner(tmp_path: Path) -> None:
    files = {
        **changed("agreements.yaml", "[alpha, beta]", "[alpha, betas]"),
        "processes/mab.yaml": "process: [\n",
    }

    found = [found for found in load(tmp_path, files).diagnostics if found.code == UNKNOWN]

    assert [diagnostic.mark.file for diagnostic in found] == ["tiny/agreements.yaml"]


def test_another_code_of_a_country_is_told_by_its_own(tmp_path: Path) -> None:
    files = changed("regions.yaml", "{code: FR,", "{code: FR, aliases: [FX],")
    files["partners/alpha.yaml"] = files["partners/alpha.yaml"].replace(
        "    country: FR\n", "    country: FX\n"
    )

    found = one(load(tmp_path, files))

    assert (found.code, found.hint) == (UNKNOWN, "write FR")


def test_a_catalog_without_recipes_is_told_how_to_be_laid_over_another(tmp_path: Path) -> None:
    files = {
        "manifest.yaml": TINY["manifest.yaml"],
        "agreements.yaml": """
agreements:
  - {id: deal, kind: supply, parties: [nobody], scope: {text: all}, sources: [general-knowledge]}
""",
    }

    found = one(load(tmp_path, files))

    assert (found.code, found.hint) == (
        UNKNOWN,
        "where another catalog has it, check both together, as --catalog default --catalog DIR",
    )
