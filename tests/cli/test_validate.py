"""`validate`, and loading for the other verbs: findings by place, and the exit codes of the contract."""

import json
import os
import re
from pathlib import Path

import pytest

from tests.cli.conftest import PARTNER, Ask, WriteCatalog
from tests.conftest import RunPython

BROKEN = "partner: broken\nname: [\n"
NO_REFERENCE = PARTNER.replace("sources: [page, copy]", "sources: [nowhere]")


def test_the_default_catalog_has_no_errors(run_python: RunPython) -> None:
    result = run_python("-m", "cdmo_plan", "validate")

    assert (result.returncode, result.stderr) == (0, "")
    assert re.search(
        r"^Checked \d+ files of the default catalog, \d+ partners, \d+ sites, \d+ capabilities, "
        r"\d+ agreements, \d+ organisations, "
        r"\d+ models of equipment and \d+ recipes by \d+ rules: no errors",
        result.stdout,
        re.MULTILINE,
    )


def test_a_finding_is_a_line_with_its_place_and_a_hint(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog(partners_acme=NO_REFERENCE)
    said = ask("validate", folder)

    assert (said.code, said.err) == (1, "")
    assert re.search(
        rf"^{re.escape(str(folder))}/partners/acme\.yaml:16:\d+: error CAT203 unknown-source: ",
        said.out,
        re.MULTILINE,
    )
    assert ": 1 error" in said.out.splitlines()[-1]


def test_lines_are_not_wrapped(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog(partners_acme=NO_REFERENCE)

    assert ask("validate", folder, width=40).out == ask("validate", folder, width=200).out


def test_one_broken_file_hides_no_finding_of_another(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog(partners_acme=NO_REFERENCE, partners_broken=BROKEN)
    said = ask("validate", folder)

    assert said.code == 1
    assert "partners/acme.yaml:16:" in said.out
    assert "partners/broken.yaml:" in said.out
    places = [line.split(": ")[0] for line in said.out.splitlines() if " CAT" in line]
    assert places == sorted(places)


def test_warnings_alone_end_with_0(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog(stray="a: b\n")
    said = ask("validate", folder, "--select", "CAT1")

    assert said.code == 0
    assert "stray.yaml:1:1: warning CAT117" in said.out
    assert said.out.endswith("no errors and 1 warning.\n")


def test_findings_for_scripts(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog(partners_acme=NO_REFERENCE, stray="a: b\n")
    said = ask("validate", folder, "--format", "json", "--select", "CAT1,CAT2", "--as-of", "2026-11-21")

    answer = json.loads(said.out)
    assert said.code == 1
    assert list(answer) == ["schema_version", "as_of", "catalog", "checked", "counts", "findings"]
    assert (answer["schema_version"], answer["as_of"]) == (1, "2026-11-21")
    assert answer["counts"] == {"errors": 1, "warnings": 1, "info": 0}
    assert answer["checked"] == {
        "files": 3,
        "partners": 1,
        "sites": 1,
        "capabilities": 1,
        "agreements": 0,
        "organisations": 0,
        "equipment": 0,
        "recipes": 0,
        "files_not_understood": 0,
        "rules": 33,
    }
    finding = answer["findings"][0]
    assert (finding["code"], finding["severity"], finding["line"]) == ("CAT203", "error", 16)
    assert " ".join(finding) == "code name severity message hint file line column related"


@pytest.mark.parametrize(
    "verb", [("validate",), ("list", "sites", "--catalog"), ("show", "acme", "--catalog")]
)
def test_a_path_that_cannot_be_read_ends_with_2(ask: Ask, tmp_path: Path, verb: tuple[str, ...]) -> None:
    (tmp_path / "file.yaml").write_text("a: b\n")
    missing, file = ask(*verb, tmp_path / "missing"), ask(*verb, tmp_path / "file.yaml")

    assert (missing.code, missing.out, file.code, file.out) == (2, "", 2, "")
    assert "there is no such folder" in missing.err
    assert "this is not a folder" in file.err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads every folder")
def test_a_folder_without_permission_ends_with_2(ask: Ask, tmp_path: Path) -> None:
    tmp_path.chmod(0)
    try:
        assert ask("validate", tmp_path).code == 2
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("verb", [("validate",), ("list", "--catalog"), ("show", "acme", "--catalog")])
def test_a_folder_without_catalog_files_ends_with_3(ask: Ask, tmp_path: Path, verb: tuple[str, ...]) -> None:
    said = ask(*verb, tmp_path)

    assert said.code == 3
    assert "nothing was checked" in said.err


def test_of_a_folder_full_of_other_files_only_a_few_are_named(ask: Ask, tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"other{number}.yaml").write_text("a: b\n")
    said = ask("validate", tmp_path)

    assert said.code == 3
    assert said.out.count(" CAT") == 5


@pytest.mark.parametrize("verb", [("list", "sites"), ("list",), ("show", "acme")])
def test_other_verbs_refuse_a_catalog_with_errors(
    ask: Ask, write_catalog: WriteCatalog, verb: tuple[str, ...]
) -> None:
    said = ask(*verb, "--catalog", write_catalog(partners_broken=BROKEN))

    assert (said.code, said.out) == (2, "")
    assert "partners/broken.yaml:" in said.err
    assert "--allow-errors" in said.err


def test_allowed_errors_mark_the_answer(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog(partners_broken=BROKEN)
    table = ask("list", "sites", "--catalog", folder, "--allow-errors")
    answer = ask("list", "sites", "--catalog", folder, "--allow-errors", "--format", "json")

    assert (table.code, answer.code) == (0, 0)
    assert "acme-oss" in table.out
    assert table.out.endswith("The catalog has 1 error: what they hide is missing from this answer.\n")
    assert json.loads(answer.out)["catalog"]["errors"] == 1


def test_the_variable_names_a_catalog_and_the_option_wins(
    ask: Ask, write_catalog: WriteCatalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_catalog()
    monkeypatch.setenv("CDMO_PLAN_CATALOG", str(folder))
    by_variable = ask("list", "partners")
    monkeypatch.setenv("CDMO_PLAN_CATALOG", str(folder / "missing"))
    by_option = ask("list", "partners", "--catalog", folder)

    assert by_variable.out == by_option.out
    assert "acme" in by_variable.out


@pytest.mark.parametrize("day", ["2026-11", "2026", "20261121", "2026-02-30", "today", ""])
def test_a_day_is_written_in_one_way(ask: Ask, day: str) -> None:
    said = ask("list", "--as-of", day)

    assert (said.code, said.out) == (2, "")
    assert "--as-of" in said.err


def test_a_path_or_text_cannot_speak_to_the_terminal(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog(**{"partners_\x1b[31mred": 'partner: x\nname: "\\e[31m"\n'})
    said = ask("validate", folder)
    answer = ask("validate", folder, "--format", "json")

    assert said.code == 1
    assert "\\x1b[31mred.yaml" in said.out
    assert "\x1b" not in said.out + answer.out
    assert any("\x1b[31mred.yaml" in finding["file"] for finding in json.loads(answer.out)["findings"])


@pytest.mark.parametrize("verb", ["list", "show", "validate"])
def test_the_help_has_examples(ask: Ask, verb: str) -> None:
    said = ask(verb, "--help").out

    assert len(re.findall(rf"^  cdmo-plan {verb}", said, re.MULTILINE)) >= 3
