"""The edge of the process: closed pipes, Ctrl-C and defects end here, never in a traceback."""

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cdmo_plan.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from cdmo_plan.cli.verbs import Verb

DEBUG_VARIABLE = "CDMO_PLAN_DEBUG"

# A full disk, quota or file, or a broken one: the machine's failure and no defect of ours.
_UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def main(arguments: Sequence[str] | None = None, verbs: "Sequence[Verb] | None" = None) -> int:
    """Run the command line and return the exit code of the process.

    Args:
        arguments: The arguments after the program's name; those of the process if left out.
        verbs: The verbs on offer; the program's own if left out.
    """
    try:
        return _run(arguments, verbs)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BaseException as error:
        if _is_closed_pipe(error):
            _discard_output()
            return ExitCode.DONE
        if isinstance(error, OSError) and error.errno in _UNWRITABLE:
            sys.stderr.write(f"Error: The answer cannot be written: {error.strerror}.\n")
            _discard_output()
            return ExitCode.USAGE
        if isinstance(error, Exception):
            _report_defect(error)
            return ExitCode.USAGE
        raise


def _run(arguments: Sequence[str] | None, verbs: "Sequence[Verb] | None") -> int:
    # Imported here, so that Ctrl-C is quiet from the first moment.
    from cdmo_plan.cli import app

    code = app.run(arguments) if verbs is None else app.run(arguments, verbs)
    # A small answer is still in the buffer, and only writing it tells whether anyone reads.
    sys.stdout.flush()
    return code


def _is_closed_pipe(error: BaseException) -> bool:
    """Tell whether the reader of our output has gone.

    Typer and rich answer a closed pipe by exiting with 1, which would look like a finding;
    the broken pipe is then the context of their exit.
    """
    cause = error.__context__ if isinstance(error, SystemExit) else error
    return isinstance(cause, BrokenPipeError)


def _discard_output() -> None:
    # The interpreter flushes both streams once more at its end and would complain.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)


def _report_defect(error: Exception) -> None:
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error)
    said = " ".join("".join(traceback.format_exception_only(error)).split())
    printable = "".join(character if character.isprintable() else "?" for character in said)
    sys.stderr.write(
        f"cdmo-plan: this is a bug in cdmo-plan, please report it ({printable}); "
        f"{DEBUG_VARIABLE}=1 shows the traceback\n"
    )
