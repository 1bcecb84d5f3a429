"""What a sponsor needs, as named terms: each can be refused, relaxed or explained by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from cdmo_plan.domain.values import dataclass
from cdmo_plan.domain.vocabulary import Evidence

if TYPE_CHECKING:
    from typing import Self


@dataclass(frozen=True, slots=True)
class Term:
    """One condition of a brief, in the words of the command line: `region`, `EU`."""

    name: str
    value: str = ""

    def __str__(self) -> str:
        """Return the term as a lead would say it: `region EU`, `single-contract`."""
        return f"{self.name} {self.value}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleNeed:
    """Litres that a batch needs, in one vessel or in several at once (`2x2000`)."""

    volume_l: float
    vessels: int = 1

    @classmethod
    def parse(cls, text: str) -> ScaleNeed:
        """Read `2000` or `2x2000`.

        Raises:
            ValueError: If the text is neither.
        """
        head, several, tail = text.lower().replace(",", "").partition("x")
        count, volume = (head, tail) if several else ("1", head)
        need = cls(volume_l=float(volume), vessels=int(count))
        if not 0 < need.volume_l < float("inf") or need.vessels < 1:
            raise ValueError(text)
        return need

    def __str__(self) -> str:
        """Return the need as it is written on the command line."""
        whole = self.volume_l == int(self.volume_l)
        volume = str(int(self.volume_l)) if whole else repr(self.volume_l)
        return f"{self.vessels}x{volume}" if self.vessels > 1 else volume


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A term on the command line that replaces one of the brief's file, both as they were written."""

    term: str
    flag: str
    file: str

    def __str__(self) -> str:
        """Return what holds and what it replaces: `region EU (the brief file said US)`."""
        return f"{self.term} {self.flag}".strip() + f" (the brief file said {self.file})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A sponsor's question, answered as of a day.

    `modality` is a modality or the id of one recipe. `regions` are region ids or country codes, any of which
    will do; `step_regions` replace them for one step; `avoid_regions` are left out of either. `markets` are
    regulators, all of which are to be supplied. `via` and `avoid` name sites, partners, and (avoid)
    countries and suppliers. `have` are materials at hand, which nobody need make. `max_partners`,
    `max_transfers` and `max_weeks` bind whole routes, `min_evidence` every row. None and empty mean that the
    sponsor does not mind. `overrides` are no terms: they tell where the command line replaced a file's.
    """

    modality: str
    as_of: date
    regions: tuple[str, ...] = ()
    step_regions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    avoid_regions: tuple[str, ...] = ()
    container: str | None = None
    dose_form: str | None = None
    expression: str | None = None
    development_phase: str | None = None
    scale: ScaleNeed | None = None
    markets: tuple[str, ...] = ()
    via: tuple[tuple[str, str], ...] = ()
    avoid: tuple[str, ...] = ()
    from_step: str | None = None
    to_step: str | None = None
    have: tuple[str, ...] = ()
    single_contract: bool = False
    max_partners: int | None = None
    max_transfers: int | None = None
    max_weeks: int | None = None
    min_evidence: Evidence | None = None
    strict: bool = False
    include: frozenset[str] = frozenset()
    overrides: tuple[Override, ...] = ()

    @property
    def wanted_dose_form(self) -> str | None:
        """The dose form asked for; naming freeze-drying implies a freeze-dried product (RULES S6)."""
        named = {step for step, _ in self.via} | {self.from_step, self.to_step}
        if self.dose_form is None and "lyophilization" in named:
            return "lyophilized"
        return self.dose_form

    def terms(self) -> tuple[Term, ...]:
        """Return the conditions that can stand in the way of a route, in the order of the command line."""
        return tuple(self._terms())

    def _terms(self) -> Iterator[Term]:
        if self.regions:
            yield Term("region", " or ".join(self.regions))
        for step, regions in self.step_regions:
            yield Term("region", _step_region(step, regions))
        yield from self._simple(_STAGE_TERMS)
        for field, name in _LISTED_TERMS.items():
            yield from (Term(name, _written(value)) for value in getattr(self, field))
        yield from self._simple(_ROUTE_TERMS)

    def _simple(self, names: Mapping[str, str]) -> Iterator[Term]:
        for field, name in names.items():
            value = getattr(self, field)
            if value is True:
                yield Term(name)
            elif value is not None and value is not False:
                yield Term(name, str(value))

    def relaxations(self) -> tuple[Term, ...]:
        """Return what a brief gives or allows: it never stands in the way of a route (RULES S9, T1, T2)."""
        given = (Term("have", material) for material in self.have)
        return (*given, *(Term("include", kind) for kind in sorted(self.include)))

    def without(self, term: Term) -> Brief:
        """Return the brief with one term given up.

        Raises:
            ValueError: If the brief has no such term.
        """
        if term not in self.terms():
            message = f"the brief has no term {str(term)!r}"
            raise ValueError(message)
        return self.changed(**self._relaxed(term))

    def changed(self, **fields: object) -> Self:
        """Return the brief with some fields otherwise, as they are kept: nothing of it is read again.

        Raises:
            TypeError: If a brief has no such field.
        """
        if unknown := fields.keys() - set(_FIELDS):
            message = f"a brief has no {', '.join(sorted(unknown))}"
            raise TypeError(message)
        made = object.__new__(type(self))
        for name in _FIELDS:
            object.__setattr__(made, name, fields[name] if name in fields else getattr(self, name))
        return made

    def _relaxed(self, term: Term) -> dict[str, object]:
        if term.name == "region":
            kept = tuple(pair for pair in self.step_regions if _step_region(*pair) != term.value)
            return {"step_regions": kept} if "=" in term.value else {"regions": ()}
        for field, name in _LISTED_TERMS.items():
            if name == term.name:
                return {field: tuple(v for v in getattr(self, field) if _written(v) != term.value)}
        simple = {name: field for field, name in (_STAGE_TERMS | _ROUTE_TERMS).items()}
        field = simple[term.name]
        return {field: False if getattr(self, field) is True else None}


_FIELDS = tuple(Brief.__annotations__)


def _step_region(step: str, regions: tuple[str, ...]) -> str:
    return f"{step}={' or '.join(regions)}"


def _written(value: str | tuple[str, str]) -> str:
    return value if isinstance(value, str) else "=".join(value)


_STAGE_TERMS = {
    "container": "container",
    "dose_form": "dose-form",
    "expression": "expression",
    "development_phase": "development-phase",
    "scale": "scale-l",
    "from_step": "from",
    "to_step": "to",
}
_LISTED_TERMS = {"avoid_regions": "avoid-region", "markets": "market", "via": "via", "avoid": "avoid"}
"""Each value is a term of its own."""
_ROUTE_TERMS = {
    "single_contract": "single-contract",
    "max_partners": "max-partners",
    "max_transfers": "max-transfers",
    "max_weeks": "max-weeks",
    "min_evidence": "min-evidence",
    "strict": "strict",
}
