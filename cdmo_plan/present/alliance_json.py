"""An alliance as plain data that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cdmo_plan.analysis.alliance import Alliance, AllianceCell, Reach
from cdmo_plan.analysis.shared_equipment import Lister, SharedModel
from cdmo_plan.analysis.third_partners import Third
from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.present.alliance_words import COUNTED, WEEKS, effect_of
from cdmo_plan.present.command_lines import routes_command
from cdmo_plan.present.coverage_json import market_records, unasked_records
from cdmo_plan.present.coverage_words import O4
from cdmo_plan.present.routes_json import brief_record

if TYPE_CHECKING:
    from cdmo_plan.present.records_of_coverage import (
        AgreementRecord,
        AllianceBody,
        AllianceCellRecord,
        ListerRecord,
        ReachRecord,
        SharedModelRecord,
        ThirdRecord,
    )


def alliance_record(answer: Alliance, shared: Sequence[SharedModel]) -> AllianceBody:
    """Return the answer; the habits of all answers stand before it."""
    return {
        "parties": list(answer.parties.ids),
        "terms": brief_record(answer.terms),
        "hypothetical": answer.is_hypothetical,
        "agreements": [_agreement(agreement, answer) for agreement in answer.linking],
        "merging": list(answer.merging),
        "markets": market_records(answer.markets),
        "cells": [cell_record(cell) for cell in answer.cells],
        "third_partners": [_third(third) for third in answer.thirds],
        "shared_equipment": [_shared(found) for found in shared],
        "unasked": unasked_records(answer.unasked),
        "weeks_basis": WEEKS,
        "counted": COUNTED,
        "caveat": O4,
    }


def cell_record(cell: AllianceCell) -> AllianceCellRecord:
    """Return one cell."""
    return {
        "modality": cell.modality,
        "dose_form": cell.dose_form,
        "market": cell.market.id,
        "alone": {partner: _reach(alone) for partner, alone in cell.alone.items()},
        "before": _reach(cell.before),
        "after": _reach(cell.after),
        "at_any_contracts": _reach(cell.at_any),
        "opened": _reach(cell.opened),
        "contracts_before": list(cell.contracts_before),
        "weeks_saved": 0 if cell.opened.routes else None,
        "asks": list(cell.asks),
        "missing": list(cell.missing),
        "commands": [routes_command(brief.changed(single_contract=True)) for brief in cell.briefs],
    }


def _reach(reach: Reach) -> ReachRecord:
    return {"rows": reach.rows, "routes": reach.routes}


def _agreement(agreement: Agreement, answer: Alliance) -> AgreementRecord:
    return {
        "id": agreement.id,
        "kind": agreement.kind,
        "one_contract": agreement.one_contract,
        "lead": agreement.lead,
        "announced": None if agreement.announced is None else str(agreement.announced),
        "scope": agreement.scope.text,
        "effect": effect_of(agreement, answer),
        "sources": [source.reference for source in agreement.sources],
    }


def _third(third: Third) -> ThirdRecord:
    return {
        "partner": third.partner,
        "hypothetical": True,
        "fills": [
            {
                "modality": fill.modality,
                "dose_form": fill.dose_form,
                "market": fill.market,
                "steps": list(fill.steps),
                "only_doubts": fill.only_doubts,
            }
            for fill in third.fills
        ],
    }


def _shared(found: SharedModel) -> SharedModelRecord:
    return {
        "model": found.model,
        "step": found.step,
        "parties": _listers(found.parties),
        "others": _listers(found.others),
    }


def _listers(listers: Iterable[Lister]) -> list[ListerRecord]:
    return [
        {
            "partner": lister.partner,
            "site": lister.site,
            "capability": lister.capability,
            "takes_work": lister.takes_work,
        }
        for lister in listers
    ]
