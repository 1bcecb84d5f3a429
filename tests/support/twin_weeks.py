"""When the product is released: every step ends when the last that it waits for has, and its own time is up.

A second opinion to `network.timing`, for the twin.
"""

from collections.abc import Sequence
from math import ceil
from typing import Any

from cdmo_plan.domain.duration import MINUTES_PER_WEEK

Place = dict[str, Any] | None


def home_of(step: dict[str, Any], done: Sequence[dict[str, Any]]) -> int | None:
    """Return the stage whose site does a step: the first of its homes that lists what it asks for."""
    for number, listed in step["home"]:
        if listed is None or listed in done[number]["lists"]:
            return int(number)
    return None


def weeks(done: Sequence[dict[str, Any]], facts: dict[str, Any], column: int) -> int:
    """Return whole weeks from gene to release, with all times at their shortest, typical or longest."""
    steps = facts["steps"]
    ends: dict[int, int] = {}

    def end(number: int) -> int:
        if number not in ends:
            step = steps[number]
            ready = [
                end(other) + _delay(steps[other], step, kind, done, facts, column)
                for other, kind in step["after"]
            ]
            ends[number] = max(ready, default=0) + _duration(step, done)[column]
        return ends[number]

    return ceil(max(map(end, range(len(steps))), default=0) / MINUTES_PER_WEEK)


def is_bound(done: Sequence[dict[str, Any]], facts: dict[str, Any]) -> bool:
    """Tell whether the time of some step, or of some hand-over, is known from nowhere."""
    steps = facts["steps"]
    untimed = any(not step["known"] and not _own(step, done) for step in steps)
    lanes = {
        lane
        for step in steps
        for other, kind in step["after"]
        for lane in _lanes(steps[other], step, kind, done, facts)
    }
    somewhere = any(
        _is_nowhere(steps[other], step, kind, done) for step in steps for other, kind in step["after"]
    )
    return untimed or somewhere or not lanes <= set(facts["lanes"])


def _is_nowhere(
    source: dict[str, Any], target: dict[str, Any], kind: str, done: Sequence[dict[str, Any]]
) -> bool:
    """RULES S5: a plant is not named, and it is surely another than that of the other end."""
    here, there = home_of(source, done), home_of(target, done)
    if here is None or there is None or here == there or kind == "status":
        return False
    ends = done[here], done[there]
    may_be = [end["plants"] if end["site"] is None else {end["site"]} for end in ends]
    return any(end["site"] is None for end in ends) and not set(may_be[0]).intersection(may_be[1])


def _own(step: dict[str, Any], done: Sequence[dict[str, Any]]) -> list[tuple[int, int, int]]:
    stage = home_of(step, done)
    stated = () if stage is None else done[stage]["own_minutes"]
    return [minutes for name, minutes in stated if name == step["id"]]


def _duration(step: dict[str, Any], done: Sequence[dict[str, Any]]) -> tuple[int, int, int]:
    own = _own(step, done)
    minutes: tuple[int, int, int] = own[0] if own else step["minutes"]
    return minutes


def _delay(
    source: dict[str, Any],
    target: dict[str, Any],
    kind: str,
    done: Sequence[dict[str, Any]],
    facts: dict[str, Any],
    column: int,
) -> int:
    lanes = _lanes(source, target, kind, done, facts)
    return sum(facts["lanes"].get(lane, (0, 0, 0))[column] for lane in lanes)


def _lanes(
    source: dict[str, Any],
    target: dict[str, Any],
    kind: str,
    done: Sequence[dict[str, Any]],
    facts: dict[str, Any],
) -> list[str]:
    """RULES M1, W1: a status gates, a document costs technology transfer, a material is shipped."""
    here, there = home_of(source, done), home_of(target, done)
    if here is None or there is None or kind == "status":
        return []
    sites = {done[here]["site"], done[there]["site"]}
    if None in sites or len(sites) == 1:
        return []
    if kind == "document":
        return _transfer(done[here], done[there], target)
    return _shipping(done[here], done[there], facts)


def _transfer(here: dict[str, Any], there: dict[str, Any], target: dict[str, Any]) -> list[str]:
    if here["partner"] == there["partner"]:
        return ["transfer-intra-company"]
    return ["transfer-to-filler" if target["filler"] else "transfer-inter-company"]


def _shipping(here: dict[str, Any], there: dict[str, Any], facts: dict[str, Any]) -> list[str]:
    if here["country"] == there["country"]:
        return ["domestic"]
    (continent, customs), (other_continent, other_customs) = (
        facts["geography"][end["country"]] for end in (here, there)
    )
    lane = "intra-continental" if continent == other_continent else "inter-continental"
    return [lane, "customs"] if customs != other_customs else [lane]
