"""Every example that help shows works."""

import re
import shlex
from pathlib import Path

import pytest

from cdmo_plan.cli.app import EXAMPLES
from cdmo_plan.cli.verbs import VERBS, load
from tests.cli.conftest import MANIFEST, Ask, WriteCatalog

_EXAMPLE = re.compile(r"^\s*cdmo-plan (.+)$", re.MULTILINE)


ANSWERS = """\
answers:
  - of: agc-copenhagen/drug-substance/1
    asked: market FDA
    answer: true
    dated: 2026-11
    source: made up for this test
"""


def examples_of(verb_name: str) -> list[str]:
    verb = next(verb for verb in VERBS if verb.name == verb_name)
    return _EXAMPLE.findall(load(verb).help or "")


@pytest.mark.parametrize("example", _EXAMPLE.findall(EXAMPLES))
def test_an_example_of_the_program_works(ask: Ask, example: str) -> None:
    said = ask(*shlex.split(example))

    assert (said.code, said.err) == (0, "")
    assert said.out


def test_there_are_three_examples() -> None:
    assert len(_EXAMPLE.findall(EXAMPLES)) == 3


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_every_verb_has_examples(verb: str) -> None:
    assert len(examples_of(verb)) >= 2


@pytest.mark.parametrize("example", [each for verb in VERBS for each in examples_of(verb.name)])
def test_an_example_of_a_verb_works(
    ask: Ask, example: str, write_catalog: WriteCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path.parent)
    _write_what_examples_name(tmp_path.parent)
    mine = write_catalog()
    command, *_ = example.split(" > ")
    words = [word.replace("my-catalog", str(mine)) for word in shlex.split(command)]

    said = ask(*words)

    # Who asks why there is no route mostly has none.
    assert said.code in ((0, 1) if words[0] == "explain" else (0,))
    assert said.err == ""
    assert said.out


def _write_what_examples_name(folder: Path) -> None:
    """Write what stands for the reader's own beside `my-catalog/`: a brief, and a layer over the default."""
    (folder / "programme.yaml").write_text("modality: mab\nregion: [EU]\n", encoding="utf-8")
    (folder / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    layer = folder / "my-layer"
    layer.mkdir(exist_ok=True)
    (layer / "manifest.yaml").write_text(MANIFEST.replace("trial", "mine"), encoding="utf-8")
