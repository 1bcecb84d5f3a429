"""`python -m benchmarks WHAT`: measure, compare, and write what was found into the documentation."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def _agreement(asked: argparse.Namespace) -> int:
    from benchmarks import agreement

    worlds = agreement.Worlds(asked.small, asked.medium, asked.quoted)
    return int(not agreement.run(worlds, afresh=asked.afresh, write=asked.write))


def _search(asked: argparse.Namespace) -> int:
    from benchmarks import search

    sizes = search.SMALLEST if asked.smallest else search.Sizes(worlds=asked.worlds)
    flags = " --smallest" if asked.smallest else f" --worlds {asked.worlds}"
    command = search.COMMAND + flags
    if asked.part != "ours":
        search.run_rivals(sizes, command, write=asked.write)
    if asked.part != "rivals":
        search.run_ours(sizes, command, write=asked.write)
    return 0


def _startup(asked: argparse.Namespace) -> int:
    from benchmarks import startup

    return int(not startup.run(asked.runs, asked.only, write=asked.write))


def _calls(asked: argparse.Namespace) -> int:
    from benchmarks import calls

    return int(not calls.run(asked.runs, write=asked.write))


def main() -> int:
    """Run one of the measurements; 1 where answers differ, or a target of starting is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    verbs = parser.add_subparsers(required=True)

    agreement = verbs.add_parser("agreement", help="compare the search with an exact model on CP-SAT")
    agreement.add_argument("--small", type=int, default=200, help="worlds of 8 to 30 plants")
    agreement.add_argument("--medium", type=int, default=40, help="worlds of 40 to 200 plants")
    agreement.add_argument("--quoted", type=int, default=40, help="worlds of 8 to 30 plants with quotes")
    agreement.add_argument("--afresh", action="store_true", help="ask CP-SAT again, whatever it said before")
    agreement.add_argument(
        "--write", action="store_true", help="record the answers, and write docs/verification.md"
    )
    agreement.set_defaults(run=_agreement)

    search = verbs.add_parser("search", help="measure the search against rivals and targets")
    search.add_argument("--worlds", type=int, default=3, help="of each kind and size; medians are over them")
    search.add_argument("--part", choices=["rivals", "ours"], help="only this part; both unless said")
    search.add_argument("--smallest", action="store_true", help="tiny worlds: only to see that it runs")
    search.add_argument("--write", action="store_true", help="write the tables into docs/benchmarks.md")
    search.set_defaults(run=_search)

    page = "write the table into docs/benchmarks-startup.md"
    startup = verbs.add_parser("startup", help="measure what starting costs, against a least program")
    startup.add_argument("--runs", type=int, default=9, help="pairs of runs; 9 for a figure to quote")
    startup.add_argument("--only", default="", help="measure only what holds this word")
    startup.add_argument("--write", action="store_true", help=page)
    startup.set_defaults(run=_startup)

    calls = verbs.add_parser("calls", help="measure plans a second in one process")
    calls.add_argument("--runs", type=int, default=9, help="how often all briefs are asked")
    calls.add_argument("--write", action="store_true", help=page)
    calls.set_defaults(run=_calls)

    asked = parser.parse_args()
    run: Callable[[argparse.Namespace], int] = asked.run
    return run(asked)


if __name__ == "__main__":
    raise SystemExit(main())
