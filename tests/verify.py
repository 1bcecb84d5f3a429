"""The long run of the search against the twin: `python -m tests.verify --worlds 10000 --seed 1`.

Prints how many worlds had routes and how many answers agreed; ends with 1 at the first that does not.
"""

import argparse
import sys
from collections import Counter
from random import Random

from cdmo_plan.domain.refusal import BriefRefused
from tests.support.agreement import agreed
from tests.support.quoted_worlds import quoted_case
from tests.support.worlds import seeded_case

_A_SEED = 1_000_000
"""Worlds of one seed are numbered on from so many times the seed."""


def verify(worlds: int, seed: int, start: int = 0, *, quoted: bool = False) -> Counter[str]:
    """Compare all answers on so many random worlds, with quotes if wished.

    Raises:
        AssertionError: At the first answer that differs.
    """
    seen: Counter[str] = Counter()
    for number in range(seed * _A_SEED + start, seed * _A_SEED + worlds):
        try:
            case = quoted_case(number) if quoted else seeded_case(number)
            found = agreed(case, Random(number))  # noqa: S311
        except BriefRefused:
            seen["briefs refused"] += 1
            continue
        except AssertionError:
            sys.stderr.write(f"world {number}: the search and the twin differ\n")
            raise
        seen["worlds with routes" if found else "worlds without a route"] += 1
        if found:
            seen["routes"] += len(found.routes.routes)
            seen["answers that agree"] += found.answers
    return seen


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=int, default=0, help="skip so many worlds, to go on after a stop")
    parser.add_argument(
        "--quoted", action="store_true", help="worlds with quotes, and cost among the criteria"
    )
    asked = parser.parse_args()
    for name, number in verify(asked.worlds, asked.seed, asked.start, quoted=asked.quoted).items():
        sys.stdout.write(f"{name}: {number:,}\n")


if __name__ == "__main__":
    main()
