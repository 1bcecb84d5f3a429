"""`validate`: paths, formats, chosen rules, and what ends with 1."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import PARTNER, Ask, WriteCatalog

NO_REFERENCE = PARTNER.replace("sources: [page, copy]", "sources: [nowhere]")
WARNED = PARTNER.replace("modalities: [mab]", "modalities: [mab, mab]")
DAY = ("--as-of", "2026-11-21")


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_the_least_severity_that_fails_is_chosen(
    ask: Ask, write_catalog: WriteCatalog, fail_on: str, code: int
) -> None:
    assert ask("validate", write_catalog(partners_acme=WARNED), "--fail-on", fail_on).code == code


def test_remarks_are_counted_and_listed_on_demand(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog()
    counted, listed = ask("validate", folder, *DAY), ask("validate", folder, *DAY, "--fail-on", "info")

    assert (counted.code, listed.code) == (0, 1)
    assert " info CAT" not in counted.out
    assert re.search(
        r"^\d+ remarks, which --fail-on info lists: .*\d mirror-cited", counted.out, re.MULTILINE
    )
    assert "acme.yaml:19:3: info CAT403 mirror-cited: " in listed.out


@pytest.mark.parametrize("word", ["CAT4", "cat403", "mirror-cited", "CAT3,CAT403", "CAT"])
def test_rules_are_chosen_by_code_beginning_and_name(
    ask: Ask, write_catalog: WriteCatalog, word: str
) -> None:
    folder = write_catalog()

    assert "CAT403" in ask("validate", folder, "--select", word).out
    assert "CAT403" not in ask("validate", folder, "--fail-on", "info", "--ignore", word).out


def test_ignoring_wins_over_selecting(ask: Ask, write_catalog: WriteCatalog) -> None:
    said = ask("validate", write_catalog(), "--select", "CAT4", "--ignore", "CAT403")

    assert "CAT412" in said.out
    assert "CAT403" not in said.out


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_refused_with_what_was_meant(ask: Ask, option: str) -> None:
    said = ask("validate", option, "mirror-sited")

    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "Error: There is no rule 'mirror-sited'. Did you mean 'mirror-cited'?\n"
        "Hint: cdmo-plan rules lists them\n"
    )


def test_no_rule_left_checks_nothing(ask: Ask) -> None:
    assert ask("validate", "--select", "CAT403", "--ignore", "CAT4").code == 3


def test_concise_is_one_line_a_finding(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog(stray="a: b\n", partners_acme=NO_REFERENCE.replace("nowhere", "pages"))
    text, concise = ask("validate", folder), ask("validate", folder, "--format", "concise")

    assert "  hint: did you mean page?" in text.out
    assert "  hint: " not in concise.out
    assert [line for line in text.out.splitlines() if not line.startswith("  ")] == concise.out.splitlines()


def test_statistics_count_by_rule(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog(partners_acme=WARNED)
    text, answer = (ask("validate", folder, *DAY, "--statistics", "--format", f) for f in ("text", "json"))

    assert re.search(r"^ +1  CAT506  word-twice +warning$", text.out, re.MULTILINE)
    assert "acme.yaml" not in text.out
    statistics = json.loads(answer.out)["statistics"]
    assert {"code": "CAT506", "name": "word-twice", "severity": "warning", "count": 1} in statistics
    assert [each["count"] for each in statistics] == sorted((s["count"] for s in statistics), reverse=True)


def test_the_day_decides_what_is_old(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog()
    then, now = (
        ask("validate", folder, "--select", "row-stale", "--as-of", f"{year}-01-01") for year in (2020, 2026)
    )

    assert ("CAT412" in then.out, "CAT412" in now.out) == (False, True)


def test_several_catalogs_are_checked_in_one_run(
    ask: Ask, write_catalog: WriteCatalog, tmp_path: Path
) -> None:
    folder = write_catalog(partners_acme=NO_REFERENCE)
    other = tmp_path / "other"
    other.mkdir()
    (other / "manifest.yaml").write_text((folder / "manifest.yaml").read_text() + "extra: field\n")
    said = ask("validate", folder / "partners" / "..", other, "--select", "CAT1,CAT2")

    assert said.code == 1
    assert "CAT203" in said.out
    assert f"{other}/manifest.yaml:" in said.out


def test_a_path_that_cannot_be_read_hides_no_finding(
    ask: Ask, write_catalog: WriteCatalog, tmp_path: Path
) -> None:
    said = ask("validate", tmp_path / "missing", write_catalog(partners_acme=NO_REFERENCE))

    assert said.code == 2
    assert "CAT203" in said.out
    assert "missing: there is no such folder" in said.err


def test_a_file_of_a_catalog_shows_its_own_findings(
    ask: Ask, write_catalog: WriteCatalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_catalog(partners_acme=NO_REFERENCE, partners_broken="name: [\n")
    whole = ask("validate", folder, folder / "partners" / "acme.yaml")
    one = ask("validate", folder / "partners" / "acme.yaml")
    monkeypatch.chdir(folder / "partners")
    inside = ask("validate", "acme.yaml")

    assert (whole.code, one.code, inside.code) == (1, 1, 1)
    assert whole.out.count("CAT203") == one.out.count("CAT203") == inside.out.count("CAT203") == 1
    assert "broken.yaml" in whole.out
    assert "broken.yaml" not in one.out + inside.out
    assert "Checked 4 files (1 not understood), " in one.out
    assert ", shown for 1 file: 1 error" in one.out


def test_a_file_that_others_make_wrong_is_seen_through_its_folder(
    ask: Ask, write_catalog: WriteCatalog
) -> None:
    folder = write_catalog(regions=None)

    assert ask("validate", folder / "manifest.yaml").code == 0


def test_annotations_of_github_are_escaped_and_limited(
    ask: Ask, write_catalog: WriteCatalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = "".join(f"field{n}%,: x\n" for n in range(12))
    folder = write_catalog(**{"partners_a,b:100%": "partner: b\nname: B\n" + many, "stray": "a: b\n"})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    said = ask("validate", folder)
    lines = said.out.splitlines()

    assert said.code == 1
    assert lines[0] == (
        f"::error file={folder}/partners/a%2Cb%3A100%25.yaml,line=3,col=1,title=CAT122 unknown-field"
        "::A partner has no field 'field0%25,'%0AHint: did you mean sites?"
    ).replace("%0AHint: did you mean sites?", lines[0].partition("'field0%25,'")[2])
    assert [line.partition(" ")[0] for line in lines[:11]] == ["::error"] * 10 + ["::warning"]
    assert "Not annotated: 2 errors" in said.out
    assert lines[-1].startswith("Checked ")
    assert ask("validate", folder, "--format", "text").out.startswith(str(folder))


def test_annotations_name_files_as_the_repository_does(
    ask: Ask, write_catalog: WriteCatalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_catalog(partners_acme=NO_REFERENCE)
    monkeypatch.chdir(folder.parent)

    assert f"file={folder.name}/partners/acme.yaml," in ask("validate", folder, "--format", "github").out


def test_other_verbs_refuse_a_catalog_with_errors_that_rules_found(
    ask: Ask, write_catalog: WriteCatalog
) -> None:
    upside_down = PARTNER.replace(
        "containers: [vial]", "containers: [vial]\n        scale_l: {min: 9, max: 1}"
    )
    folder = write_catalog(partners_acme=upside_down)
    refused = ask("list", "sites", "--catalog", folder)
    allowed = ask("list", "sites", "--catalog", folder, "--allow-errors", "--format", "json")

    assert (refused.code, refused.out) == (2, "")
    assert "CAT301 scale-upside-down" in refused.err
    assert json.loads(allowed.out)["catalog"]["errors"] == 1
