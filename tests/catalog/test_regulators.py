"""The regulators of `regions.yaml`: linked with their territories, and refused where they name nothing."""

from pathlib import Path

import pytest

from cdmo_plan.catalog.load import Loaded, load_folder
from tests.catalog.tiny import TINY, write
from tests.support.real import real_catalog

LISTED = """\
regulators:
  - {id: EMA, name: Agency, territory: [EU], aliases: [EU GMP], sources: [general-knowledge]}
  - {id: FAMHP, name: Belgian Agency, territory: [BE], acts_for: EMA, sources: [general-knowledge]}
  - {id: WHO, name: Health Organization, sources: [general-knowledge]}
"""


def _load(folder: Path, text: str) -> Loaded:
    files = {**TINY, "regions.yaml": TINY["regions.yaml"] + text}
    return load_folder(write(folder / "tiny", files), shown_as="tiny")


def test_a_territory_is_named_by_regions_and_countries(tmp_path: Path) -> None:
    loaded = _load(tmp_path, LISTED)
    found = loaded.catalog.regulators

    assert not loaded.diagnostics
    assert {name: regulator.territory for name, regulator in found.items()} == {
        "EMA": {"BE", "FR"},
        "FAMHP": {"BE"},
        "WHO": None,
    }
    assert (found["FAMHP"].acts_for, found["EMA"].aliases) == ("EMA", ("EU GMP",))


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ("territory: [BE]", "territory: [BEL]", "No region has the id 'BEL'", "did you mean BE?"),
        ("acts_for: EMA", "acts_for: EMEA", "No regulator has the id 'EMEA'", "did you mean EMA?"),
        ("id: FAMHP", "id: EMA", "'EMA'", None),
        ("name: Agency, ", "", "The market regulator 'EMA' lacks the field 'name'", "add 'name'"),
    ],
)
def test_what_names_nothing_is_found_at_its_place(
    tmp_path: Path, old: str, new: str, message: str, hint: str | None
) -> None:
    (found,) = _load(tmp_path, LISTED.replace(old, new, 1)).diagnostics

    assert message in found.message
    assert found.mark.file == "tiny/regions.yaml"
    assert hint is None or found.hint == hint


def test_every_authority_of_the_shipped_catalog_is_listed() -> None:
    catalog = real_catalog()
    named = {
        record.authority
        for rows in catalog.by_step.values()
        for row in rows
        for record in row.capability.regulators
    }

    assert named <= set(catalog.regulators)
    assert all(regulator.territory for regulator in catalog.regulators.values())
