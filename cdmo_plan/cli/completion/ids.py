"""The ids of the catalogs that a command line names, with what to say beside each."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from cdmo_plan.reading.outline import Outlined, outline

Pairs = Iterator[tuple[str, str]]

DEFAULT = "default"


class Ids:
    """Ids of catalog folders, read when they are asked for."""

    def __init__(self, folders: Sequence[Path], words: Sequence[str] = ()) -> None:
        self._folders = folders
        self._words = words

    def of(self, atom: str, step: str = "", typed: str = "") -> Pairs:
        """Yield the ids that a place named so takes: of those who do a step, where it stands before them."""
        if atom == "MODALITY":
            yield from self._modalities()
        elif atom == "REGION":
            yield from self._named("region", "country")
        elif atom == "COUNTRY":
            yield from self._named("country")
        elif atom == "SITE":
            yield from self._doing("site", step)
        elif atom == "PARTNER":
            yield from self._doing("partner", step)
        elif atom == "SUPPLIER":
            found = self._read("organisation")
            yield from (
                (each.id, _says(each)) for each in found if "supplier" in each.fields.get("kinds", "")
            )
        elif atom == "ID":
            yield from self._capabilities(typed) if "/" in typed else self._everything()
        elif atom.islower():
            yield atom, ""  # a word of the metavar itself, as in `default|DIR`

    def _read(self, *kinds: str) -> Iterator[Outlined]:
        for folder in self._folders:
            yield from outline(folder, kinds)

    def _named(self, *kinds: str) -> Pairs:
        return ((each.id, _says(each)) for each in self._read(*kinds))

    def _modalities(self) -> Pairs:
        recipes = list(self._read("recipe"))
        for modality in dict.fromkeys(each.fields.get("modality", "") for each in recipes):
            yield modality, f"every recipe for {modality}"
        yield from ((each.id, _says(each)) for each in recipes)

    def _doing(self, kind: str, step: str) -> Pairs:
        """Yield all of a kind, or those that list a step where some do."""
        found = list(self._read("partner", "site"))
        partner = ""
        doing = set()
        for each in found:
            partner = each.id if each.kind == "partner" else partner
            if step in each.steps:
                doing |= {each.id, partner}
        of_kind = [each for each in found if each.kind == kind]
        yield from ((each.id, _says(each)) for each in of_kind if not step or not doing or each.id in doing)

    def _everything(self) -> Pairs:
        yield from self._named("partner", "site")
        yield from self._modalities()
        yield from ((step, "a step") for step in self._words)
        yield from self._named("agreement", "equipment", "organisation", "region", "country")

    def _capabilities(self, typed: str) -> Pairs:
        owner = typed.partition("/")[0].casefold()
        for each in self._read("partner", "site"):
            if each.id.casefold() == owner:
                for step in dict.fromkeys(each.steps):
                    for number in range(1, each.steps.count(step) + 1):
                        yield f"{each.id}/{step}/{number}", "a capability"


def folders_of(given: Sequence[str], from_environment: str) -> list[Path]:
    """Return the folders that the line names, else those of the environment, else the default catalog."""
    from cdmo_plan._default_catalog import default_catalog_path

    words = list(given) or [word for word in from_environment.split(os.pathsep) if word]
    folders = []
    for word in words or [DEFAULT]:
        # A folder of that name is `./default`.
        path = Path(os.path.expandvars(word)).expanduser()
        folders.append(default_catalog_path() if word == DEFAULT else path)
    return folders


def _says(entity: Outlined) -> str:
    fields = entity.fields
    if entity.kind == "site":
        place = ", ".join(fields[key] for key in ("city", "country") if fields.get(key))
        name = fields.get("name", "")
        return f"{name}, {place}" if name and place else name or place
    if entity.kind == "agreement":
        return fields.get("kind", "")
    return fields.get("name") or fields.get("model") or entity.kind
