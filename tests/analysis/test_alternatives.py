"""How else materials may be had: what that spares, and who supplies it for which modality."""

from datetime import date

import pytest

from cdmo_plan.analysis.alternatives import AlternativeLine, alternatives_of
from tests.support.real import AS_OF, real_catalog, recipe


def _line(name: str, material: str, day: date = AS_OF) -> AlternativeLine:
    lines = alternatives_of(recipe(name), real_catalog(), day)
    return next(line for line in lines if line.alternative.material == material)


def _sites(line: AlternativeLine) -> list[str]:
    return [supplier.site.id for supplier in line.suppliers]


def test_a_catalogue_plasmid_spares_its_bank_and_lot_and_has_a_supplier() -> None:
    line = _line("aav-suspension", "plasmid-helper")

    assert line.spares == ("helper-bank", "helper-gmp")
    assert _sites(line) == ["catalent-gosselies"]


def test_a_supplier_for_aav_is_none_for_a_lentivirus() -> None:
    assert _sites(_line("lentivirus", "plasmid-gagpol")) == []
    assert _sites(_line("car-t", "plasmid-goi")) == ["touchlight-hampton"]


def test_a_platform_has_no_supplier() -> None:
    line = _line("mab", "formulation")

    assert line.alternative.item is None
    assert line.suppliers == ()


def test_dna_that_is_the_product_has_no_other_source() -> None:
    assert all(
        line.alternative.item is None for line in alternatives_of(recipe("pdna"), real_catalog(), AS_OF)
    )


@pytest.mark.parametrize("process", real_catalog().processes, ids=lambda process: process.id)
def test_every_alternative_of_the_shipped_recipes_spares_work_and_not_the_gene(process: object) -> None:
    for line in alternatives_of(process, real_catalog(), AS_OF):  # type: ignore[arg-type]
        assert line.spares, line.alternative.material
        assert "vector-construction" not in line.spares
