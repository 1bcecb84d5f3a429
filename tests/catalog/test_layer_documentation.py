"""The private layer of docs/catalog-format.md lies over the catalog of the same page."""

from pathlib import Path

from cdmo_plan.catalog.load import Place, load_layers
from tests.reading.test_format_examples import EXAMPLES
from tests.support.layers import write_layer


def test_the_layer_of_the_page_lies_over_its_catalog(tmp_path: Path) -> None:
    below = {path: text for path, text in EXAMPLES.items() if not path.startswith("amendments/")}
    above = {path: text for path, text in EXAMPLES.items() if path.startswith("amendments/")}
    base = tmp_path / "base"
    for path, text in below.items():
        (base / path).parent.mkdir(parents=True, exist_ok=True)
        (base / path).write_text(text, encoding="utf-8")
    mine = write_layer(tmp_path / "mine", above)
    alone, both = load_layers([Place(base, "base")]), load_layers([Place(base, "base"), Place(mine, "mine")])
    errors = {(found.code, found.message) for found in both.diagnostics if found.severity.value == "error"}

    assert errors == {(f.code, f.message) for f in alone.diagnostics if f.severity.value == "error"}
    assert both.catalog.sites.keys() == alone.catalog.sites.keys() - {"example-fill-ghent"}
    row = both.catalog.rows_at("example-lyon")[0].capability
    assert [quote.price for quote in row.quotes] == ["EUR 1,200,000 to 1,450,000.50"]
    assert row.scale_l is not None
    assert (row.scale_l.min, row.scale_l.max) == (200, 3000)
    assert both.catalog.origins.is_private(row)
