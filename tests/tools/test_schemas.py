"""The schemas of answers: fresh, valid, complete, and strict enough to catch a wrong answer."""

import copy
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cdmo_plan.analysis.inventory import LISTINGS
from cdmo_plan.analysis.lookup import entities
from cdmo_plan.catalog.load import Loaded, load_folder
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.planner.plan import plan
from cdmo_plan.present.entity_json import entity_record
from cdmo_plan.present.routes_json import routes_record
from cdmo_plan.present.schemas import names
from tests.reading.test_format_examples import EXAMPLES
from tests.support.default_catalog import default_loaded
from tests.support.schemas import FOLDER, problems, schema_name
from tests.support.worlds import seeded_case
from tools.schemas import ANSWERS, texts

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 21)
HEAD = {"schema_version": 1, "as_of": "2026-11-21", "catalog": {"digest": "0", "layers": []}}
FRESH = texts()


@pytest.mark.parametrize("name", FRESH)
def test_every_file_is_fresh(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="ascii") == FRESH[name], "run `just docs`"


def test_no_file_is_generated_no_more() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(FRESH)
    assert set(names()) == {name.removesuffix(".json") for name in FRESH}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_has_a_valid_schema_of_its_own_name(name: str) -> None:
    schema = json.loads(FRESH[f"{name}.json"])

    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:cdmo-plan:schema:{name}:1"
    assert all(record["additionalProperties"] is False for record in [schema, *schema["$defs"].values()])
    assert all(each["description"] for each in _keys(schema))


def _keys(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for record in [schema, *schema["$defs"].values()]:
        yield from record["properties"].values()


def test_every_kind_of_list_has_a_schema() -> None:
    assert {schema_name(["list", kind]) for kind in LISTINGS} <= set(ANSWERS)


@pytest.fixture(scope="session")
def every_field(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The examples of the documentation, which together write every field of the format."""
    folder = tmp_path_factory.mktemp("examples")
    for name, text in EXAMPLES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_folder(folder)


@pytest.mark.parametrize("source", ["shipped", "examples"])
def test_every_entity_fits_its_schema(source: str, every_field: Loaded) -> None:
    loaded = every_field if source == "examples" else default_loaded()
    # A few of each kind among the thousands that are shipped; all of the examples.
    kept: dict[str, int] = {}
    wrong = []
    for found in entities(loaded.catalog):
        kept[found.kind] = kept.get(found.kind, 0) + 1
        if source == "shipped" and kept[found.kind] % 12 != 1:
            continue
        answer = {**HEAD, "kinds": [found.kind], found.kind: entity_record(found, loaded.catalog, DAY)}
        wrong += [f"{found.id}: {problem}" for problem in problems("show", answer)]

    assert not wrong
    assert len(kept) >= 10


def test_routes_of_random_worlds_fit_their_schema() -> None:
    seen = set()
    for seed in range(40):
        case = seeded_case(seed)
        try:
            answer = {**HEAD, **routes_record(plan(case.world, case.brief), case.world)}
        except BriefRefused:
            continue
        assert not problems("routes", answer), f"seed {seed}"
        seen.add(answer["no_route"] is None)

    assert seen == {True, False}


GOLDEN = json.loads((ROOT / "tests/golden/cases/routes-mab-json/stdout").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["as_of"], "21 November 2026"),
        (["as_of"], "2026-13-01"),
        (["schema_version"], 2),
        (["routes", 0, "steps", 0, "evidence"], "rumour"),
        (["routes", 0, "steps", 0, "step"], "fill_finish"),
        (["routes", 0, "metrics", "weeks"], -1),
        (["routes", 0, "metrics", "weeks"], "50"),
        (["routes", 0, "unheard_of"], None),
        (["no_route"], {}),
    ],
)
def test_a_corrupted_answer_does_not_fit(path: list[Any], value: Any) -> None:
    answer = copy.deepcopy(GOLDEN)
    inner = answer
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value

    assert not problems("routes", GOLDEN)
    assert problems("routes", answer)


@pytest.mark.parametrize("key", ["schema_version", "as_of", "catalog", "routes", "no_route"])
def test_an_answer_without_a_key_does_not_fit(key: str) -> None:
    assert problems("routes", {name: value for name, value in GOLDEN.items() if name != key})
