"""What a layer's writer is told: what is withdrawn, how layers are named, and what is marked as private."""

from pathlib import Path

from tests.cli.conftest import Ask
from tests.cli.test_layers import over
from tests.support.layers import BASE, ROW, amending, write_layer


def test_a_withdrawn_row_is_told_to_be_withdrawn_and_by_whom(ask: Ask, tmp_path: Path) -> None:
    withdrawal = f"withdraw: [{{id: {ROW}, reason: it burnt down, sources: [general-knowledge]}}]\n"
    write_layer(tmp_path, {"amendments/a.yaml": withdrawal})

    said = ask("show", ROW, *over(BASE, tmp_path))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"Error: '{ROW}' is withdrawn by the catalog mine: it burnt down.\n")
    assert "burnt" not in ask("show", ROW, *over(BASE, tmp_path), "--public").err


def test_a_list_of_catalogs_in_one_name_is_told_how_to_be_written(ask: Ask) -> None:
    said = ask("list", "--catalog", "default,mine")

    assert (said.code, said.out) == (2, "")
    assert "name each catalog by itself: --catalog default --catalog mine" in said.err


def test_every_fact_of_a_private_entity_is_marked_in_csv(ask: Ask, tmp_path: Path) -> None:
    write_layer(tmp_path, {"amendments/a.yaml": amending(ROW, "scale_l: {max: 3000}")})
    lines = ask("show", "northwind-oss", *over(BASE, tmp_path), "--format", "csv").out.splitlines()[1:]
    public = ask("show", "northwind-oss", *over(BASE, tmp_path), "--format", "csv", "--public").out

    scale = [line for line in lines if ".scale_l.max,3000" in line]
    assert len(scale) == 1
    assert scale[0].endswith(",true")
    others = [line for line in lines if ",capabilities[1]." in line]
    assert others
    assert not any(line.endswith(",true") for line in others)
    assert ",true\n" not in public.replace("bulk_in,true", "")
