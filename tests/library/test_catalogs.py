"""A catalog is loaded whole, or refused with all that is wrong in it."""

import json
from pathlib import Path

import pytest

from cdmo_plan import Brief, BriefRefused, Catalog, CatalogError, load_catalog, plan
from cdmo_plan.analysis.inventory import LISTINGS
from cdmo_plan.cli.main import main
from tests.library.conftest import AS_OF, BASE, Edited


@pytest.mark.parametrize("path", [BASE, str(BASE), [BASE], (str(BASE),)])
def test_a_folder_is_loaded_however_it_is_named(path: object) -> None:
    catalog = load_catalog(path)  # type: ignore[arg-type]

    assert list(catalog.sites) == ["northwind-oss", "southwind-ghent"]
    assert repr(catalog) == f"<Catalog base {catalog.digest}: 2 partners, 2 sites, 1 recipes>"
    assert list(catalog.recipes) == ["mab"]


def test_the_default_catalog_is_loaded_whatever_the_environment_says(
    shipped: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDMO_PLAN_CATALOG", str(BASE))

    assert load_catalog().digest == shipped.digest
    assert shipped.layers == ("default",)
    assert {a.id for a in shipped.agreements.values()} == set(shipped.agreements)


@pytest.mark.parametrize("kind", ["sites", "partners", "modalities", "agreements"])
@pytest.mark.usefixtures("default_read_once")
def test_records_are_those_of_list(shipped: Catalog, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["list", kind, "--format", "json", "--as-of", AS_OF])

    assert shipped.records(kind, as_of=AS_OF) == json.loads(capsys.readouterr().out)[kind]


@pytest.mark.parametrize("kind", list(LISTINGS))
def test_records_are_plain(kind: str) -> None:
    records = load_catalog(BASE).records(kind, as_of=AS_OF)

    assert json.loads(json.dumps(records)) == records


def test_an_unknown_kind_is_refused(shipped: Catalog) -> None:
    with pytest.raises(BriefRefused, match="list one of partners, sites"):
        shipped.records("plants", as_of=AS_OF)


def test_errors_are_carried_with_their_places(edited: Edited) -> None:
    folder = edited("partners/northwind.yaml", "step: drug-substance", "step: drug-substanse")

    with pytest.raises(CatalogError) as raised:
        load_catalog(folder)

    error = raised.value
    (found,) = [each for each in error.diagnostics if "drug-substanse" in each.message]
    assert found.mark.file.endswith("northwind.yaml")
    assert (found.mark.line, found.hint is not None) == (13, True)
    assert f"{found.mark}: error {found.code}" in str(error)
    assert f"hint: {found.hint}" in str(error)
    assert "allow_errors=True" in str(error)


def test_an_answer_from_a_catalog_with_errors_is_marked(edited: Edited) -> None:
    folder = edited("partners/northwind.yaml", "step: drug-substance", "step: drug-substanse")
    answer = plan(load_catalog(folder, allow_errors=True), Brief("mab", as_of=AS_OF))

    assert answer.record()["catalog"]["errors"] >= 1
    assert "The catalog has" in answer._repr_html_()


def test_many_errors_are_cut_in_the_text_only(edited: Edited) -> None:
    sites = "".join(f"\n  - {{id: UPPER {number}, city: Oss, country: NL}}" for number in range(30))
    folder = edited("partners/northwind.yaml", "\nsources:", f"{sites}\nsources:")

    with pytest.raises(CatalogError) as raised:
        load_catalog(folder)

    assert len(raised.value.diagnostics) >= 30
    assert f"{len(raised.value.diagnostics) - 10} more in .diagnostics" in str(raised.value)
    assert len(str(raised.value).splitlines()) < 35


def test_text_of_a_catalog_cannot_command_a_terminal(edited: Edited) -> None:
    folder = edited("partners/northwind.yaml", "step: drug-substance", 'step: "\\e[2Jgone"')

    with pytest.raises(CatalogError) as raised:
        load_catalog(folder)

    assert "\x1b" not in str(raised.value)
    assert "gone" in str(raised.value)


def test_a_missing_folder_an_empty_one_and_one_named_twice_are_refused_alike(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(CatalogError, match=r"cannot be read.*nowhere") as missing:
        load_catalog(tmp_path / "nowhere")
    with pytest.raises(CatalogError, match=r"no catalog file in .*empty"):
        load_catalog(tmp_path / "empty")
    with pytest.raises(CatalogError, match=r"no catalog file in .*empty"):
        load_catalog([BASE, tmp_path / "empty"])
    with pytest.raises(CatalogError, match="is named twice"):
        load_catalog([BASE, BASE])

    assert missing.value.diagnostics == ()
    assert str(missing.value).endswith("processes/*.yaml")


def test_an_installation_without_a_catalog_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise FileNotFoundError("no default catalog: reinstall cdmo-plan")  # noqa: EM101, TRY003

    monkeypatch.setattr("cdmo_plan._default_catalog.default_catalog_path", nowhere)

    with pytest.raises(CatalogError, match="reinstall"):
        load_catalog()


def test_several_folders_lie_over_each_other_and_private_ones_can_be_left_out() -> None:
    private = BASE.with_name("private-layer")
    whole, public = load_catalog([BASE, private]), load_catalog([BASE, private], public=True)

    assert whole.layers == ("base", "mine")
    assert "westwind" in whole.partners
    assert public.layers == ("base",)
    assert public.digest == load_catalog(BASE).digest
    with pytest.raises(CatalogError, match="is private"):
        load_catalog(private, public=True, allow_errors=True)


def test_the_text_default_is_the_default_catalog_and_the_path_is_a_folder(tmp_path: Path) -> None:
    assert load_catalog("default").layers == ("default",)
    with pytest.raises(CatalogError, match="no such folder"):
        load_catalog(tmp_path / "default")
