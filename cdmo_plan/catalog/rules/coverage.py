"""CAT8: is every entity of use to some answer? Asked only of a catalog that was understood as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.catalog.rules.recipe_stages import makes
from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule


@rule("CAT801", "site-no-recipe-uses", Severity.INFO)
def site_no_recipe_uses(subject: Subject) -> Iterator[Finding]:
    """No recipe has a stage that any row of a site can do.

    The site appears in lists and in no route, whatever the brief says. Its recipe is missing, or a word of
    its rows is not the one that stages use.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-oss
            city: Oss
            country: NL
            capabilities: [{step: cell-processing, modalities: [car-t], sources: [general-knowledge]}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-oss
            city: Oss
            country: NL
            capabilities: [{step: fill-finish, modalities: [mab], sources: [general-knowledge]}]

    Nothing may be wrong: a recipe for the modality is worth writing.
    """
    if not subject.is_complete or not subject.catalog.processes:
        return
    stages = {
        (stage.step, stage.makes, stage.expression, stage.kind): stage
        for recipe in subject.catalog.processes
        for stage in recipe.stages
    }
    for site in subject.catalog.sites.values():
        rows = subject.catalog.rows_at(site.id)
        fitting = (
            makes(row, stage, subject)
            for row in rows
            for stage in stages.values()
            if stage.step == row.capability.step
        )
        if rows and not any(fitting):
            steps = ", ".join(dict.fromkeys(row.capability.step for row in rows))
            yield Finding(site.marks.of("capabilities"), f"No recipe can use {site.id} ({steps})")


@rule("CAT802", "site-without-offer", Severity.INFO)
def site_without_offer(subject: Subject) -> Iterator[Finding]:
    """A site has no capability and supplies nothing.

    It stands in lists and cannot be part of any route.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites: [{id: acme-oss, city: Oss, country: NL}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-oss
            city: Oss
            country: NL
            supplies: [{item: lipids, sources: [general-knowledge]}]

    Say what it does, where a source tells. A plant that is only known to exist may stay.
    """
    for site in subject.catalog.sites.values():
        if not subject.catalog.rows_at(site.id) and not site.supplies:
            yield Finding(site.marks.of("id"), f"Nothing is known of what {site.id} does")


@rule("CAT803", "partner-without-site", Severity.INFO)
def partner_without_site(subject: Subject) -> Iterator[Finding]:
    """A partner has no plant, and never had one.

    Its offers for a network can be listed, and only plants can be placed in a region or be audited.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [general-knowledge]}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-oss
            city: Oss
            country: NL
            capabilities: [{step: fill-finish, modalities: [mab], sources: [general-knowledge]}]

    Find out where its plants stand.
    """
    if not subject.is_complete:
        return
    for partner in subject.catalog.partners.values():
        if not subject.catalog.sites_of(partner.id):
            yield Finding(partner.marks.of("partner"), f"The partner {partner.id!r} has no plant")


@rule("CAT804", "organisation-unnamed", Severity.WARNING)
def organisation_unnamed(subject: Subject) -> Iterator[Finding]:
    """Nothing in the catalog names an organisation, and it has no parent.

    It is no parent, no owner, no supplier of a model, no party and no beneficiary: what it was added for is
    missing, or is written with another id. A brand is of use by its parent: who avoids one avoids both.

    Fires:

        # organisations.yaml
        organisations:
          - {id: pumps, name: Pumps, kinds: [supplier], sources: [general-knowledge]}
          - {id: valves, name: Valves, kinds: [supplier], sources: [general-knowledge]}

    Fits:

        # organisations.yaml
        organisations:
          - {id: pumps, name: Pumps, kinds: [supplier], parent: valves, sources: [general-knowledge]}
          - {id: valves, name: Valves, kinds: [parent], sources: [general-knowledge]}

    Write the fact that it is for, or delete it.
    """
    if not subject.is_complete:
        return
    named = _named(subject)
    for organisation in subject.catalog.organisations.values():
        if organisation.parent is None and not named & {
            organisation.id,
            organisation.name,
            *organisation.aliases,
        }:
            message = f"Nothing names the organisation {organisation.id!r}"
            yield Finding(organisation.marks.of("id"), message)


def _named(subject: Subject) -> set[str]:
    """Return the names by which entities speak of companies."""
    catalog = subject.catalog
    named = {partner.parent for partner in catalog.partners.values() if partner.parent}
    named |= {company.parent for company in catalog.organisations.values() if company.parent}
    named |= {model.supplier for model in catalog.equipment.values()}
    named |= {party for agreement in catalog.agreements for party in agreement.parties}
    named |= {owner.owner for site in catalog.sites.values() for owner in site.owners}
    holds = [hold for partner in catalog.partners.values() for hold in partner.holds]
    holds += [hold for site in catalog.sites.values() for hold in site.holds]
    holds += [hold for row in subject.rows for hold in row.capability.holds]
    return named | {hold.beneficiary for hold in holds if hold.beneficiary}


@rule("CAT805", "equipment-unlisted", Severity.INFO)
def equipment_unlisted(subject: Subject) -> Iterator[Finding]:
    """No row names a model of equipment.

    It is of use to nobody until a source tells who has one.

    Fires:

        # equipment.yaml
        equipment:
          - {id: pumps-reactor, supplier: pumps, model: Reactor, kind: stirred-tank,
             sources: [general-knowledge]}
          - {id: pumps-filler, supplier: pumps, model: Filler, kind: isolator filler,
             sources: [general-knowledge]}

    Fits:

        # equipment.yaml
        equipment:
          - {id: pumps-reactor, supplier: pumps, model: Reactor, kind: stirred-tank,
             sources: [general-knowledge]}

    Add it to the rows of those who have it, or leave it out.
    """
    if not subject.is_complete:
        return
    listed = {model for row in subject.rows for model in row.capability.equipment or ()}
    for model in subject.catalog.equipment.values():
        if model.id not in listed:
            yield Finding(model.marks.of("id"), f"No row names the model {model.id!r}")


@rule("CAT806", "modality-without-recipe", Severity.INFO)
def modality_without_recipe(subject: Subject) -> Iterator[Finding]:
    """Rows make a modality for which the catalog has no recipe.

    A brief for it is refused before anybody is asked, although somebody could do it.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: cell-processing, modalities: [car-t], sources: [general-knowledge]}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: drug-substance, modalities: [mab], sources: [general-knowledge]}]

    Write the recipe, in `processes/`.
    """
    if not subject.is_complete or not subject.catalog.processes:
        return
    known = {recipe.modality for recipe in subject.catalog.processes} | {"any-biologic"}
    known |= {stage.makes for recipe in subject.catalog.processes for stage in recipe.stages}
    first = {
        modality: row.capability for row in reversed(subject.rows) for modality in row.capability.modalities
    }
    for modality, capability in sorted(first.items()):
        if modality not in known:
            rows = sum(modality in row.capability.modalities for row in subject.rows)
            message = f"No recipe makes {modality}, which {rows} rows offer, this one among them"
            yield Finding(capability.marks.of("modalities"), message)
