"""Whatever is deleted from a catalog or written otherwise, loading gives findings and a catalog."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdmo_plan.catalog.load import Loaded, load_folder
from tests.catalog.tiny import TINY, write

Path_ = tuple[str | int, ...]
DATA = {path: yaml.load(text, Loader=yaml.BaseLoader) for path, text in TINY.items()}  # noqa: S506  no tags

ODD = st.sampled_from(
    ["", "~", "NO", "2024-13", "alpha", "reactor-2000", "mab", "-1", "1e999", "true", "any-biologic", "US"]
)
VALUES: st.SearchStrategy[Any] = (
    ODD | st.text(max_size=5) | st.just([]) | st.just({}) | st.lists(ODD, max_size=2)
)


def places(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the path of every value below the top of a document."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        yield (*path, key)
        yield from places(value, (*path, key))


PLACES = [(name, path) for name, data in DATA.items() for path in places(data)]


def mutated(data: Any, path: Path_, value: Any, *, drop: bool) -> Any:
    """Return the data with the value at a path taken out, or replaced."""
    key, *rest = path
    copy = dict(data) if isinstance(data, dict) else list(data)
    if rest and isinstance(copy[key], dict | list) and _has(copy[key], rest[0]):  # type: ignore[index]
        copy[key] = mutated(copy[key], tuple(rest), value, drop=drop)  # type: ignore[index]
    elif drop:
        del copy[key]  # type: ignore[arg-type]
    else:
        copy[key] = value  # type: ignore[index]
    return copy


def _has(data: Any, key: str | int) -> bool:
    return key in data if isinstance(data, dict) else isinstance(key, int) and key < len(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("catalog"))


def load(folder: Path, files: Mapping[str, Any]) -> Loaded:
    """Load the tiny catalog with these documents in place of its own."""
    texts = {
        name: yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True) for name, data in files.items()
    }
    try:
        return load_folder(write(folder, texts), shown_as="tiny")
    finally:
        write(folder, {name: TINY[name] for name in files})


MUTATIONS = st.lists(st.tuples(st.sampled_from(PLACES), VALUES, st.booleans()), min_size=1, max_size=4)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MUTATIONS)
def test_any_change_gives_findings_with_places_and_no_exception(
    folder: Path,
    mutations: list[tuple[tuple[str, Path_], Any, bool]],
) -> None:
    files: dict[str, Any] = {}
    for (name, path), value, drop in mutations:
        data = files.get(name, DATA[name])
        if _has(data, path[0]):
            files[name] = mutated(data, path, value, drop=drop)

    loaded = load(folder, files)

    assert list(loaded.diagnostics) == sorted(loaded.diagnostics)
    for found in loaded.diagnostics:
        assert found.mark.file.startswith("tiny/")
        assert found.mark.line >= 1
        assert found.mark.column >= 1
    for rows in loaded.catalog.by_step.values():
        assert all(row.site is None or row.site.id in loaded.catalog.sites for row in rows)


def test_every_single_deletion_loads(folder: Path) -> None:
    for name, path in PLACES:
        loaded = load(folder, {name: mutated(DATA[name], path, None, drop=True)})

        assert all(found.mark.file.startswith("tiny/") for found in loaded.diagnostics)
