"""Commercial links between parties, and when two partners are one contract (RULES M4)."""

from __future__ import annotations

from datetime import date

from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.marks import UNMARKED, Marks
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.values import dataclass
from cdmo_plan.domain.vocabulary import JOINING_KINDS, AgreementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an agreement covers; None in a field means that its source does not limit it.

    `sites` limits it to plants by id, `dose_forms` what is filled under it. `text` is the scope in words, as
    the source tells it.
    """

    text: str
    steps: frozenset[str] | None = None
    modalities: frozenset[str] | None = None
    development_phases: frozenset[str] | None = None
    dose_forms: frozenset[str] | None = None
    sites: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A link between two or more parties (partner or organisation ids).

    `one_contract` is True only where a source says so; None is unstated and merges nothing. `lead` is the
    party that signs the one contract with the sponsor, None where no source names one.
    """

    id: str
    kind: AgreementKind
    parties: tuple[str, ...]
    scope: Scope
    lead: str | None = None
    one_contract: bool | None = None
    announced: PartialDate | None = None
    until: PartialDate | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED

    @property
    def joins(self) -> bool:
        """Whether it offers the parties' work together; supply, ownership and licences never do."""
        return self.kind in JOINING_KINDS

    def in_force_on(self, day: date) -> bool:
        """Tell whether it may be in force on that day; one that no source dates is."""
        begun = self.announced is None or self.announced.begun_by(day)
        return begun and not (self.until is not None and self.until.over_by(day))

    def covers(self, modality: str, development_phase: str | None) -> bool:
        """Tell whether its scope admits the brief; a phase that the brief leaves open is admitted."""
        scope = self.scope
        modality_fits = scope.modalities is None or modality in scope.modalities
        phase_fits = (
            development_phase is None
            or scope.development_phases is None
            or development_phase in scope.development_phases
        )
        return modality_fits and phase_fits

    def covers_stage(self, step: str, site: str | None, dose_form: str | None = None) -> bool:
        """Tell whether a stage at a site (None: a network offer) lies in its scope (RULES M4).

        Filling is asked for a dose form; who fills dries, so that a scope need not name drying.
        """
        scope = self.scope
        step_fits = scope.steps is None or step in scope.steps
        form_fits = step != "fill-finish" or self._covers_form(dose_form)
        return step_fits and form_fits and (scope.sites is None or site is None or site in scope.sites)

    def _covers_form(self, dose_form: str | None) -> bool:
        forms = self.scope.dose_forms
        return forms is None or dose_form is None or dose_form in forms
