"""A brief in the words of the command line."""

from __future__ import annotations

import dataclasses
from datetime import date
from inspect import Parameter, Signature
from typing import Any

from cdmo_plan.domain import brief as domain
from cdmo_plan.library.terms import Words, fields, read_terms


class Brief(domain.Brief):
    """A sponsor's question, answered as of a day.

    `Brief("mab", region="EU", container="vial", single_contract=True, as_of="2026-11-21")`

    Keywords are the options of `cdmo-plan routes` with underscores (`from_step` and `to_step` for `--from`
    and `--to`), and take their spellings; a term that may be repeated takes one word or several, one for a
    step `"STEP=WORD"` or `{step: word}`. Scale is in litres, weeks are calendar weeks.

    A catalog changes with the day that is asked for, so `as_of` has no default: a notebook that is run
    again next year must not answer another question. `"today"` asks for today, as the clock has it.

    Args:
        modality: A modality (`mab`), all of whose recipes compete, or the id of one recipe.
        as_of: The day: `YYYY-MM-DD`, a `datetime.date`, or `"today"`.
        terms: The other terms; None, or leaving a term out, means that the sponsor does not mind.

    Raises:
        BriefRefused: If there is no such term or it does not take such words. Whether a catalog knows a
            region, step or site is told where the brief is asked.
    """

    __slots__ = ()

    def __init__(self, modality: str, *, as_of: date | str, **terms: Words) -> None:
        super().__init__(**read_terms({"modality": modality, "as_of": as_of, **terms}))

    def but(self, **terms: Words) -> Brief:
        """Return the brief with some terms said anew, the others as they were.

        `brief.but(avoid="agc-biologics")` asks the same of everyone else; None gives a term up.

        Raises:
            BriefRefused: As for a new brief.
        """
        given_up = {name: _unsaid(name) if words is None else words for name, words in terms.items()}
        return dataclasses.replace(self, **read_terms(given_up))


def _unsaid(name: str) -> Any:  # noqa: ANN401  the default of some field
    from cdmo_plan.library.terms import field_of

    field = field_of(name)
    return next(each.default for each in dataclasses.fields(domain.Brief) if each.name == field)


def _signature() -> Signature:
    """Return what `Brief` takes, for `help` and for the completion of notebooks: a term may be new."""
    domain_defaults = {each.name: each.default for each in dataclasses.fields(domain.Brief)}
    required = [
        Parameter("modality", Parameter.POSITIONAL_OR_KEYWORD, annotation=str),
        Parameter("as_of", Parameter.KEYWORD_ONLY, annotation=date | str),
    ]
    terms = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=domain_defaults[name], annotation=kind)
        for name, kind in fields().items()
        if name not in ("modality", "as_of")
    ]
    return Signature([*required, *terms])


setattr(Brief, "__signature__", _signature())  # noqa: B010  inspect reads it, and no type declares it
