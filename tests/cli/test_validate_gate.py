"""`validate` as a gate: nothing passes unseen, and nobody fails for what is not theirs."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import MANIFEST, PARTNER, Ask, WriteCatalog

DAY = ("--as-of", "2026-11-21")
BROKEN = "partner: acme\n  name: [Acme\n"


@pytest.mark.parametrize("choice", [("--select", "CAT2"), ("--ignore", "CAT1"), ("--ignore", "yaml-syntax")])
def test_a_file_that_is_not_understood_fails_whatever_rules_are_chosen(
    ask: Ask, write_catalog: WriteCatalog, choice: tuple[str, str]
) -> None:
    said = ask("validate", write_catalog(partners_broken=BROKEN), *choice)

    assert said.code == 1
    assert "broken.yaml:2:7: error CAT105 yaml-syntax: " in said.out


def test_a_layer_does_not_fail_for_what_the_default_catalog_has_by_itself(
    ask: Ask, write_catalog: WriteCatalog
) -> None:
    laid = ("validate", "--catalog", "default", "--catalog", write_catalog(regions=None), *DAY)
    said, answer = ask(*laid, "--fail-on", "warning"), json.loads(ask(*laid, "--format", "json").out)

    assert said.code == 0, said.out
    assert "remarks that the default catalog has by itself; cdmo-plan validate lists them.\n" in said.out
    assert answer["counts"]["of_the_default_catalog"] > 0
    assert {Path(found["file"]).name for found in answer["findings"]} == {"acme.yaml"}


def test_what_a_layer_brings_upon_the_default_catalog_is_listed(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "amendments").mkdir()
    (tmp_path / "manifest.yaml").write_text(MANIFEST)
    (tmp_path / "amendments" / "closed.yaml").write_text(
        "sites: [{site: agc-heidelberg, sources: [call],\n"
        '         status: [{state: closed, since: "2024", sources: [call]}]}]\n'
        'sources: {call: {citation: "A call", published: "2026-10"}}\n'
    )
    laid = ("--catalog", "default", "--catalog", tmp_path, *DAY)
    said = ask("validate", *laid, "--select", "line-outlives-site", "--fail-on", "warning")

    assert said.code == 1
    assert "catalogs/partners/agc-biologics.yaml:" in said.out


def test_the_closing_line_says_that_the_default_catalog_was_checked(
    ask: Ask, write_catalog: WriteCatalog
) -> None:
    assert " files of the default catalog, " in ask("validate", *DAY).out
    assert "default" not in ask("validate", write_catalog(), *DAY).out


def test_annotations_name_files_from_the_folder_of_the_repository(
    ask: Ask, write_catalog: WriteCatalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_catalog(partners_acme=PARTNER.replace("country: NL", "country: XX"))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder.parent))
    monkeypatch.chdir(folder)

    assert f"::error file={folder.name}/partners/acme.yaml,line=" in ask("validate", ".", *DAY).out


@pytest.mark.parametrize(
    ("here", "named", "meant"),
    [
        ("repository", ".", "ours"),
        ("repository/ours", "partners", "."),
        ("repository/ours/partners", ".", ".."),
    ],
)
def test_who_names_the_wrong_folder_is_told_the_right_one(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str, named: str, meant: str
) -> None:
    (tmp_path / "repository" / "ours" / "partners").mkdir(parents=True)
    (tmp_path / "repository" / "ours" / "manifest.yaml").write_text(MANIFEST)
    monkeypatch.chdir(tmp_path / here)
    said = ask("validate", named)

    assert said.code == 3
    assert said.err.endswith(f"Hint: {meant} is a catalog; did you mean that?\n")


def test_a_catalog_without_recipes_is_to_be_laid_over_one_that_has_some(
    ask: Ask, write_catalog: WriteCatalog
) -> None:
    said = ask("routes", "mab", "--catalog", write_catalog())

    assert said.code == 2
    assert "the catalog has none at all: lay it over the default catalog" in said.err
