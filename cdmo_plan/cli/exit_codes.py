"""The exit codes that scripts rely on; the same for every verb."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a finished run says to the script that started it.

    A defect of the program itself ends with `USAGE` too: like a path that cannot be read,
    it means that no answer was given, and a script that tells an answer (0), a finding (1)
    and "could not run" (2) apart needs no further case for it.
    """

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    NOTHING_CHECKED = 3
    INTERRUPTED = 130
