"""The answers of `list` in JSON, kind by kind; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import Literal, TypedDict

from cdmo_plan.domain.vocabulary import AgreementKind, State, StepId
from cdmo_plan.present.records_of_answers import Answer, Origin
from cdmo_plan.present.schema_words import Amount, ModalityWord, PartialDay, StepWord


class LocationRecord(TypedDict):
    """Where a plant lies, at the grain of the city."""

    latitude: float
    """Degrees north."""
    longitude: float
    """Degrees east."""


class HeadquartersRecord(TypedDict):
    """The seat of a company."""

    city: str | None
    """The city."""
    country: str | None
    """The country's code."""


class OwnedRecord(TypedDict):
    """Who owns a plant, from when until when."""

    owner: str
    """A partner or an organisation."""
    since: PartialDay | None
    """From when, null where no source says so."""
    until: PartialDay | None
    """Until when, null for the present owner and where no source says so."""


class ListedCapability(Origin):
    """What a plant can do, in short; `show` tells the rest."""

    id: str
    """The id that `show` takes."""
    step: StepId
    """The step."""
    modalities: list[ModalityWord]
    """For which modalities."""
    status: State | None
    """The state of that day, null where no source states one."""


class ListedPartner(Origin):
    """A contract manufacturer."""

    id: str
    """The id."""
    name: str
    """The name."""
    former_names: list[str]
    """Names that it had before."""
    parent: str | None
    """The organisation or partner that it belongs to."""
    headquarters: HeadquartersRecord | None
    """Its seat, null where nothing is known of it."""
    sites: list[str]
    """The plants that it operates that day."""
    steps: list[StepWord]
    """The steps for which it takes work that day."""


class ListedSite(Origin):
    """A plant."""

    id: str
    """The id."""
    name: str
    """The name."""
    aliases: list[str]
    """Other names."""
    city: str
    """The city."""
    country: str
    """The country's code."""
    location: LocationRecord | None
    """Where it lies, null where that is not known."""
    partner: str | None
    """Who operates it that day, null where nobody who offers contracts is known to."""
    owners: list[OwnedRecord]
    """Who owns and owned it."""
    status: State | None
    """The state of that day, null where no source states one."""
    capabilities: list[ListedCapability]
    """What it can do."""


class ListedModality(Origin):
    """A modality."""

    modality: ModalityWord
    """The modality."""
    recipes: list[str]
    """The recipes for it."""
    makers: list[str]
    """Partners that take work on its substance that day, before any wish of a brief."""
    fillers: list[str]
    """Partners that take its filling that day, before any wish of a brief."""


class ListedStep(Origin):
    """A step."""

    step: StepWord
    """The step."""
    sites: list[str]
    """The plants that list it."""
    capabilities: list[ListedCapability]
    """All rows for it, those of networks too."""


class ListedAgreement(Origin):
    """An agreement."""

    id: str
    """The id."""
    kind: AgreementKind
    """What sort of link it is."""
    parties: list[str]
    """The partners and organisations that it links."""
    one_contract: bool | None
    """Whether the sponsor signs one contract, null where no source says so."""
    announced: PartialDay | None
    """When it was announced."""
    in_force: bool
    """Whether it may be in force that day, as far as known."""


class ListedEquipment(Origin):
    """A model of equipment."""

    id: str
    """The id."""
    supplier: str
    """The supplier."""
    parent: str | None
    """What the supplier belongs to."""
    model: str
    """The model as its supplier calls it."""
    kind: str
    """What sort of equipment it is."""
    sites: list[str]
    """The plants that list it, or the partner where a network does."""


class ListedRegion(Origin):
    """A region."""

    id: str
    """The id that --region takes."""
    name: str
    """The name."""
    aliases: list[str]
    """Other names."""
    countries: list[str]
    """The codes of its countries."""


class ListedOrganisation(Origin):
    """A party that is no contract manufacturer here."""

    id: str
    """The id."""
    name: str
    """The name."""
    aliases: list[str]
    """Other names."""
    kinds: list[str]
    """What it is in the catalog: supplier, parent, owner and so on."""
    parent: str | None
    """What it belongs to."""
    country: str | None
    """The country's code."""


class WithdrawnRecord(TypedDict):
    """An entity that a layer leaves out."""

    id: str
    """The id."""
    reason: str
    """Why."""


class ListedLayer(TypedDict):
    """A catalog among those that lie over each other."""

    id: str
    """The name by which answers speak of it."""
    title: str | None
    """What it says of itself."""
    as_of: PartialDay | None
    """The day on which it was last reviewed as a whole."""
    licence: str | None
    """The licence of its data."""
    visibility: Literal["public", "private"]
    """Whether its facts may be shared."""
    folder: str
    """Where its files lie, as places name them."""
    adds: Amount
    """How many entities it adds, rows too."""
    amends: list[str]
    """Entities of lower layers of which it says something."""
    withdraws: list[WithdrawnRecord]
    """Entities of lower layers that it leaves out."""


class PartnersAnswer(Answer):
    """The partners of a catalog."""

    partners: list[ListedPartner]
    """The partners by id."""


class SitesAnswer(Answer):
    """The plants of a catalog."""

    sites: list[ListedSite]
    """The plants by id."""


class ModalitiesAnswer(Answer):
    """The modalities that a recipe or a row names."""

    modalities: list[ListedModality]
    """The modalities in the order of the vocabulary."""


class StepsAnswer(Answer):
    """The steps, and who lists them."""

    steps: list[ListedStep]
    """The steps in the order of the work."""


class AgreementsAnswer(Answer):
    """The agreements of a catalog."""

    agreements: list[ListedAgreement]
    """The agreements by id."""


class EquipmentAnswer(Answer):
    """The models of equipment of a catalog."""

    equipment: list[ListedEquipment]
    """The models by id."""


class RegionsAnswer(Answer):
    """The regions of a catalog."""

    regions: list[ListedRegion]
    """The regions by id."""


class OrganisationsAnswer(Answer):
    """The organisations of a catalog."""

    organisations: list[ListedOrganisation]
    """The organisations by id."""


class LayersAnswer(Answer):
    """The catalogs that lie over each other."""

    layers: list[ListedLayer]
    """The layers, the lowest first."""
