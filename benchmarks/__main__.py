"""`python -m benchmarks WHAT`: measure, compare, and write what was found into the documentation."""

from __future__ import annotations

import argparse


def main() -> int:
    """Run one of the measurements; 1 where answers differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    agreement = verbs.add_parser("agreement", help="compare the search with an exact model on CP-SAT")
    agreement.add_argument("--small", type=int, default=200, help="worlds of 8 to 30 plants")
    agreement.add_argument("--medium", type=int, default=40, help="worlds of 40 to 200 plants")
    agreement.add_argument("--seed", type=int, default=0, help="of the first world; the others count on")
    agreement.add_argument("--write", action="store_true", help="write the table into docs/verification.md")
    asked = parser.parse_args()

    from benchmarks import agreement as found

    return int(not found.run(asked.small, asked.medium, asked.seed, write=asked.write))


if __name__ == "__main__":
    raise SystemExit(main())
