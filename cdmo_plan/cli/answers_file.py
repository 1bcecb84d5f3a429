"""A file of answers, read and laid over a catalog; with errors there is no answer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cdmo_plan.cli.refuse import refuse

if TYPE_CHECKING:
    from cdmo_plan.catalog.memory import Catalog
    from cdmo_plan.domain.answers import Answers

AnswersOption = Annotated[
    Path | None,
    typer.Option(
        "--answers", metavar="FILE", help="Answers of partners, a YAML file to lay over the catalog."
    ),
]


def read_answers(path: Path, catalog: "Catalog") -> "Answers":
    """Return the answers of a file.

    Raises:
        typer.Exit: With 2 if it cannot be read or has errors; all that is wrong was then printed.
    """
    from cdmo_plan.catalog.link_answers import link_answers
    from cdmo_plan.diagnostics.diagnostic import Severity
    from cdmo_plan.present.console import error_console
    from cdmo_plan.present.findings import print_findings
    from cdmo_plan.reading.files import ReadingFailure, read_file

    try:
        answers, problems = link_answers(read_file(path, "answers"), catalog)
    except ReadingFailure as failure:
        refuse(
            f"The answers cannot be read: {failure}.",
            "--answers takes a YAML file; docs/explain.md shows one",
        )
    print_findings(error_console(), problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        refuse("The answers file has errors, so there is no answer.", "docs/explain.md explains its fields")
    return answers
