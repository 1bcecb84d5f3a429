"""CAT3 and CAT5, offers: can a quote be as it is written, and does it still bind anybody?"""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.currencies import CURRENCIES
from cdmo_plan.domain.quotes import Quote


def _quotes(subject: Subject) -> Iterator[tuple[Capability, Quote]]:
    return ((row.capability, quote) for row in subject.rows_read for quote in row.capability.quotes)


@rule("CAT341", "quote-upside-down")
def quote_upside_down(subject: Subject) -> Iterator[Finding]:
    """A quote has no amount, or its smallest amount is larger than its largest.

    Nobody can tell what it costs; a digit too many is the usual reason.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: fill-finish
            modalities: [mab]
            quotes:
              - {what: batch, amount: {min: 900000, max: 120000}, currency: EUR, dated: "2026-10",
                 sources: [general-knowledge]}
            sources: [general-knowledge]

    Fits:

        # mine/manifest.yaml
        format: "1"
        catalog: mine
        title: What suppliers told us
        as_of: "2026-11-21"
        licence: LicenseRef-Confidential
        visibility: private
        # mine/amendments/southwind.yaml
        capabilities:
          - capability: southwind-ghent/fill-finish/1
            quotes:
              - {what: batch, amount: {min: 90000, max: 120000}, currency: EUR, dated: "2026-10",
                 sources: [general-knowledge]}
            sources: [general-knowledge]

    Write the amount as it was quoted; one price has `min` and `max` alike.
    """
    for capability, quote in _quotes(subject):
        if quote.min is None and quote.max is None:
            message = f"The quote for {capability.id} has no amount"
            yield Finding(quote.marks.of("amount"), message, "add 'min', 'max' or both")
        elif quote.min is not None and quote.max is not None and quote.min > quote.max:
            message = f"The quote for {capability.id} is {quote.min:,f} at least and {quote.max:,f} at most"
            yield Finding(quote.marks.of("amount"), message)


@rule("CAT342", "quote-outlived", Severity.INFO)
def quote_outlived(subject: Subject) -> Iterator[Finding]:
    """A quote was valid until a day that is past.

    It tells what a batch cost, and binds nobody.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: fill-finish
            modalities: [mab]
            quotes:
              - {what: batch, amount: {max: 120000}, currency: EUR, dated: "2025-10", valid_until: "2026-03",
                 sources: [general-knowledge]}
            sources: [general-knowledge]

    Fits:

        # mine/manifest.yaml
        format: "1"
        catalog: mine
        title: What suppliers told us
        as_of: "2026-11-21"
        licence: LicenseRef-Confidential
        visibility: private
        # mine/amendments/southwind.yaml
        capabilities:
          - capability: southwind-ghent/fill-finish/1
            quotes:
              - {what: batch, amount: {max: 120000}, currency: EUR, dated: "2026-10", valid_until: "2027-03",
                 sources: [general-knowledge]}
            sources: [general-knowledge]

    Ask for it anew where it matters.
    """
    for capability, quote in _quotes(subject):
        if quote.is_over_by(subject.day):
            message = f"The quote of {quote.dated} for {capability.id} was valid until {quote.valid_until}"
            yield Finding(quote.marks.of("valid_until"), message)


@rule("CAT531", "currency-unknown", Severity.WARNING)
def currency_unknown(subject: Subject) -> Iterator[Finding]:
    """A currency is none that ISO 4217 lists as in use.

    Whoever adds quotes up, or converts them, looks for the code and finds none.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: fill-finish
            modalities: [mab]
            quotes:
              - {what: batch, amount: {max: 120000}, currency: EUO, dated: "2026-10",
                 sources: [general-knowledge]}
            sources: [general-knowledge]

    Fits:

        # mine/manifest.yaml
        format: "1"
        catalog: mine
        title: What suppliers told us
        as_of: "2026-11-21"
        licence: LicenseRef-Confidential
        visibility: private
        # mine/amendments/southwind.yaml
        capabilities:
          - capability: southwind-ghent/fill-finish/1
            quotes:
              - {what: batch, amount: {max: 120000}, currency: EUR, dated: "2026-10",
                 sources: [general-knowledge]}
            sources: [general-knowledge]

    Write the three letters of the currency in which the price was quoted. One that is no longer in use may
    stay in an old quote.
    """
    for capability, quote in _quotes(subject):
        if quote.currency not in CURRENCIES:
            near = did_you_mean(quote.currency, CURRENCIES)
            hint = f"did you mean {' or '.join(near)}?" if near else None
            message = (
                f"No currency in use has the code {quote.currency!r}, which {capability.id} is quoted in"
            )
            yield Finding(quote.marks.of("currency"), message, hint)
