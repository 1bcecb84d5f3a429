"""The verb `validate`: what is wrong in a catalog, and where."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cdmo_plan.cli.catalog_option import (
    AsOfOption,
    CatalogOption,
    PublicOption,
    day_or_today,
    load_any,
    refuse_empty,
)
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse, refuse_unknown

if TYPE_CHECKING:
    from cdmo_plan.catalog.rules.report import Report
    from cdmo_plan.diagnostics.diagnostic import Severity
    from cdmo_plan.reading.files import ReadingFailure

NAME_A_PATH = "name folders that hold manifest.yaml, or files in them; without any the default is checked"

Format = Literal["text", "table", "concise", "json", "markdown", "csv", "github"]


PathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="Catalog folders, or files of them, each checked by itself; the default catalog if left out.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="How to print the findings; text (table is the same), or github in a workflow of GitHub.",
        show_default=False,
    ),
]
FailOnOption = Annotated[
    Literal["error", "warning", "info"],
    typer.Option("--fail-on", help="The least severity that ends with 1; with info, remarks are listed."),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="RULE,...", help="Run these rules only: codes, CAT3, or names."),
]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="RULE,...", help="Do not run these rules.")
]
StatisticsOption = Annotated[bool, typer.Option("--statistics", help="Count the findings of each rule.")]


def command(
    context: typer.Context,
    paths: PathsArgument = None,
    answer_format: FormatOption = None,
    fail_on: FailOnOption = "error",
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    statistics: StatisticsOption = False,
    as_of: AsOfOption = None,
    catalog: CatalogOption = None,
    public: PublicOption = False,
) -> ExitCode:
    """Check catalogs and report what is wrong, and where.

    Exits with 0 if nothing is found that weighs as much as --fail-on, 1 if something is, 2 if a path cannot
    be read, 3 if nothing was checked. `cdmo-plan rules` explains every rule.

    For example:

    \b
    cdmo-plan validate
    cdmo-plan validate --ignore CAT4 --statistics
    cdmo-plan validate my-catalog/ --fail-on warning
    cdmo-plan validate my-catalog/partners/acme.yaml --format json
    cdmo-plan validate --catalog default --catalog my-layer/
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    from cdmo_plan.diagnostics.diagnostic import Severity
    from cdmo_plan.present.progress import waiting

    if paths and (public or (catalog and _was_typed(context, "catalog"))):
        refuse(
            f"Paths and {'--public' if public else '--catalog'} were given, and only one of both can be.",
            "paths are checked each by itself; --catalog lays catalogs over each other",
        )
    with waiting("Checking the catalog"):
        from cdmo_plan.catalog.rules.report import check_loaded, check_paths

        codes, day = _chosen(select or (), ignore or ()), day_or_today(as_of)
        if paths:
            report, failures = check_paths(paths, day, codes)
        else:
            report, failures = check_loaded(load_any(catalog, public), day, codes), []
    if report.checked:
        # Whoever asks for remarks, or for some rules only, wants to see all that they find.
        _present(report, answer_format, statistics, list_remarks=fail_on == "info" or bool(select))
    return _end(report, failures, Severity(fail_on))


def _was_typed(context: typer.Context, name: str) -> bool:
    """Tell whether an option stands on the command line, and not in the environment alone."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _chosen(selected: Sequence[str], ignored: Sequence[str]) -> tuple[str, ...]:
    from cdmo_plan.catalog.rules.selection import UnknownRuleError
    from cdmo_plan.catalog.rules.selection import select as select_rules

    try:
        codes = select_rules(selected, ignored)
    except UnknownRuleError as error:
        refuse_unknown("rule", error.word, error.near, "cdmo-plan rules lists them")
    if not codes:
        refuse(
            "No rule is left: nothing was checked.",
            "ignore fewer, or select others: cdmo-plan rules lists them",
            ExitCode.NOTHING_CHECKED,
        )
    return codes


def _present(report: "Report", answer_format: Format | None, statistics: bool, *, list_remarks: bool) -> None:
    if answer_format is None:
        answer_format = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    if answer_format == "json":
        from cdmo_plan.present.validation_json import write_validation

        write_validation(report, statistics=statistics)
    elif answer_format == "github":
        from cdmo_plan.present.validation_github import print_annotations

        print_annotations(report, statistics=statistics)
    elif answer_format == "csv":
        from cdmo_plan.present.console import error_console
        from cdmo_plan.present.layer_lines import print_sharing
        from cdmo_plan.present.validation_documents import write_findings_csv

        write_findings_csv(report, statistics=statistics)
        for each in report.checked:
            print_sharing(error_console(), each.loaded.catalog.origins)
    elif answer_format == "markdown":
        from cdmo_plan.present.validation_documents import write_markdown

        write_markdown(report, statistics=statistics, list_remarks=list_remarks)
    else:
        from cdmo_plan.present.validation import print_validation

        is_concise = answer_format == "concise"
        print_validation(report, statistics=statistics, list_remarks=list_remarks, is_concise=is_concise)


def _end(report: "Report", failures: "Sequence[ReadingFailure]", fail_on: "Severity") -> ExitCode:
    if failures:
        refuse(f"The catalog cannot be read: {'; '.join(str(failure) for failure in failures)}.", NAME_A_PATH)
    if report.reaches(fail_on) and any(each.loaded.files for each in report.checked):
        return ExitCode.FINDINGS
    for each in report.checked:
        if not each.loaded.files:
            refuse_empty(each.root)
    return ExitCode.DONE
