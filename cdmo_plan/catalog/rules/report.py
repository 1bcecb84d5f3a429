"""Checking paths: catalog folders, or single files of them, and what was looked at."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

from cdmo_plan._default_catalog import is_default_catalog
from cdmo_plan.catalog import load
from cdmo_plan.catalog.load import Loaded
from cdmo_plan.catalog.rules.check import check
from cdmo_plan.diagnostics.diagnostic import Diagnostic, Severity
from cdmo_plan.domain.values import dataclass
from cdmo_plan.domain.vocabulary import STEPS
from cdmo_plan.reading.catalog_folder import ReadCatalog
from cdmo_plan.reading.files import printable
from cdmo_plan.reading.places import FOLDERS, ReadingFailure, kind_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One catalog folder that was checked; `only` names the files that were asked about, if not all.

    `inherited` is what the default catalog has by itself, where others lie over it: who writes those
    cannot mend it.
    """

    loaded: Loaded
    diagnostics: tuple[Diagnostic, ...]
    root: Path
    only: frozenset[str] | None = None
    inherited: tuple[Diagnostic, ...] = ()

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What was found in what was asked about."""
        return tuple(each for each in self.diagnostics if self.only is None or each.mark.file in self.only)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All catalogs that were checked, by which rules, as of which day."""

    checked: tuple[Checked, ...]
    codes: tuple[str, ...]
    day: date

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All findings by place."""
        return tuple(sorted(found for each in self.checked for found in each.findings))

    @property
    def inherited(self) -> tuple[Diagnostic, ...]:
        """What was not counted among the findings, since the default catalog has it by itself."""
        return tuple(found for each in self.checked for found in each.inherited)

    @property
    def is_default(self) -> bool:
        """Whether the catalog that ships with the program was checked, and nothing else."""
        folders = [folder for each in self.checked for folder in each.loaded.folders]
        return len(folders) == 1 and is_default_catalog(folders[0].root)

    @property
    def unread(self) -> int:
        """How many files were not understood, so that no rule could look into them."""
        return sum(file.document is None for each in self.checked for file in each.loaded.read_files)

    @property
    def private(self) -> frozenset[str]:
        """The files of private catalogs, as marks name them."""
        origins = (each.loaded.catalog.origins for each in self.checked)
        return frozenset(file for each in origins for layer in each.private for file in layer.files)

    def reaches(self, severity: Severity) -> bool:
        """Tell whether anything found weighs that much."""
        return any(found.severity.at_least(severity) for found in self.findings)

    def looked_at(self) -> dict[str, int]:
        """Return how many files and entities of each kind were looked at."""
        counted: Counter[str] = Counter()
        for each in self.checked:
            catalog = each.loaded.catalog
            counted["files"] += len(each.loaded.files)
            counted["partners"] += len(catalog.partners)
            counted["sites"] += len(catalog.sites)
            counted["capabilities"] += sum(len(catalog.rows(step)) for step in STEPS)
            counted["agreements"] += len(catalog.agreements)
            counted["organisations"] += len(catalog.organisations)
            counted["models of equipment"] += len(catalog.equipment)
            counted["recipes"] += len(catalog.processes)
        return dict(counted)


def check_loaded(loaded: Loaded, day: date, codes: Collection[str]) -> Report:
    """Check catalogs that lie over each other, as one; of the default catalog, what others do to it."""
    found = check(loaded, day, codes)
    below = _default_of(loaded) if loaded.catalog.origins.is_layered else None
    alone: set[Diagnostic] = set()
    if below is not None:
        alone.update(check(load.load_folder(below.root, shown_as=below.shown_as), day, codes))
    checked = Checked(
        loaded=loaded,
        diagnostics=tuple(each for each in found if each not in alone),
        root=loaded.folders[0].root,
        inherited=tuple(each for each in found if each in alone),
    )
    return Report(checked=(checked,), codes=tuple(codes), day=day)


def _default_of(loaded: Loaded) -> ReadCatalog | None:
    """Return the folder of the catalog that ships with the program, where it is one of these."""
    return next((folder for folder in loaded.folders if is_default_catalog(folder.root)), None)


def check_paths(
    paths: Iterable[Path], day: date, codes: Collection[str]
) -> tuple[Report, list[ReadingFailure]]:
    """Check catalog folders and files of them; a path that cannot be read does not keep others from it."""
    wanted: dict[Path, set[str] | None] = {}
    failures = []
    for path in paths:
        try:
            root, file = _place(path)
        except ReadingFailure as failure:
            failures.append(failure)
            continue
        only = wanted.setdefault(root, set() if file else None)
        if file is None:
            wanted[root] = None
        elif only is not None:
            only.add(file)
    checked = []
    for root, files in wanted.items():
        try:
            loaded = load.load_folder(root)
        except ReadingFailure as failure:
            failures.append(failure)
            continue
        found = check(loaded, day, codes)
        only_these = None if files is None else frozenset(files)
        checked.append(Checked(loaded=loaded, diagnostics=found, root=root, only=only_these))
    return Report(checked=tuple(checked), codes=tuple(codes), day=day), failures


def _place(path: Path) -> tuple[Path, str | None]:
    """Return the catalog folder of a path, and the file of it that is meant, as marks name it.

    Raises:
        ReadingFailure: If it is a file that belongs to no catalog.
    """
    # Unlike `Path.is_file`, which raises where a name is too long or a folder is locked.
    if not os.path.isfile(path):  # noqa: PTH113
        return path, None
    folder = Path(os.path.abspath(path)).parent.name  # noqa: PTH100  resolving would follow links
    if folder in FOLDERS:
        root = path.parent.parent if path.parent.name else Path("..")
        relative = f"{folder}/{path.name}"
    else:
        root, relative = path.parent, path.name
    if kind_of(relative) is None:
        message = f"{path}: this is not a folder, nor a file of a catalog"
        raise ReadingFailure(message)
    return root, printable(root / relative)


def most_frequent(findings: Sequence[Diagnostic]) -> list[tuple[int, Diagnostic]]:
    """Return how often each kind was found, the most frequent first, with one finding of it."""
    first = {found.code: found for found in reversed(findings)}
    counted = Counter(found.code for found in findings)
    return [(number, first[code]) for code, number in sorted(counted.items(), key=lambda c: (-c[1], c[0]))]
