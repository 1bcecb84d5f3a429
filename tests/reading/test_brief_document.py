"""A brief from a file: the options' names, every problem with its place, and an example that users see."""

import re
from datetime import date
from pathlib import Path

import pytest

from cdmo_plan.cli.routes import command
from cdmo_plan.reading.brief_document import BriefDocument
from cdmo_plan.reading.files import read_text

PAGE = (Path(__file__).parents[2] / "docs" / "brief-format.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
NO_TERMS = {
    "context",
    "brief_file",
    "rank_by",
    "pareto",
    "within",
    "cost_in",
    "cost_per",
    "max_choices",
    "k",
    "unfold",
    "output",
    "detail",
    "catalog",
    "allow_errors",
    "public",
}


def _options(text: str) -> dict[str, object]:
    read = read_text(text, "brief", "brief.yaml")
    assert isinstance(read.document, BriefDocument), read.diagnostics
    return read.document.options()


def test_the_example_of_the_page_reads_without_a_finding() -> None:
    read = read_text(EXAMPLE, "brief", "programme.yaml")

    assert not read.diagnostics
    assert isinstance(read.document, BriefDocument)


def test_the_page_lists_every_field_and_no_other() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE)
    fields = [field.alias for field in BriefDocument.model_fields.values()]

    assert listed == fields


def test_every_term_of_the_command_line_may_stand_in_a_file() -> None:
    parameters = set(command.__annotations__) - NO_TERMS - {"return"}

    assert parameters | {"step_region"} == set(BriefDocument.model_fields)


def test_what_is_written_becomes_options() -> None:
    text = """
        modality: mab
        as-of: 2026-11-21
        region: [EU]
        step-region: {fill-finish: [US, CA]}
        scale-l: 2x2000
        via: {drug-substance: lonza}
        from: drug-substance
        max-transfers: 0
        single-contract: true
        include: [held]
        have: [working cell bank]
    """

    assert _options(text) == {
        "modality": "mab",
        "as_of": date(2026, 11, 21),
        "region": ["EU", "fill-finish=US", "fill-finish=CA"],
        "scale_l": "2x2000",
        "via": ["drug-substance=lonza"],
        "from_step": "drug-substance",
        "max_transfers": 0,
        "single_contract": True,
        "include": ["held"],
        "have": ["working cell bank"],
    }


@pytest.mark.parametrize("text", ["scale-l: 2000\n", 'scale-l: "2000"\n'])
def test_a_scale_may_be_a_plain_number(text: str) -> None:
    assert _options(text) == {"scale_l": "2000"}


BROKEN = """\
modalty: mab
as-of: 2026-11
region: [EU, fill-finish=US]
max-week: 4
max_partners: 2
max-partners: 0
scale-l: two
via: {fil-finish: lonza}
min-evidence: state
market: FDA
rank-by: weeks
"""


def test_all_problems_of_a_brief_are_found_at_once() -> None:
    found = {
        (each.mark.line, each.mark.column): (each.name, each.hint)
        for each in read_text(BROKEN, "brief", "b.yaml").diagnostics
    }

    assert found == {
        (1, 1): ("unknown-field", "did you mean modality?"),
        (2, 8): ("bad-date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        (3, 14): ("bad-form", "for example EU"),
        (4, 1): ("unknown-field", "did you mean max-weeks?"),
        (5, 1): ("unknown-field", "did you mean max-partners or max-transfers?"),
        (6, 15): ("out-of-range", None),
        (7, 10): ("bad-form", "for example 2x2000"),
        (8, 7): ("unknown-word", "did you mean fill-finish?"),
        (9, 15): (
            "unknown-word",
            "did you mean stated?; one of: stated, network-stated, inferred, general-knowledge",
        ),
        (10, 9): ("wrong-type", "write [FDA]"),
        (11, 1): ("unknown-field", found[11, 1][1]),
    }
    assert str(found[11, 1][1]).startswith("its fields are modality, as-of, region")
