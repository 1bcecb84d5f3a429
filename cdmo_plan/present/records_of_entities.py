"""The answer of `show` in JSON; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from cdmo_plan.domain.vocabulary import AgreementKind, Container, State
from cdmo_plan.present.records_of_answers import Answer, Origin, Place
from cdmo_plan.present.records_of_capabilities import ShownCapability
from cdmo_plan.present.records_of_facts import (
    AmendedRecord,
    Cited,
    HoldRecord,
    IdentifiersRecord,
    OwnershipRecord,
    ScopeRecord,
    StatusRecord,
    SupplyRecord,
    Written,
)
from cdmo_plan.present.records_of_lists import (
    HeadquartersRecord,
    ListedModality,
    ListedSite,
    ListedStep,
    LocationRecord,
)
from cdmo_plan.present.records_of_recipes import ShownRecipe
from cdmo_plan.present.schema_words import PartialDay


class ShownSite(Written, Origin):
    """A plant."""

    id: str
    """The id."""
    name: str
    """The name."""
    city: str
    """The city."""
    country: str
    """The country's code."""
    partner: str | None
    """Who operates it that day, null where nobody who offers contracts is known to."""
    listed_by: str
    """The partner whose file lists it."""
    subdivision: str | None
    """The state, province or prefecture."""
    aliases: list[str]
    """Other names."""
    identifiers: IdentifiersRecord | None
    """Its numbers in the registers of others."""
    latitude: float | None
    """Degrees north."""
    longitude: float | None
    """Degrees east."""
    location: LocationRecord | None
    """Both degrees, as `list` has them."""
    floor_area_m2: float | None
    """Floor area in square metres."""
    owners: list[OwnershipRecord]
    """Who owns and owned it."""
    timeline: list[StatusRecord]
    """Its states, the earliest first."""
    holds: list[HoldRecord]
    """Capacity that is held."""
    supplies: list[SupplyRecord]
    """Inputs that it makes."""
    status: State | None
    """The state of that day, null where no source states one."""
    capabilities: list[ShownCapability]
    """What it can do."""
    amended: list[AmendedRecord]
    """What later layers amend of it."""


class ShownPartner(Written, Origin):
    """A contract manufacturer."""

    id: str
    """The id."""
    name: str
    """The name."""
    parent: str | None
    """The organisation or partner that it belongs to."""
    former_names: list[str]
    """Names that it had before."""
    headquarters_city: str | None
    """The city of its seat."""
    headquarters_country: str | None
    """The country of its seat."""
    headquarters: HeadquartersRecord | None
    """Both, as `list` has them."""
    holds: list[HoldRecord]
    """Capacity that is held."""
    timeline: list[StatusRecord]
    """Its states, the earliest first."""
    status: State | None
    """The state of that day, null where no source states one."""
    sites: list[ListedSite]
    """Its plants."""
    network_capabilities: list[ShownCapability]
    """What it offers without naming a plant."""
    agreements: list[str]
    """The agreements that it is party to."""
    amended: list[AmendedRecord]
    """What later layers amend of it."""


class ShownAgreement(Cited, Origin):
    """An agreement."""

    id: str
    """The id."""
    kind: AgreementKind
    """What sort of link it is."""
    parties: list[str]
    """The partners and organisations that it links."""
    scope: ScopeRecord
    """What it covers."""
    lead: str | None
    """Who signs the one contract."""
    one_contract: bool | None
    """Whether the sponsor signs one contract, null where no source says so."""
    announced: PartialDay | None
    """When it was announced."""
    until: PartialDay | None
    """Until when it holds."""
    in_force: bool
    """Whether it may be in force that day."""


class ShownOrganisation(Cited, Origin):
    """A party that is no contract manufacturer here."""

    id: str
    """The id."""
    name: str
    """The name."""
    kinds: list[str]
    """What it is in the catalog: supplier, parent, owner and so on."""
    parent: str | None
    """What it belongs to."""
    parent_since: PartialDay | None
    """Since when."""
    country: str | None
    """The country's code."""
    aliases: list[str]
    """Other names."""
    parents: list[str]
    """All that it belongs to, the next one first."""


class ShownEquipment(Cited, Origin):
    """A model of equipment."""

    id: str
    """The id."""
    supplier: str
    """The supplier."""
    model: str
    """The model as its supplier calls it."""
    kind: str
    """What sort of equipment it is."""
    culture_mode: str | None
    """How cells grow in it."""
    volume_l_min: float | None
    """The smallest volume in litres."""
    volume_l_max: float | None
    """The largest volume in litres."""
    surface_m2_min: float | None
    """The smallest culture surface in square metres."""
    surface_m2_max: float | None
    """The largest culture surface in square metres."""
    single_use: bool | None
    """Whether it is used once."""
    containers: list[Container]
    """Containers that it fills."""
    isolator: bool | None
    """Whether it stands in an isolator."""
    parents: list[str]
    """What the supplier belongs to, the next one first."""
    capabilities: list[str]
    """The rows that list it."""


class ShownRegion(Written, Origin):
    """A region."""

    id: str
    """The id that --region takes."""
    name: str
    """The name."""
    countries: list[str]
    """The codes of its countries."""
    aliases: list[str]
    """Other names."""
    sites: list[str]
    """The plants in it."""


class ShownCountry(TypedDict):
    """A country."""

    code: str
    """The code of ISO 3166-1."""
    name: str
    """The name."""
    continent: str
    """The continent."""
    customs_territory: str
    """Its own code, or that of the customs union it belongs to."""
    aliases: list[str]
    """Other names."""
    mark: Place
    """Where it is written."""
    sites: list[str]
    """The plants in it."""


class ShowAnswer(Answer):
    """What a word names: one entity, or a modality and the recipe that bears its name."""

    kinds: list[str]
    """The kinds of what was found, each of which is a key of this answer."""
    partner: NotRequired[ShownPartner]
    """Present for a partner."""
    site: NotRequired[ShownSite]
    """Present for a site."""
    capability: NotRequired[ShownCapability]
    """Present for a capability."""
    modality: NotRequired[ListedModality]
    """Present for a modality."""
    recipe: NotRequired[ShownRecipe]
    """Present for a recipe."""
    step: NotRequired[ListedStep]
    """Present for a step."""
    agreement: NotRequired[ShownAgreement]
    """Present for an agreement."""
    organisation: NotRequired[ShownOrganisation]
    """Present for an organisation."""
    equipment: NotRequired[ShownEquipment]
    """Present for a model of equipment."""
    region: NotRequired[ShownRegion]
    """Present for a region."""
    country: NotRequired[ShownCountry]
    """Present for a country."""
