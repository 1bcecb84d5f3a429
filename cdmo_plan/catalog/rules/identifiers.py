"""CAT5, numbers: do the identifiers of registers have their form, and name one plant each?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.domain.edqm import STANDARD_TERMS
from cdmo_plan.domain.marks import Mark
from cdmo_plan.domain.partners import Site

_FEI: Final = re.compile(r"\d{7}(\d{3})?", re.ASCII)
_DUNS: Final = re.compile(r"\d{9}", re.ASCII)
_GLN: Final = re.compile(r"\d{13}", re.ASCII)


def _numbers(subject: Subject, register: str) -> Iterator[tuple[str, Mark, Site]]:
    for site in subject.catalog.sites.values():
        number = getattr(site.identifiers, register) if site.identifiers else None
        if number is not None and site.identifiers:
            yield number, site.identifiers.marks.of(register), site


@rule("CAT511", "fei-malformed")
def fei_malformed(subject: Subject) -> Iterator[Finding]:
    """An FDA Establishment Identifier has neither 7 nor 10 digits.

    FDA's list of establishments pads the number to ten digits with zeros in front, which unquoted YAML drops.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, identifiers: {fei: "360"}}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, identifiers: {fei: "0000000360"}}

    Copy it anew, in quotes and with its zeros.
    """
    for number, mark, _site in _numbers(subject, "fei"):
        if not _FEI.fullmatch(number):
            yield Finding(mark, f"An FEI has 7 or 10 digits, and {number!r} has not")


@rule("CAT512", "duns-malformed")
def duns_malformed(subject: Subject) -> Iterator[Finding]:
    """A D-U-N-S number does not have 9 digits.

    FDA knows facilities by it; the hyphens that some print are no part of the number.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, identifiers: {duns: "12-345-6789"}}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, identifiers: {duns: "123456789"}}

    Write the nine digits alone, in quotes.
    """
    for number, mark, _site in _numbers(subject, "duns"):
        if not _DUNS.fullmatch(number):
            bare = re.sub(r"[\s-]", "", number)
            hint = f'write "{bare}"' if _DUNS.fullmatch(bare) else None
            yield Finding(mark, f"A D-U-N-S number has 9 digits, and {number!r} has not", hint)


@rule("CAT513", "gln-malformed")
def gln_malformed(subject: Subject) -> Iterator[Finding]:
    """A Global Location Number does not have 13 digits, or its last one does not check the others.

    The check digit tells almost every mistyped number from a right one.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, identifiers: {gln: "4012345678902"}}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, identifiers: {gln: "4012345678901"}}

    Copy it anew; the digit that the message names belongs to the first twelve as they stand.
    """
    for number, mark, _site in _numbers(subject, "gln"):
        if not _GLN.fullmatch(number):
            yield Finding(mark, f"A GLN has 13 digits, and {number!r} has not")
        elif check_digit(number[:-1]) != int(number[-1]):
            message = (
                f"The last digit of {number} should be {check_digit(number[:-1])}, if the others are right"
            )
            yield Finding(mark, message)


def check_digit(digits: str) -> int:
    """Return the GS1 check digit of a number: weights 3 and 1 from the right, to a multiple of ten."""
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return -weighted % 10


@rule("CAT514", "identifier-shared", Severity.WARNING)
def identifier_shared(subject: Subject) -> Iterator[Finding]:
    """Two sites have the same number in one register.

    A number names one establishment: the two are one plant under two ids, or one number was copied along.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, identifiers: {duns: "123456789"}}
          - {id: acme-ghent, city: Ghent, country: BE, identifiers: {duns: "123456789"}}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, identifiers: {duns: "123456789"}}
          - {id: acme-ghent, city: Ghent, country: BE, identifiers: {duns: "987654321"}}

    Look both up in the register.
    """
    for register in ("fei", "duns", "gln"):
        first: dict[str, tuple[Mark, Site]] = {}
        for number, mark, site in _numbers(subject, register):
            other_mark, other = first.setdefault(number, (mark, site))
            if other is not site:
                message = f"{register.upper()} {number} is that of {other.id} too"
                yield Finding(mark, message, related=((other_mark, "it stands here first"),))


@rule("CAT521", "edqm-unknown", Severity.WARNING)
def edqm_unknown(subject: Subject) -> Iterator[Finding]:
    """An EDQM Standard Term is none that a filling line is known for.

    Codes are looked up and never guessed: 30052000 is a pressurised container, and no syringe.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], edqm: ["30052000"], sources: [general-knowledge]}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], edqm: ["30051000"], containers: [prefilled-syringe],
                   sources: [general-knowledge]}]

    Look it up in EDQM's database. A right one that is missing here is worth an issue.
    """
    for capability in (row.capability for row in subject.rows):
        for code in capability.edqm:
            if code not in STANDARD_TERMS:
                yield Finding(capability.marks.of("edqm"), f"{code!r} is no known term of a filling line")


@rule("CAT522", "edqm-disagrees", Severity.WARNING)
def edqm_disagrees(subject: Subject) -> Iterator[Finding]:
    """An EDQM term names a container or dose form that the row does not list.

    Briefs are compared with `containers` and `dose_forms`: what only a code says is not found.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], edqm: ["11217000"], dose_forms: [liquid],
                   sources: [general-knowledge]}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], edqm: ["11217000"], dose_forms: [lyophilized],
                   sources: [general-knowledge]}]

    Add the word to the row, or correct the code.
    """
    for capability in (row.capability for row in subject.rows):
        terms = [STANDARD_TERMS[code] for code in capability.edqm if code in STANDARD_TERMS]
        for term in terms:
            for word, field in ((term.container, "containers"), (term.dose_form, "dose_forms")):
                if word and word not in (getattr(capability, field) or ()):
                    message = f"{term.code} is {term.name!r}, and {field!r} does not hold {word!r}"
                    yield Finding(capability.marks.of("edqm"), message)
