"""A catalog to ask: loaded from a folder, or refused with all that is wrong in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.library.terms import read

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.diagnostics.diagnostic import Diagnostic
    from cdmo_plan.domain.agreements import Agreement
    from cdmo_plan.domain.partners import Partner, Site
    from cdmo_plan.domain.process import Process
    from cdmo_plan.domain.world import World
    from cdmo_plan.network.judging import Judge

StrPath: TypeAlias = "str | os.PathLike[str]"

_MOST_SHOWN = 10
_HOLDS = "a catalog folder holds manifest.yaml, partners/*.yaml and processes/*.yaml"


class CatalogError(Exception):
    """A catalog that cannot be answered from.

    `message` says why, `hint` what to do; `diagnostics` holds the errors found in its files, each with code,
    message, hint and `mark` (file, line, column); it is empty where no file could be read at all.
    """

    def __init__(self, message: str, hint: str | None = None, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.diagnostics = tuple(diagnostics)

    def __str__(self) -> str:
        """Return the message, the first errors a line each as `validate` prints them, and the hint."""
        from cdmo_plan.present.text import plain

        lines = [plain(self.message)]
        for found in self.diagnostics[:_MOST_SHOWN]:
            lines += [plain(found), *([f"  hint: {plain(found.hint)}"] if found.hint else [])]
        if len(self.diagnostics) > _MOST_SHOWN:
            lines.append(f"{len(self.diagnostics) - _MOST_SHOWN} more in .diagnostics")
        return "\n".join([*lines, *([f"Hint: {plain(self.hint)}"] if self.hint else [])])


@dataclass(frozen=True, eq=False, repr=False)
class Catalog:
    """The facts of a catalog, as `load_catalog` returns them; the same folder gives the same `digest`.

    Its entities are frozen dataclasses of `cdmo_plan.domain`: every one has its sources and the place in the
    file (`marks`), and what no source states is None. `world` is the catalog as the planner sees it.
    """

    loaded: Loaded

    @property
    def world(self) -> World:
        """All facts, indexed: `cdmo_plan.domain.world.World`."""
        return self.loaded.catalog

    @cached_property
    def judge(self) -> Judge:
        """What the answers of this catalog have in common: the second brief is quicker than the first."""
        from cdmo_plan.network.judging import Judge

        return Judge(self.world)

    @property
    def digest(self) -> str:
        """A digest of everything that answers depend on."""
        return self.world.digest

    @property
    def layers(self) -> tuple[str, ...]:
        """The names of the catalogs, the base first."""
        return self.world.layers

    @property
    def partners(self) -> Mapping[str, Partner]:
        """Contract manufacturers by id."""
        return self.world.partners

    @property
    def sites(self) -> Mapping[str, Site]:
        """Plants by id."""
        return self.world.sites

    @property
    def agreements(self) -> Mapping[str, Agreement]:
        """Agreements by id."""
        return {agreement.id: agreement for agreement in self.world.agreements}

    @property
    def recipes(self) -> Mapping[str, Process]:
        """Recipes by id."""
        return {process.id: process for process in self.world.processes}

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What loading found: warnings, and errors where they were allowed."""
        return self.loaded.diagnostics

    def records(self, kind: str, *, as_of: date | str) -> list[dict[str, Any]]:
        """Return all entities of a kind as plain data, as `cdmo-plan list KIND --format json` has them.

        Args:
            kind: `partners`, `sites`, `modalities`, `steps`, `agreements`, `equipment`, `regions`,
                `organisations` or `layers`.
            as_of: The day on which statuses and owners are asked: `YYYY-MM-DD`, a date, or `"today"`.

        Raises:
            BriefRefused: If there is no such kind or day.
        """
        from cdmo_plan.analysis.inventory import LISTINGS, listing
        from cdmo_plan.present.inventory_json import listing_records

        if kind not in LISTINGS:
            message = f"there is no list of {kind!r}"
            raise BriefRefused(message, f"list one of {', '.join(LISTINGS)}")
        day: date = read("as_of", date, as_of)
        records = listing_records(kind, listing(kind, self.world, day), day, self.world)
        return [dict[str, Any](each) for each in records]

    def __repr__(self) -> str:
        """Return what the catalog holds in numbers."""
        counts = f"{len(self.partners)} partners, {len(self.sites)} sites, {len(self.recipes)} recipes"
        return f"<Catalog {' + '.join(self.layers)} {self.digest}: {counts}>"


def load_catalog(
    path: StrPath | Iterable[StrPath] | None = None, *, allow_errors: bool = False, public: bool = False
) -> Catalog:
    """Load the catalog of a folder, the one that ships with the program, or several laid over each other.

    `CDMO_PLAN_CATALOG` is a setting of the command line and is not read.

    Args:
        path: A catalog folder; the default catalog if left out. In a sequence each lies over those before it,
            and the later one wins. The text `default` names the default catalog, `Path("default")` a folder.
        allow_errors: Whether to answer from a catalog with errors too. Its records are marked then.
        public: Whether to leave private catalogs out, so that answers can be shared.

    Raises:
        CatalogError: If a folder cannot be read, holds no catalog or one with errors, or does not say whether
            it is private where that is asked.
    """
    from cdmo_plan.catalog.rules.check import with_errors

    folders = [path] if isinstance(path, str | os.PathLike) else list(path or ())
    loaded = _load(folders, public=public)
    empty = [folder for folder in loaded.folders if not folder.files]
    if empty:
        message = f"no catalog file in {empty[0].root}"
        raise CatalogError(message, _HOLDS)
    if not loaded.folders:
        message = "every catalog that was named is private, and public=True leaves them out"
        raise CatalogError(message, 'name a public one too: load_catalog(["default", ...], public=True)')
    # Rules that find errors ask about no day, so that a catalog is right or wrong whatever is asked of it.
    loaded = with_errors(loaded, date.min)
    if loaded.has_errors and not allow_errors:
        errors = [found for found in loaded.diagnostics if found.severity.value == "error"]
        message = f"the catalog has {len(errors)} error{'s' if len(errors) > 1 else ''}"
        raise CatalogError(message, "mend them, or pass allow_errors=True for a marked answer", errors)
    # What files hold in the words of the format is linked by now, and would be held as long as the catalog.
    return Catalog(loaded._replace(folders=()))


def _load(folders: Sequence[StrPath], *, public: bool) -> Loaded:
    from cdmo_plan.catalog.load import VisibilityUnknownError, load_layers
    from cdmo_plan.catalog.places import LayerRefusedError, named_places
    from cdmo_plan.reading.files import ReadingFailure

    try:
        return load_layers(named_places(folders), public=public)
    except LayerRefusedError as refused:
        raise CatalogError(refused.message, refused.hint) from refused
    except VisibilityUnknownError as unknown:
        raise CatalogError(str(unknown)) from unknown
    except (ReadingFailure, FileNotFoundError) as failure:
        message = f"the catalog cannot be read: {failure}"
        raise CatalogError(message, _HOLDS if folders else None) from failure
