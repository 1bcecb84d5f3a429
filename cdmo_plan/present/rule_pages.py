"""Rules as a table, as manual pages, for scripts, and as the page docs/rules.md."""

from __future__ import annotations

import re
import sys
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from cdmo_plan.diagnostics.codes import FAMILIES
from cdmo_plan.present.console import cell, output_console
from cdmo_plan.present.json_answers import SCHEMA_VERSION, write_json
from cdmo_plan.present.tables import Column, print_table
from cdmo_plan.present.text import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from cdmo_plan.diagnostics.manual import ExampleFile
    from cdmo_plan.diagnostics.rules import Rule
    from cdmo_plan.present.records_of_answers import ExampleRecord, RuleRecord, RulesAnswer

_BLOCK: Final = re.compile(r"(?:^ {4}.*\n|^\n(?= {4}))+", re.MULTILINE)
_WIDEST_PROSE: Final = 100
_INTRODUCTION: Final = """\
# Rules of the catalog

What `cdmo-plan validate` looks for. `cdmo-plan rules CODE` prints the same pages. This page is generated
(`just docs`); the pages are written beside the rules, and every example on them is run by the tests.

An error makes answers wrong: other verbs refuse a catalog that has one. A warning is worth mending. Info is a
remark on something that may well be right.
"""


def print_rules(rules: Sequence[Rule[Any]]) -> None:
    """Print the rules as a table."""
    console = output_console()
    columns = [
        Column("code"),
        Column("rule"),
        Column("severity"),
        Column("what it finds", wraps=True, below=True),
    ]
    rows = [[r.kind.code, r.kind.name, r.kind.severity.value, r.kind.summary] for r in rules]
    print_table(console, columns, rows)
    console.print()
    console.print(cell(f"{count(len(rules), 'rule')}. Manual page of one: cdmo-plan rules {rows[0][0]}"))


def print_page(rule: Rule[Any]) -> None:
    """Print the manual page of a rule; lines are as they were written, so that examples can be copied.

    A terminal would break prose within words, so there it is wrapped; examples are not.
    """
    print_page_on(output_console(), rule)


def print_page_on(console: Console, rule: Rule[Any]) -> None:
    """Print the manual page of a rule on a console."""
    kind = rule.kind
    console.print(cell(f"{kind.code} {kind.name} ({kind.severity.value})", "bold"), soft_wrap=True)
    width = min(console.width, _WIDEST_PROSE)
    text = "\n".join(["", kind.summary, "", *rule.manual.text.splitlines()])
    for is_kept, lines in groupby(text.splitlines(), key=_is_kept):
        if not is_kept and console.is_terminal:
            console.print(cell(" ".join(lines)), width=width)
            continue
        for line in lines:
            console.print(cell(line), soft_wrap=True)


def _is_kept(line: str) -> bool:
    return not line or line.startswith("    ")


def write_rules(rules: Sequence[Rule[Any]]) -> None:
    """Write rules with their manual pages for scripts."""
    answer: RulesAnswer = {"schema_version": SCHEMA_VERSION, "rules": [_record(rule) for rule in rules]}
    write_json(answer)


def _record(rule: Rule[Any]) -> RuleRecord:
    kind = rule.kind
    return {
        "code": kind.code,
        "name": kind.name,
        "severity": kind.severity.value,
        "family": FAMILIES[kind.code[:4]].partition(":")[0],
        "summary": kind.summary,
        "manual": rule.manual.text,
        "fires": [_file(file) for file in rule.manual.fires],
        "fits": [_file(file) for file in rule.manual.fits],
    }


def _file(file: ExampleFile) -> ExampleRecord:
    return {"path": file.path, "text": file.text, "how": file.how}


def write_markdown(rules: Sequence[Rule[Any]]) -> None:
    """Write the page of rules, family by family."""
    parts = [_INTRODUCTION]
    for family, question in FAMILIES.items():
        members = [rule for rule in rules if rule.kind.code.startswith(family)]
        if members:
            title, _, asked = question.partition(": ")
            rows = "".join(_row(rule) for rule in members)
            table = f"| Code | Rule | Severity | What it finds |\n|---|---|---|---|\n{rows}"
            parts.append(f"## {family}: {title}\n\n{asked[0].upper()}{asked[1:]}\n\n{table}")
            parts += [_section(rule) for rule in members]
    sys.stdout.write("\n".join(parts))


def _row(rule: Rule[Any]) -> str:
    kind = rule.kind
    anchor = f"{kind.code}-{kind.name}".lower()
    return f"| [{kind.code}](#{anchor}) | {kind.name} | {kind.severity.value} | {_text(kind.summary)} |\n"


def _section(rule: Rule[Any]) -> str:
    kind = rule.kind
    prose, at = [], 0
    text = rule.manual.text + "\n"
    for block in _BLOCK.finditer(text):
        prose += [_text(text[at : block.start()]), _fenced(block.group())]
        at = block.end()
    prose.append(_text(text[at:]))
    return f"### {kind.code} {kind.name}\n\n{_text(kind.summary)}\n\n{''.join(prose)}"


def _fenced(block: str) -> str:
    lines = "\n".join(line.removeprefix("    ") for line in block.strip("\n").splitlines())
    return f"```yaml\n{lines}\n```\n"


def _text(prose: str) -> str:
    """Keep what Markdown would take for HTML or emphasis as it is."""
    return re.sub(r"(?<!`)(<<|[*&])(?!`)", r"`\1`", prose)
