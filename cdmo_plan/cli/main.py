"""The edge of the process: closed pipes, Ctrl-C and defects end here, never in a traceback."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys

from cdmo_plan.cli.exit_codes import ExitCode

# Little is imported before Ctrl-C is quiet, so that it is from the first moment; typing would be much.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from cdmo_plan.cli.verbs import Verb

DEBUG_VARIABLE = "CDMO_PLAN_DEBUG"
COMPLETE_VARIABLE = "_CDMO_PLAN_COMPLETE"

# A full disk, quota or file, or a broken one: the machine's failure and no defect of ours.
_UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})

# A query makes a hundred thousand objects that all live until its end, and looking among them for what has
# died, every 700 as Python does, takes a sixth of its time. Reading a whole catalog makes thrice as many.
_COLLECT_AFTER = (500_000, 30, 30)


def process() -> NoReturn:
    """Run the command line as this process, and end it."""
    gc.set_threshold(*_COLLECT_AFTER)
    _leave(main())


def main(arguments: Sequence[str] | None = None, verbs: Sequence[Verb] | None = None) -> int:
    """Run the command line and return the exit code of the process.

    Args:
        arguments: The arguments after the program's name; those of the process if left out, and then
            the process is ours: Ctrl-C ends it at once.
        verbs: The verbs on offer; the program's own if left out.
    """
    if arguments is None:
        _own_the_process()
    try:
        return _run(arguments, verbs)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BaseException as error:
        if _is_closed_pipe(error):
            _discard_output()
            return ExitCode.DONE
        if isinstance(error, OSError) and error.errno in _UNWRITABLE:
            sys.stderr.write(_unwritten(error.strerror))
            _discard_output()
            return ExitCode.USAGE
        if isinstance(error, Exception):
            _report(error)
            return ExitCode.USAGE
        raise


def _own_the_process() -> None:
    """Make Ctrl-C end the process wherever it is, and give streams that were closed a place to go."""
    # A KeyboardInterrupt may be swallowed by whatever library runs at that moment, or stop in the middle
    # of an import. A process that was told to ignore Ctrl-C, as `nohup` does, still ignores it.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  for the process's life


def _leave(code: int) -> NoReturn:
    """End the process and let its memory go as a whole: freeing each object takes a tenth of a short run."""
    # Who measures the process reads what was measured at its end.
    if sys.getprofile() is not None or sys.gettrace() is not None:
        sys.exit(code)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        sys.exit(code)
    os._exit(code)


def _interrupt(*_: object) -> None:
    progress = sys.modules.get("cdmo_plan.present.progress")
    if progress is not None:
        progress.wipe()
    os._exit(ExitCode.INTERRUPTED)


def _run(arguments: Sequence[str] | None, verbs: Sequence[Verb] | None) -> int:
    if arguments is None and COMPLETE_VARIABLE in os.environ:
        from cdmo_plan.cli.completion.answer import write_answer

        return write_answer(os.environ[COMPLETE_VARIABLE])
    if sys.stdout is None:
        sys.stderr.write(_unwritten("standard output is closed"))
        return ExitCode.USAGE
    from cdmo_plan.cli import app
    from cdmo_plan.present.ascii_text import replace_what_cannot_be_written

    replace_what_cannot_be_written(sys.stdout, sys.stderr)
    code = app.run(arguments) if verbs is None else app.run(arguments, verbs)
    # A small answer is still in the buffer, and only writing it tells whether anyone reads.
    sys.stdout.flush()
    return code


def _unwritten(reason: str | None) -> str:
    return (
        f"Error: The answer cannot be written: {reason}.\n"
        "Hint: make room, or send it elsewhere: cdmo-plan ... > FILE\n"
    )


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


def _report(error: Exception) -> None:
    from cdmo_plan.reading.places import ReadingFailure

    if isinstance(error, ReadingFailure):
        # A folder that could be read is no longer what it was: whoever changes it is at work now.
        sys.stderr.write(f"Error: {_printable(str(error))}.\nHint: ask again when nobody changes it.\n")
    else:
        _report_defect(error)


def _printable(said: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in said)


def _report_defect(error: Exception) -> None:
    import traceback

    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error)
    said = " ".join("".join(traceback.format_exception_only(error)).split())
    sys.stderr.write(
        f"cdmo-plan: this is a bug in cdmo-plan, please report it ({_printable(said)}); "
        f"{DEBUG_VARIABLE}=1 shows the traceback\n"
    )
