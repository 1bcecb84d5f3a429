"""Files of `amendments/`, linked: what each says of which entity, before anything is laid over anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from cdmo_plan.catalog.file_context import FileContext
from cdmo_plan.catalog.link_partners import (
    Place,
    capability_facts,
    check_dotted,
    link_plants,
    link_rows,
    partner_facts,
    site_facts,
)
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.layers import Amended
from cdmo_plan.domain.marks import Mark
from cdmo_plan.domain.partners import Site
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.values import NamedTuple, dataclass
from cdmo_plan.reading.mark_tree import Path

if TYPE_CHECKING:
    from cdmo_plan.reading.amendment_documents import AmendmentsDocument, SiteAmendmentDocument
    from cdmo_plan.reading.fields import Document

_OTHERWISE_NAMED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "status": ("timeline",),
        "held": ("holds",),
        "duration_weeks": ("duration",),
        "location": ("latitude", "longitude"),
        "headquarters": ("headquarters_city", "headquarters_country"),
    }
)
"""Fields of the format that the domain names otherwise."""
_NO_FACTS: Final = frozenset(
    {"capability", "site", "partner", "replaces", "sources", "capabilities", "sites", "network"}
)
ENTRIES: Final = frozenset(
    {"timeline", "holds", "owners", "supplies", "aliases", "former_names"}
    | {"claims", "regulators", "batch_sizes", "quotes", "slots"}
)
"""Lists of entries, to which an amendment adds unless it says that it replaces them."""
WEAK: Final = frozenset({"inferred", "general_knowledge"})
"""Fields that grade others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What one layer says of one capability, site or partner (`kind`) of a layer below.

    `values` holds what is written, by the domain's names of fields; `written` gives the names in the file.
    `rows` and `sites` are new, and the ids of rows are numbered as if they were alone.
    """

    kind: str
    id: str
    values: Mapping[str, Any]
    written: Mapping[str, str]
    replaces: frozenset[str]
    amended: Amended
    mark: Mark
    rows: tuple[Capability, ...] = ()
    sites: tuple[Site, ...] = ()
    unnamed: frozenset[str] = field(default_factory=frozenset)
    """New sites without a name of their own: they bear their partner's."""

    @property
    def single(self) -> tuple[str, ...]:
        """The fields, by the domain's names, that are set and not added to."""
        added = (ENTRIES | WEAK) - self.replaces
        return tuple(name for name in self.values if name not in added)


class Withdrawal(NamedTuple):
    """An entity that a layer leaves out, why, and who says so."""

    id: str
    reason: str
    sources: tuple[Source, ...]
    mark: Mark


class LinkedAmendments(NamedTuple):
    """All that the amending files of one layer say."""

    amendments: tuple[Amendment, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()


def link_amendments(document: AmendmentsDocument, context: FileContext) -> LinkedAmendments:
    """Link one file of `amendments/`."""
    withdrawals = tuple(
        Withdrawal(
            written.id,
            written.reason,
            context.sources(written.sources, ("withdraw", number)),
            context.mark(("withdraw", number, "id")),
        )
        for number, written in enumerate(document.withdraw)
    )
    found = (*_capabilities(document, context), *_sites(document, context), *_partners(document, context))
    return LinkedAmendments(found, withdrawals)


def _capabilities(document: AmendmentsDocument, context: FileContext) -> Iterator[Amendment]:
    for number, written in enumerate(document.capabilities):
        path: Path = ("capabilities", number)
        check_dotted(written, context, path)
        known = capability_facts(written, context, path) | {"modalities": written.modalities}
        yield _amendment("capability", written, known, context, path)


def _sites(document: AmendmentsDocument, context: FileContext) -> Iterator[Amendment]:
    for number, written in enumerate(document.sites):
        path: Path = ("sites", number)
        known = site_facts(written, context, path) | {"city": written.city, "country": written.country}
        rows = tuple(_new_rows(written, context, path))
        yield _amendment("site", written, known, context, path, rows=rows)


def _new_rows(written: SiteAmendmentDocument, context: FileContext, path: Path) -> Iterator[Capability]:
    """Link rows of a site; whose they are is known where the site is."""
    return link_rows(
        written.capabilities, Place(written.site, "", written.site), context, (*path, "capabilities")
    )


def _partners(document: AmendmentsDocument, context: FileContext) -> Iterator[Amendment]:
    for number, written in enumerate(document.partners):
        path: Path = ("partners", number)
        known = partner_facts(written, context, path) | {"name": written.name}
        sites, rows = link_plants(written, written.partner, "", context, path)
        unnamed = frozenset(site.id for site in written.sites if site.name is None)
        new = {"rows": rows, "sites": sites, "unnamed": unnamed}
        yield _amendment("partner", written, known, context, path, **new)


def _amendment(
    kind: str,
    document: Document,
    known: Mapping[str, Any],
    context: FileContext,
    path: Path,
    **new: Any,  # noqa: ANN401  rows and sites
) -> Amendment:
    fields = tuple(sorted(document.model_fields_set - _NO_FACTS))
    written = {name: field for field in fields for name in _OTHERWISE_NAMED.get(field, (field,))}
    replaces: tuple[str, ...] = getattr(document, "replaces", ())
    return Amendment(
        kind=kind,
        id=getattr(document, kind),
        values={name: known[name] for name in written if known[name] is not None},
        written=written,
        replaces=frozenset(name for field in replaces for name in _OTHERWISE_NAMED.get(field, (field,))),
        amended=Amended(
            fields=fields,
            sources=context.sources(getattr(document, "sources", ()), path),
            marks=context.marks(path),
        ),
        mark=context.mark((*path, kind)),
        **new,
    )
