"""How a verb asks and writes: progress and refusals, the habits of each format, the marks of the catalog."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cdmo_plan.cli.catalog_option import print_mark_aside
from cdmo_plan.cli.choices import Format
from cdmo_plan.cli.refuse import refuse_brief

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded

Answer = TypeVar("Answer")


class Ways(NamedTuple):
    """How one answer is told in each format; only the one that is asked for is called.

    `tells_sharing` says that table and Markdown tell themselves which layers may not be shared.
    """

    record: Callable[[], Mapping[str, object]]
    write_csv: Callable[[], object]
    markdown: Callable[[], Iterable[str]]
    print_table: Callable[[], object]
    tells_sharing: bool = False


def searched(search: Callable[[], Answer]) -> Answer:
    """Return an answer, with progress on the way, or end as for a brief that cannot be asked."""
    from cdmo_plan.domain.refusal import BriefRefused
    from cdmo_plan.present.progress import waiting

    try:
        with waiting("Searching"):
            return search()
    except BriefRefused as refusal:
        refuse_brief(refusal)


def names(words: str | None) -> tuple[str, ...]:
    """Return the criteria of an option that takes several, separated by commas."""
    return tuple(name for name in (words or "").split(",") if name.strip())


def write_answer(ways: Ways, loaded: "Loaded", output: Format, day: date) -> None:
    """Write an answer in the format asked for."""
    if output is Format.JSON:
        from cdmo_plan.present.json_answers import envelope, write_json

        write_json({**envelope(loaded, day), **ways.record()})
    elif output is Format.CSV:
        ways.write_csv()
        print_mark_aside(loaded)
    elif output is Format.MARKDOWN:
        from cdmo_plan.present.inventory_markdown import mark_lines
        from cdmo_plan.present.markdown import write_lines

        write_lines([*ways.markdown(), *mark_lines(loaded, told=ways.tells_sharing)])
    else:
        from cdmo_plan.present.console import output_console
        from cdmo_plan.present.error_mark import print_mark
        from cdmo_plan.present.layer_lines import print_sharing

        console = output_console()
        print_mark(console, loaded)
        ways.print_table()
        if not ways.tells_sharing:
            print_sharing(console, loaded.catalog.origins)
