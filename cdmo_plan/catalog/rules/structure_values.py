"""CAT1, values: does every file have the shape of its kind, and every field a value of its type?"""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.rules import Finding, rule


@rule(codes.MISSING_FIELD)
def missing_field(subject: Subject) -> Iterator[Finding]:
    """A required field is missing.

    Few fields are required; without one of them the rest cannot be placed. A file with this error is not part
    of the catalog.

    Fires:

        # partners/acme.yaml
        partner: acme

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme

    Add the field that the finding names.
    """
    return subject.found(codes.MISSING_FIELD)


@rule(codes.UNKNOWN_FIELD)
def unknown_field(subject: Subject) -> Iterator[Finding]:
    """A field is not part of the format.

    A misspelt field would be an unknown that nobody notices, so no other field is let through.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        former_name: [Acme Proteins]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        former_names: [Acme Proteins]

    Correct the name. What no field can hold goes into `note`.
    """
    return subject.found(codes.UNKNOWN_FIELD)


@rule(codes.WRONG_TYPE)
def wrong_type(subject: Subject) -> Iterator[Finding]:
    """A list, mapping or text stands where another belongs.

    A single text in place of a list is the usual cause.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        former_names: Acme Proteins

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        former_names: [Acme Proteins]

    Write the form that the message asks for.
    """
    return subject.found(codes.WRONG_TYPE)


@rule(codes.UNKNOWN_WORD)
def unknown_word(subject: Subject) -> Iterator[Finding]:
    """A value is not in the field's vocabulary.

    Stages of recipes find capabilities by these words: a word that nobody else uses is never found.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - {step: filling, modalities: [mab], sources: [general-knowledge]}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - {step: fill-finish, modalities: [mab], sources: [general-knowledge]}

    Take a word of the list; docs/catalog-format.md explains them. A word that is missing is worth an issue.
    """
    return subject.found(codes.UNKNOWN_WORD)


@rule(codes.BAD_NUMBER)
def bad_number(subject: Subject) -> Iterator[Finding]:
    """A value is no finite number.

    Units stand in the names of fields, thousands are not separated, and nothing is infinite.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, floor_area_m2: "4,000"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, floor_area_m2: 4000}

    Write the digits alone, with a point for fractions.
    """
    return subject.found(codes.BAD_NUMBER)


@rule(codes.BAD_DATE)
def bad_date(subject: Subject) -> Iterator[Finding]:
    """A value is no date.

    Dates are as exact as their source: a year, a month or a day of the calendar.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sources_read: "2025-02-30"

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sources_read: "2025-02"

    Write YYYY, YYYY-MM or YYYY-MM-DD, and no more than the source tells.
    """
    return subject.found(codes.BAD_DATE)


@rule(codes.BAD_FLAG)
def bad_flag(subject: Subject) -> Iterator[Finding]:
    """A value is neither true nor false.

    A flag has no third value: what is unknown is left out.

    Fires:

        # equipment.yaml
        equipment:
          - id: pumps-reactor
            supplier: pumps
            model: Reactor
            kind: stirred-tank
            single_use: partly
            sources: [general-knowledge]

    Fits:

        # equipment.yaml
        equipment:
          - id: pumps-reactor
            supplier: pumps
            model: Reactor
            kind: stirred-tank
            single_use: true
            sources: [general-knowledge]

    Write `true` or `false`, or leave the field out.
    """
    return subject.found(codes.BAD_FLAG)


@rule(codes.BAD_FORM)
def bad_form(subject: Subject) -> Iterator[Finding]:
    """A text does not have the form that its field asks for.

    Ids are typed on command lines and compared letter by letter, so they have one form: kebab-case. Country
    codes are two capitals.

    Fires:

        # partners/acme.yaml
        partner: Acme_Biologics
        name: Acme

    Fits:

        # partners/acme.yaml
        partner: acme-biologics
        name: Acme

    Write it as the hint says.
    """
    return subject.found(codes.BAD_FORM)


@rule(codes.OUT_OF_RANGE)
def out_of_range(subject: Subject) -> Iterator[Finding]:
    """A number lies outside of what its field can mean.

    A volume is more than nothing, a latitude at most 90 degrees.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, location: {latitude: 517.7, longitude: 5.53}}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, location: {latitude: 51.77, longitude: 5.53}}

    Look it up again; a decimal point may have moved.
    """
    return subject.found(codes.OUT_OF_RANGE)


@rule(codes.EMPTY_VALUE)
def empty_value(subject: Subject) -> Iterator[Finding]:
    """A text or list is empty where it must say something.

    Unknown is left out. An empty list would say "none", which no source states.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - {step: fill-finish, modalities: [mab], containers: [], sources: [general-knowledge]}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - {step: fill-finish, modalities: [mab], sources: [general-knowledge]}

    Leave the field out, or fill it.
    """
    return subject.found(codes.EMPTY_VALUE)


@rule(codes.MORE_PROBLEMS)
def more_problems(subject: Subject) -> Iterator[Finding]:
    """A file has more problems than are listed.

    A file that is of another kind than its place says has one problem a line; the first thousand are enough.

    Fires:

        # partners/acme.yaml, its last line 1,001 times
        partner: acme
        name: Acme
        network:
        - {}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme

    Mend those that are listed, and check again.
    """
    return subject.found(codes.MORE_PROBLEMS)
