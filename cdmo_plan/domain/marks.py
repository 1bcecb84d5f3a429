"""Where in a catalog a fact stands: the file, line and column that an answer can name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from cdmo_plan.domain.late import Late
from cdmo_plan.domain.values import NamedTuple, dataclass


class Mark(NamedTuple):
    """A place in a text file; lines and columns count from 1, as editors do."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """Return `file:line:column`, the form that editors and CI jobs make clickable."""
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Mark("<built in memory>", 1, 1)


@dataclass(frozen=True, slots=True)
class Marks(Late):
    """The mark of an entity and of each of its fields, by field name."""

    entity: Mark = NOWHERE
    fields: Mapping[str, Mark] = field(default_factory=lambda: MappingProxyType({}), compare=False)

    def of(self, name: str) -> Mark:
        """Return the mark of a field, or of the entity where the field is not written."""
        return self.fields.get(name, self.entity)


UNMARKED = Marks()
