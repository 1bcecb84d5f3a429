"""The verb `rules`: what `validate` looks for, rule by rule."""

from typing import Annotated, Literal

import typer

from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse_unknown


def command(
    word: Annotated[
        str | None,
        typer.Argument(
            metavar="[RULE]",
            help="A code or a name, whose manual page is printed; CAT3 lists a family.",
            show_default=False,
        ),
    ] = None,
    answer_format: Annotated[
        Literal["text", "json", "markdown"],
        typer.Option("--format", help="How to print the answer; markdown is what docs/rules.md holds."),
    ] = "text",
) -> ExitCode:
    """List the rules that `validate` runs, or print the manual page of one.

    For example:

    \b
    cdmo-plan rules
    cdmo-plan rules CAT301
    cdmo-plan rules states-contradict
    cdmo-plan rules CAT4 --format json
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    from cdmo_plan.catalog.rules.registry import RULES
    from cdmo_plan.catalog.rules.selection import UnknownRuleError, codes_of
    from cdmo_plan.present import rule_pages

    try:
        rules = [RULES[code] for code in (codes_of(word) if word is not None else RULES)]
    except UnknownRuleError as error:
        refuse_unknown("rule", error.word, error.near, "cdmo-plan rules lists them")
    if answer_format == "json":
        rule_pages.write_rules(rules)
    elif answer_format == "markdown":
        rule_pages.write_markdown(rules)
    elif len(rules) == 1:
        rule_pages.print_page(rules[0])
    else:
        rule_pages.print_rules(rules)
    return ExitCode.DONE
