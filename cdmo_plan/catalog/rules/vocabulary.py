"""CAT5, words: do countries, regions and terms mean what others mean by them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from cdmo_plan.catalog.rules.country_boxes import ISO_3166_1
from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.vocabulary import DEVELOPMENT_PHASES

_LISTS_OF_WORDS: Final = (
    "modalities",
    "excluded",
    "expression",
    "development_phases",
    "containers",
    "dose_forms",
    "equipment",
    "edqm",
    "destinations",
)


@rule("CAT501", "country-not-in-iso")
def country_not_in_iso(subject: Subject) -> Iterator[Finding]:
    """A country's code is not one of ISO 3166-1.

    Regions, customs and other people's data meet on these codes. The United Kingdom is GB there; `UK` belongs
    into its aliases.

    Fires:

        # regions.yaml
        countries:
          - {code: BE, name: Belgium, continent: europe, customs_territory: EEA}
          - {code: NL, name: Netherlands, continent: europe, customs_territory: EEA}
          - {code: UK, name: United Kingdom, continent: europe, customs_territory: GB}
        regions: []

    Fits:

        # regions.yaml
        countries:
          - {code: BE, name: Belgium, continent: europe, customs_territory: EEA}
          - {code: NL, name: Netherlands, continent: europe, customs_territory: EEA}
          - {code: GB, name: United Kingdom, continent: europe, customs_territory: GB, aliases: [UK]}
        regions: []

    Look the code up; two letters that no country has are not free to take.
    """
    for country in subject.catalog.countries.values():
        if country.code not in ISO_3166_1:
            message = f"{country.code!r} ({country.name}) is no code of ISO 3166-1"
            yield Finding(country.marks.of("code"), message)


@rule("CAT502", "region-named-as-country")
def region_named_as_country(subject: Subject) -> Iterator[Finding]:
    """A region's id or alias is the code of a country that the catalog does not have.

    North America as `NA` would be Namibia, and a brief that means the one would get the other as soon as
    somebody adds the country. Codes of the catalog's own countries are told apart as duplicate ids. Case does
    not matter on the command line, nor does it here.

    Fires:

        # regions.yaml
        countries:
          - {code: BE, name: Belgium, continent: europe, customs_territory: EEA}
          - {code: NL, name: Netherlands, continent: europe, customs_territory: EEA}
          - {code: US, name: United States, continent: north-america, customs_territory: US}
        regions:
          - {id: NA, name: North America, countries: [US]}

    Fits:

        # regions.yaml
        countries:
          - {code: BE, name: Belgium, continent: europe, customs_territory: EEA}
          - {code: NL, name: Netherlands, continent: europe, customs_territory: EEA}
          - {code: US, name: United States, continent: north-america, customs_territory: US}
        regions:
          - {id: north-america, name: North America, countries: [US]}

    Write the region's name in words.
    """
    taken = {code.casefold(): code for code in ISO_3166_1.difference(subject.catalog.countries)}
    for region in subject.catalog.regions.values():
        for field, names in (("id", (region.id,)), ("aliases", region.aliases)):
            for name in names:
                code = taken.get(name.casefold())
                if code:
                    message = f"{name!r} is the code of a country of its own, {code}"
                    yield Finding(region.marks.of(field), message)


@rule("CAT503", "region-empty", Severity.WARNING)
def region_empty(subject: Subject) -> Iterator[Finding]:
    """A region holds no country.

    A brief that asks for it has no route anywhere.

    Fires:

        # regions.yaml
        countries:
          - {code: BE, name: Belgium, continent: europe, customs_territory: EEA}
          - {code: NL, name: Netherlands, continent: europe, customs_territory: EEA}
        regions:
          - {id: benelux, name: Benelux}

    Fits:

        # regions.yaml
        countries:
          - {code: BE, name: Belgium, continent: europe, customs_territory: EEA}
          - {code: NL, name: Netherlands, continent: europe, customs_territory: EEA}
        regions:
          - {id: benelux, name: Benelux, countries: [BE, NL]}

    Name its countries, or the regions of which it is the union.
    """
    for region in subject.catalog.regions.values():
        if not region.countries:
            yield Finding(region.marks.entity, f"The region {region.id!r} holds no country")


@rule("CAT504", "destination-unknown", Severity.WARNING)
def destination_unknown(subject: Subject) -> Iterator[Finding]:
    """A row is limited to a market that is no region and no country.

    A limit that cannot be compared with a brief's market limits nothing.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], destinations: [Yurop],
                   sources: [general-knowledge]}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], destinations: [EU],
                   sources: [general-knowledge]}]

    Write region ids or country codes as `regions.yaml` has them.
    """
    catalog = subject.catalog
    known = [*catalog.regions, *catalog.countries]
    for country in catalog.countries.values():
        known += country.aliases
    if not known:
        return
    folded = {word.casefold() for word in known}
    for capability in (row.capability for row in subject.rows):
        for word in capability.destinations or ():
            if word.casefold() not in folded:
                near = did_you_mean(word, known, n=1)
                hint = f"did you mean {near[0]}?" if near else None
                message = f"{word!r} is no region and no country"
                yield Finding(capability.marks.of("destinations"), message, hint)


@rule("CAT505", "phases-out-of-order", Severity.WARNING)
def phases_out_of_order(subject: Subject) -> Iterator[Finding]:
    """Development phases are not written in their order, or one between two is left out.

    They follow each other. A line for preclinical and commercial supply that skips clinical supply is one
    whose middle was forgotten: a brief for it would be refused.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], development_phases: [commercial, preclinical],
                   sources: [general-knowledge]}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [general-knowledge],
                   development_phases: [preclinical, clinical, commercial]}]

    Write preclinical, clinical, commercial. Where a source names two that are no neighbours, say so in
    `note`.
    """
    order = {phase: number for number, phase in enumerate(DEVELOPMENT_PHASES)}
    for capability in (row.capability for row in subject.rows):
        places = [order[phase] for phase in capability.development_phases or ()]
        mark = capability.marks.of("development_phases")
        if places != sorted(places):
            yield Finding(mark, "Phases follow each other as preclinical, clinical, commercial")
        elif places and places[-1] - places[0] >= len(places):
            yield Finding(mark, "Preclinical and commercial supply without clinical supply between them")


@rule("CAT506", "word-twice", Severity.WARNING)
def word_twice(subject: Subject) -> Iterator[Finding]:
    """A list of words has the same word twice.

    The second one says nothing, and may stand for another that was meant.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab, mab], sources: [general-knowledge]}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab, adc], sources: [general-knowledge]}]

    Delete it, or write the other one.
    """
    for capability in (row.capability for row in subject.rows):
        for field in _LISTS_OF_WORDS:
            for word, times in Counter(getattr(capability, field) or ()).items():
                if times > 1:
                    yield Finding(capability.marks.of(field), f"{word!r} stands {times} times in {field!r}")


_MODES: Final = (
    ("stirred", frozenset({"suspension"})),
    ("rocking", frozenset({"suspension"})),
    ("fixed-bed", frozenset({"adherent"})),
    ("multi-plate", frozenset({"adherent"})),
    ("filler", frozenset[str]()),
    ("lyophilizer", frozenset[str]()),
)
"""Words of a kind of equipment, and the culture modes that such a model may have."""


@rule("CAT507", "culture-mode-disagrees", Severity.WARNING)
def culture_mode_disagrees(subject: Subject) -> Iterator[Finding]:
    """The culture mode of a model of equipment is not one that its kind has.

    Cells grow freely in a stirred tank, on a surface in a fixed bed, and not at all in a filler.

    Fires:

        # equipment.yaml
        equipment:
          - id: pumps-reactor
            supplier: pumps
            model: Reactor
            kind: stirred-tank single-use
            culture_mode: adherent
            sources: [general-knowledge]

    Fits:

        # equipment.yaml
        equipment:
          - id: pumps-reactor
            supplier: pumps
            model: Reactor
            kind: stirred-tank single-use
            culture_mode: suspension
            sources: [general-knowledge]

    Correct the one that the data sheet does not say.
    """
    for model in subject.catalog.equipment.values():
        for word, modes in _MODES:
            if word in model.kind.casefold() and model.culture_mode not in {*modes, None}:
                message = (
                    f"A model of the kind {model.kind!r} has not the culture mode {model.culture_mode!r}"
                )
                yield Finding(model.marks.of("culture_mode"), message)
