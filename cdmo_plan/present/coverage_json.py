"""Coverage as plain data that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cdmo_plan.analysis.coverage import Cell, Coverage
from cdmo_plan.analysis.judged_recipes import Unasked
from cdmo_plan.analysis.markets import Market
from cdmo_plan.present.command_lines import routes_command
from cdmo_plan.present.coverage_words import COUNTED, O4
from cdmo_plan.present.routes_json import brief_record

if TYPE_CHECKING:
    from cdmo_plan.present.records_of_coverage import (
        CoverageBody,
        CoverageCell,
        MarketRecord,
        UnaskedRecord,
    )


def coverage_record(answer: Coverage) -> CoverageBody:
    """Return the answer; the habits of all answers stand before it."""
    return {
        "terms": brief_record(answer.terms),
        "by": answer.by,
        "region_of": answer.region_of,
        "markets": market_records(answer.markets),
        "cells": [cell_record(cell) for cell in answer.cells()],
        "unasked": unasked_records(answer.unasked),
        "counted": COUNTED,
        "caveat": O4,
    }


def market_records(markets: Iterable[Market]) -> list[MarketRecord]:
    """Return the columns."""
    return [{"id": market.id, "words": list(market.words)} for market in markets]


def unasked_records(unasked: Iterable[Unasked]) -> list[UnaskedRecord]:
    """Return the modalities without cells."""
    return [{"modality": found.modality, "reason": found.reason} for found in unasked]


def cell_record(cell: Cell) -> CoverageCell:
    """Return one cell."""
    return {
        "modality": cell.modality,
        "market": cell.market.id,
        "rows": cell.rows,
        "substance_partners": cell.substance,
        "fill_partners": cell.fill,
        "stages": [
            {"step": step, "role": role, "partners": sorted(partners)}
            for (step, role), partners in cell.sources
        ],
        "single_source": list(dict.fromkeys(step for step, _ in cell.single)),
        "missing": list(cell.missing),
        "only_doubts": cell.only_doubts,
        "doubtful": list(dict.fromkeys(step for step, _ in cell.doubtful)),
        "commands": [routes_command(brief) for brief in cell.briefs],
    }
