"""Every rule fires on the bad example of its manual page, and not on the good one."""

from pathlib import Path

import pytest

from cdmo_plan.catalog.rules.registry import RULES
from cdmo_plan.diagnostics.diagnostic import Severity
from tests.support.rule_examples import findings


@pytest.mark.parametrize("code", RULES)
def test_the_rule_fires_on_its_bad_example(code: str, tmp_path: Path) -> None:
    found = findings(RULES[code].manual.fires, tmp_path / "catalog")

    fired = [each for each in found if each.code == code]
    assert fired, found
    assert {(each.name, each.severity) for each in fired} == {
        (RULES[code].kind.name, RULES[code].kind.severity)
    }
    # The place that it names is one that its example wrote, or left out.
    assert {each.mark.file for each in fired} <= {f"catalog/{file.path}" for file in RULES[code].manual.fires}


@pytest.mark.parametrize("code", RULES)
def test_the_rule_is_silent_on_its_good_example(code: str, tmp_path: Path) -> None:
    found = findings(RULES[code].manual.fits, tmp_path / "catalog")

    assert code not in {each.code for each in found}
    assert not [each for each in found if each.severity is Severity.ERROR], "advice must not be wrong itself"


def test_the_base_catalog_has_no_finding(tmp_path: Path) -> None:
    assert findings((), tmp_path / "catalog") == ()
