"""What a private layer says never reaches the cache, whatever is asked of it and however it is laid."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from tests.cli.test_layers import CANARIES, CANARY, DAY, over
from tests.support.layers import BASE, PUBLIC, manifest, write_layer


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    for name, value in {"CDMO_PLAN_CACHE_DIR": str(folder), "CDMO_PLAN_NO_CACHE": "", "CI": ""}.items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.mark.parametrize("visibility", ["private", "secretly"])
def test_a_cache_holds_nothing_of_a_private_layer(
    ask: Ask, tmp_path: Path, cache: Path, visibility: str
) -> None:
    secret = write_layer(
        tmp_path / CANARY, CANARIES | {"manifest.yaml": manifest(f"{CANARY}-name", visibility)}
    )
    for folders, *options in (
        *(((BASE, secret), "--allow-errors"), ((BASE, secret), "--public")),
        *(((secret, BASE), "--allow-errors"), ((secret,), "--allow-errors")),
        ((BASE, PUBLIC, secret), "--allow-errors"),
    ):
        ask("list", "sites", *over(*folders), *options, *DAY)
    assert ask("routes", "mab", *over(BASE, PUBLIC), *DAY).code == 0

    kept = [path.read_bytes() for path in cache.iterdir()]
    assert kept, "what is public is kept"
    assert not [each for each in kept if CANARY.encode() in each.lower() or re.search(b"77,?771", each)]
