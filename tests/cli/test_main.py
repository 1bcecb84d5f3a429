"""The edge of the process: what a script sees when a run does not go to plan."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cdmo_plan.cli.exit_codes import ExitCode
from tests.conftest import RunPython

# Runs the program with one verb, `try`, whose code is a module written by the test.
PROGRAM = """
import sys
from cdmo_plan.cli.main import main
from cdmo_plan.cli.verbs import Verb
sys.exit(main(sys.argv[1:], (Verb("try", "verb_on_trial", "command", "A verb on trial."),)))
"""

Try = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def verb_folder(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Write a verb's body to a module and return the environment that finds it."""

    def write(body: str) -> dict[str, str]:
        lines = "\n    ".join(body.splitlines())
        (tmp_path / "verb_on_trial.py").write_text(f"def command() -> int | None:\n    {lines}\n")
        return {"PYTHONPATH": str(tmp_path)}

    return write


@pytest.fixture
def try_verb(run_python: RunPython, verb_folder: Callable[[str], dict[str, str]]) -> Try:
    def run(body: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return run_python("-c", PROGRAM, "try", **verb_folder(body), **environment)

    return run


@contextmanager
def running(arguments: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Start the program with pipes that the test reads by itself."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_alone_shows_help_with_examples(run_python: RunPython) -> None:
    result = run_python("-m", "cdmo_plan")

    examples = result.stdout.partition("Examples:")[2]
    assert result.returncode == 0
    assert examples.count("cdmo-plan ") == 3
    assert result.stderr == ""


def test_misspelt_verb_is_a_usage_error_with_a_suggestion(run_python: RunPython) -> None:
    result = run_python("-m", "cdmo_plan", "covrage")

    assert result.returncode == ExitCode.USAGE
    assert result.stdout == ""
    assert result.stderr == (
        "Error: No such command 'covrage'. Did you mean 'coverage'?\nTry 'cdmo-plan --help' for help.\n"
    )


@pytest.mark.parametrize("arguments", [["--no-such-option"], ["show"], ["routes", "--no-such-option"]])
def test_usage_errors_exit_with_2_and_name_the_help(run_python: RunPython, arguments: list[str]) -> None:
    result = run_python("-m", "cdmo_plan", *arguments)

    assert result.returncode == ExitCode.USAGE
    assert result.stdout == ""
    assert "--help' for help." in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("return None", 0),
        ("return 1", 1),
        ("import typer; raise typer.Exit(3)", 3),
        ("import typer; raise typer.BadParameter('no such region')", 2),
        ("import typer; raise typer.Abort", 130),
        ("raise SystemExit(3)", 3),
    ],
)
def test_a_verb_decides_its_exit_code(try_verb: Try, body: str, code: int) -> None:
    assert try_verb(body).returncode == code


def test_a_defect_is_one_line_without_traceback(try_verb: Try) -> None:
    result = try_verb(r"raise ValueError('two\nlines \x1b[31m')")

    assert result.returncode == ExitCode.USAGE
    assert result.stdout == ""
    assert result.stderr == (
        "cdmo-plan: this is a bug in cdmo-plan, please report it (ValueError: two lines ?[31m); "
        "CDMO_PLAN_DEBUG=1 shows the traceback\n"
    )


def test_a_catalog_that_changes_while_it_is_read_is_no_defect(try_verb: Try) -> None:
    result = try_verb(
        "from cdmo_plan.reading.places import ReadingFailure; raise ReadingFailure('base was changed')"
    )

    assert result.returncode == ExitCode.USAGE
    assert result.stderr == "Error: base was changed.\nHint: ask again when nobody changes it.\n"


def test_debugging_shows_the_traceback_of_a_defect(try_verb: Try) -> None:
    result = try_verb("raise ValueError('wrong')", CDMO_PLAN_DEBUG="1")

    assert result.returncode == ExitCode.USAGE
    assert "Traceback (most recent call last)" in result.stderr
    assert "verb_on_trial.py" in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="a pipe closed by its reader is a POSIX signal")
@pytest.mark.parametrize(
    "body",
    [
        "for number in range(100_000): print(number)",
        "import time; print(1, flush=True); time.sleep(0.5); print(2)",
        "import rich; [rich.print(number) for number in range(20_000)]",
    ],
    ids=["long", "buffered", "rich"],
)
def test_a_closed_pipe_ends_quietly(
    verb_folder: Callable[[str], dict[str, str]], clean_environment: dict[str, str], body: str
) -> None:
    with running(["-c", PROGRAM, "try"], clean_environment | verb_folder(body)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        complaints = process.stderr.read()
        code = process.wait(timeout=60)

    assert (code, complaints) == (0, "")


@pytest.mark.skipif(os.name != "posix", reason="SIGINT is sent to a POSIX process")
def test_ctrl_c_ends_with_130(
    verb_folder: Callable[[str], dict[str, str]], clean_environment: dict[str, str]
) -> None:
    environment = clean_environment | verb_folder("import time; print('ready', flush=True); time.sleep(60)")
    with running(["-c", PROGRAM, "try"], environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        complaints = process.stderr.read()
        code = process.wait(timeout=60)

    assert (code, complaints) == (ExitCode.INTERRUPTED, "")


def test_the_shell_completes_verbs(run_python: RunPython) -> None:
    result = run_python(
        "-m",
        "cdmo_plan",
        _CDMO_PLAN_COMPLETE="complete_bash",
        COMP_WORDS="cdmo-plan val",
        COMP_CWORD="1",
    )

    assert result.stdout.split() == ["validate"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_no_defect(clean_environment: dict[str, str], recalling: dict[str, str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cdmo_plan", "list", "regions"],
            env=clean_environment | recalling,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr == (
        "Error: The answer cannot be written: No space left on device.\n"
        "Hint: make room, or send it elsewhere: cdmo-plan ... > FILE\n"
    )
