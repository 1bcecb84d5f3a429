"""Where a fact comes from: a page or a printed citation, when it was published and when it was read."""

from __future__ import annotations

from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.late import Late
from cdmo_plan.domain.marks import UNMARKED, Marks
from cdmo_plan.domain.values import dataclass

GENERAL_KNOWLEDGE_ID = "general-knowledge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Late):
    """A cited source; `mirror` says that the address is a copy whose original was not found."""

    id: str
    url: str | None = None
    citation: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    read: PartialDate | None = None
    supports: str | None = None
    mirror: bool = False
    marks: Marks = UNMARKED

    @property
    def reference(self) -> str:
        """The address, else the citation: what an answer prints and a script can follow."""
        return self.url or self.citation or self.id

    @property
    def is_general_knowledge(self) -> bool:
        """Whether no page was retrieved for what this source is cited for."""
        return self.id == GENERAL_KNOWLEDGE_ID


GENERAL_KNOWLEDGE = Source(id=GENERAL_KNOWLEDGE_ID, citation="general knowledge, no page retrieved")
