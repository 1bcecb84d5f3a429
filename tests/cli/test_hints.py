"""Every error says what to do next."""

from pathlib import Path

import pytest

from tests.cli.conftest import Ask, WriteCatalog

WRONG = {
    "routes": "Hint: it is one of aav, ",
    "routes --region": "Try 'cdmo-plan",
    "rotes": "Did you mean 'routes'",
    "routes mab --regoin EU": "--region",
    "routes mab --container vail": "Did you mean 'vial'?",
    "routes mab --expression mamalian": "Did you mean 'mammalian'?",
    "routes mab --expression CHO": "Did you mean 'mammalian'?",
    "routes mab --development-phase phase-1": "Did you mean 'clinical'?",
    "routes mab --dose-form lyo": "Did you mean 'lyophilized'?",
    "routes mab --format md": "Did you mean 'markdown'?",
    "routes mab --max-weeks 60w": "is no whole number",
    "routes mab --region EU US": "Hint: an option takes one value: repeat it",
    "routes mab --region EU,US": "Hint: name each by itself: EU and US",
    "routes mab --market FDA,EMA": "Hint: name each by itself: FDA and EMA",
    "routes mab --avoid EU": "Hint: to leave a region out: --avoid-region EU",
    "routes mab --avoid agc": "Hint: did you mean agc-biologics",
    "routes mab --via fill=vetter": "Hint: did you mean fill-finish?",
    "routes mab --region EU --via drug-substance=agc-seattle": ": --region drug-substance=US",
    "routes mab --container 3": "Try 'cdmo-plan routes --help'",
    "routes mab extra": "Try 'cdmo-plan routes --help'",
    "routes mab -k 0": "Try 'cdmo-plan routes --help'",
    "routes mab --as-of x": "YYYY-MM-DD",
    "routes mab --as-of 2026": "write YYYY-MM-DD",
    "routes mabb": "Hint: did you mean ",
    "routes zzzzzz": "Hint: there are recipes for aav",
    "routes mab --region =EU": "Hint: write --region",
    "routes mab --region zzzzzz": "Hint: regions: ",
    "routes mab --region zzz=EU": "Hint: steps: ",
    "routes mab --via x": "Hint: write --via",
    "routes mab --via fill-finish=zzzzzz": "Hint: `cdmo-plan list sites`",
    "routes mab --avoid zzzzzz": "Hint: `cdmo-plan list partners`",
    "routes mab --avoid astrazeneca": "Hint: ",
    "routes mab --scale-l many": "Hint: write litres",
    "routes mab --rank-by zzzzzz": "Hint: criteria: ",
    "routes mab --rank-by weeks --development-phase commercial": "Hint: rank by another",
    "routes mab --from zzz": "Hint: steps: ",
    "routes mab --to plasmid-dna": "Hint: its ",
    "routes mab --from fill-finish --to drug-substance": "Hint: the order is ",
    "routes mab --catalog /no/such/folder": "Hint: name a folder",
    "list zzz": "Hint: list one of",
    "list --catalog /no/such/folder": "Hint: name a folder",
    "show": "Hint: cdmo-plan list shows",
    "show zzzzzz": "Hint: cdmo-plan list",
    "show samsung": "Did you mean 'samsung-biologics'",
    "show agc-copenhage": "Did you mean 'agc-copenhagen'",
    "validate /no/such/folder": "Hint: name folders",
    "validate --select zzz": "Hint: cdmo-plan rules",
    "validate --select CAT301 --ignore CAT3": "Hint: ignore fewer",
    "rules zzz": "Hint: cdmo-plan rules",
}


@pytest.mark.parametrize(("line", "said_next"), WRONG.items(), ids=list(WRONG))
def test_an_error_says_what_to_do_next(ask: Ask, line: str, said_next: str) -> None:
    said = ask(*line.split())

    assert said.code in (2, 3)
    assert said.out == ""
    assert said.err.startswith("Error: ")
    assert said_next in said.err
    assert "Traceback" not in said.err


def test_an_empty_folder_and_errors_say_what_to_do_next(
    ask: Ask, write_catalog: WriteCatalog, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    nothing = ask("routes", "mab", "--catalog", empty)
    wrong = ask("list", "--catalog", write_catalog(regions="countries: [x"))

    assert nothing.code == 3
    assert "Hint: a catalog folder holds" in nothing.err
    assert wrong.code == 2
    assert "Hint: mend them" in wrong.err
