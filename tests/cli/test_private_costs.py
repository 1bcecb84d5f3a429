"""Costs and private layers: `--public` leaves no trace of their quotes, and every cost with one is marked."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from tests.cli.test_layers import CANARIES, DAY, beside_the_public_answer, over
from tests.support.layers import BASE, ROW, manifest, write_layer

PRICES = {
    "manifest.yaml": manifest("prices").replace("visibility: private\n", ""),
    "amendments/a.yaml": f"""
capabilities:
  - capability: {ROW}
    quotes: [{{what: batch, amount: {{max: 1000}}, currency: EUR, dated: "2026-01", sources: [list]}}]
    sources: [list]
  - capability: southwind-ghent/fill-finish/1
    quotes: [{{what: batch, amount: {{min: 0, max: 0}}, currency: EUR, dated: "2026-01", sources: [list]}}]
    sources: [list]
sources_read: "2026-11"
sources: {{list: {{citation: An invented public price list, published: "2026"}}}}
""",
}
"""Public prices: the private layer has a newer one for a row, so that costs with it are private."""
FILLED = ("--from", "drug-substance")
BY_COST = (*FILLED, "--rank-by", "cost")
QUESTIONS = [
    *(("routes", "mab", *BY_COST, "--format", each) for each in ("table", "json", "csv", "markdown")),
    ("routes", "mab", *BY_COST, "--detail"),
    ("routes", "mab", *BY_COST, "--within", "10%", "--max-choices", "1", "--format", "markdown"),
    ("routes", "mab", *BY_COST, "--within", "5 EUR", "--max-choices", "1", "--format", "json"),
    ("routes", "mab", *FILLED, "--pareto", "cost,contracts", "--format", "markdown"),
    ("routes", "mab", *FILLED, "--cost-in", "EUR", "--cost-per", "batch"),
    *(("contrast", "mab", *BY_COST, "--prefer", "northwind", "--format", each) for each in ("table", "json")),
    ("ask", "mab", *BY_COST),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_public_tells_no_cost_of_a_private_quote_and_the_whole_answer_marks_each(
    ask: Ask, tmp_path: Path, question: tuple[str, ...]
) -> None:
    prices = write_layer(tmp_path / "prices", PRICES, visibility="public")
    secret = write_layer(tmp_path / "secret", CANARIES, visibility="private")
    whole = " ".join(beside_the_public_answer(ask, question, [BASE, prices, secret]).split())

    told = re.findall(r"(?:quote: )?EUR (?:up to )?77,7\d\d(?:\.\d+)?(?: a batch)?.{10}", whole)
    costs = [found for found in told if not found.startswith("quote: ")]
    assert all(found.endswith(" (private)") for found in costs), costs
    records = [found for found in re.findall(r"\{[^{}]*\}", whole) if re.search('"777[0-9]{2}[^"]*"', found)]
    assert all('"private": true' in found for found in records if '"dated"' not in found), records
    assert not re.search(r",777\d\d,EUR,batch,(?!true)", whole)
    assert costs or records or "--format csv" in " ".join(question) or question[0] in {"ask", "contrast"}


def test_a_cost_that_only_private_layers_quote_is_refused_without_them(ask: Ask, tmp_path: Path) -> None:
    secret = write_layer(tmp_path / "secret", CANARIES, visibility="private")
    never = ask("routes", "mab", *BY_COST, *DAY, *over(BASE))
    public = ask("routes", "mab", *BY_COST, *DAY, *over(BASE, secret), "--public")

    assert public == never
    assert (never.code, never.out) == (2, "")
    assert "Nothing is quoted in this catalog" in never.err
