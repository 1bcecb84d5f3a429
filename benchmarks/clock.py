"""CPU time of this process: what it costs to answer, whoever else uses the machine."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

Answer = TypeVar("Answer")
Asked = ParamSpec("Asked")

PATIENCE = 60.0
"""The most seconds of the day for one question; one that takes longer is reported as that.

Not of CPU time: Linux counts that in ticks while a timer of it runs.
"""


class Timed(NamedTuple, Generic[Answer]):
    """What was answered, and in how many CPU seconds; None where patience ended."""

    answer: Answer | None
    seconds: float


class GaveUpError(Exception):
    """An answer was not reached: patience, or the budget of the asked, was used up."""


def timed(
    ask: Callable[Asked, Answer], patience: float, *asked: Asked.args, **terms: Asked.kwargs
) -> Timed[Answer]:
    """Ask once, from an even start, and stop the clock when the answer is there."""

    def ring(*_: object) -> None:
        raise GaveUpError

    gc.collect()
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, patience)
    start = process_time()
    try:
        answer: Answer | None = ask(*asked, **terms)
    except GaveUpError:
        answer = None
    finally:
        seconds = process_time() - start
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return Timed(answer, seconds)


def said(times: Sequence[Timed[Any]]) -> str:
    """Return the median and the maximum of several times in milliseconds."""
    if not times:
        return "not asked"
    milliseconds = [1000 * one.seconds for one in times]
    over = ">" if any(one.answer is None for one in times) else ""
    return f"{_short(median(milliseconds))} / {over}{_short(max(milliseconds))}"


def _short(milliseconds: float) -> str:
    return f"{milliseconds:,.1f}" if milliseconds < 10 else f"{milliseconds:,.0f}"


class Ratio(NamedTuple):
    """How many times as long one thing takes as another.

    Where one was stopped, the factor is only a bound: `>` or `<`.
    """

    factor: float
    bound: str = ""


def ratio(times: Sequence[Timed[Any]], to: Sequence[Timed[Any]]) -> Ratio | None:
    """Return the ratio of two medians, None where both were stopped."""
    factor = median(one.seconds for one in times) / median(one.seconds for one in to)
    stopped = [any(one.answer is None for one in each) for each in (times, to)]
    return (
        None if all(stopped) else Ratio(factor, {0: ">", 1: "<"}[stopped.index(True)] if any(stopped) else "")
    )
