"""Ctrl-C at any moment: at once, 130, and not a word."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGINT is sent to a POSIX process")

# Strikes when a module begins to be imported, or a while after that, and writes down when it did.
PROGRAM = """
import os, signal, sys, threading, time
module, pause, note, *sys.argv[1:] = sys.argv[1:]
def strike():
    while module not in sys.modules:
        time.sleep(0.0005)
    time.sleep(float(pause))
    with open(note, "w") as stream:
        stream.write(str(time.monotonic()))
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=strike, daemon=True).start()
from cdmo_plan.cli.main import main
sys.exit(main())
"""

MOMENTS = {
    "while the options are imported": ("typer.main", 0),
    "while the documents are imported": ("pydantic", 0),
    "while pydantic makes its validators": ("cdmo_plan.reading.brief_document", 0.05),
    "while files are read": ("cdmo_plan.catalog.load", 0.3),
    "while the rules are imported": ("cdmo_plan.catalog.rules", 0),
    "while routes are searched": ("cdmo_plan.planner.search", 0.1),
}


@pytest.mark.parametrize(("module", "pause"), MOMENTS.values(), ids=MOMENTS)
def test_ctrl_c_ends_at_once(
    module: str, pause: float, clean_environment: dict[str, str], tmp_path: Path
) -> None:
    brief = tmp_path / "brief.yaml"  # which pydantic reads, as it reads what is not surely right
    brief.write_text("modality: mab\n")
    query = ["routes", "--brief", str(brief), "--all"]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, module, str(pause), str(tmp_path / "note"), *query],
        env=clean_environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    waited_s = time.monotonic() - float((tmp_path / "note").read_text())

    assert (done.returncode, done.stderr) == (130, "")
    assert waited_s < 2  # a fifth of a second on a machine that does nothing else


def test_ctrl_c_while_the_answer_is_printed(clean_environment: dict[str, str]) -> None:
    program = (
        "import sys\nfrom cdmo_plan.cli.main import main\nfrom cdmo_plan.cli.verbs import Verb\n"
        "def command(): sys.stdout.write('a line\\n' * 1_000_000)\n"
        "sys.argv[1:] = ['try']\n"
        "sys.exit(main(verbs=(Verb('try', '__main__', 'command', 'Prints.'),)))"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(
        command, env=clean_environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        # Nobody reads on, so that the program waits in the middle of writing.
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=60)

    assert (process.returncode, complaints) == (130, "")


def test_what_ignores_ctrl_c_goes_on_ignoring_it(clean_environment: dict[str, str]) -> None:
    program = (
        "import os, signal, sys\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "from cdmo_plan.cli import main\nsys.argv[1:] = ['--version']\nmain.main()\n"
        "os.kill(os.getpid(), signal.SIGINT)\nprint('alive')"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], env=clean_environment, capture_output=True, text=True, check=False
    )

    assert done.stdout.endswith("alive\n")


def test_progress_stands_on_a_terminal_only_and_is_wiped(clean_environment: dict[str, str]) -> None:
    terminal, its_end = pty.openpty()
    environment = {name: value for name, value in clean_environment.items() if name != "CI"}
    program = (
        "import time\nfrom cdmo_plan.present import progress\nprogress.PATIENCE_S = 0.01\n"
        "with progress.waiting('Counting', lambda: ' to ten'): time.sleep(0.3)\nprint('answer')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment | {"TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=its_end,
        text=True,
        check=True,
    )
    os.close(its_end)
    shown = os.read(terminal, 65536).decode()
    os.close(terminal)

    assert done.stdout == "answer\n"
    assert shown.startswith("\r\x1b[KCounting to ten ... 0 s")
    assert shown.endswith("\r\x1b[K")


@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("CI", "true")])
def test_no_progress_where_nobody_watches(clean_environment: dict[str, str], name: str, value: str) -> None:
    terminal, its_end = pty.openpty()
    environment = clean_environment | {"TERM": "xterm", name: value}
    program = (
        "import sys, time\nfrom cdmo_plan.present import progress\nprogress.PATIENCE_S = 0.01\n"
        "with progress.waiting('Counting'): time.sleep(0.1)\nprint('end', file=sys.stderr)"
    )
    subprocess.run([sys.executable, "-c", program], env=environment, stderr=its_end, check=True)
    os.close(its_end)
    shown = os.read(terminal, 65536).decode()
    os.close(terminal)

    assert shown == "end\r\n"
