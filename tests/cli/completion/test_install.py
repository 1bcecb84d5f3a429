"""Where the script of a shell goes, and what is said of it."""

from pathlib import Path

import pytest

from cdmo_plan.cli.completion.install import install, script
from tests.conftest import RunPython


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_line_is_added_once_to_what_the_shell_reads_first(tmp_path: Path, shell: str) -> None:
    start = tmp_path / f".{shell}rc"
    start.write_text("alias a=b")

    first = install(shell, {"HOME": str(tmp_path)})
    second = install(shell, {"HOME": str(tmp_path)})

    lines = start.read_text().splitlines()
    assert first == second == [tmp_path / ".local/share/cdmo-plan" / f"completion.{shell}", start]
    assert lines[0] == "alias a=b"
    assert len(lines) == 2
    assert str(first[0]) in lines[1]
    assert first[0].read_text() == script(shell)


def test_fish_needs_no_line(tmp_path: Path) -> None:
    written = install("fish", {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")})

    assert written == [tmp_path / "config/fish/completions/cdmo-plan.fish"]


def test_the_login_shell_is_meant_where_none_is_named(run_python: RunPython, tmp_path: Path) -> None:
    done = run_python("-m", "cdmo_plan", "--install-completion", SHELL="/bin/fish", HOME=str(tmp_path))

    assert done.returncode == 0
    assert "Completion for fish is written in" in done.stdout
    assert list(tmp_path.rglob("cdmo-plan.fish"))


@pytest.mark.parametrize("option", ["--show-completion", "--install-completion"])
@pytest.mark.parametrize(
    ("words", "shell", "said"),
    [
        ([], "/bin/tcsh", "The login shell, 'tcsh', has no completion here."),
        ([], "", "The login shell is not known: SHELL is not set."),
        (["ksh"], "/bin/bash", "There is no completion for 'ksh'."),
    ],
)
def test_other_shells_are_refused(
    run_python: RunPython, option: str, words: list[str], shell: str, said: str
) -> None:
    done = run_python("-m", "cdmo_plan", option, *words, SHELL=shell)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"Error: {said}\nHint: name the shell: cdmo-plan --show-completion bash|zsh|fish\n"


def test_a_home_that_cannot_be_written_is_told(run_python: RunPython, tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("")

    done = run_python("-m", "cdmo_plan", "--install-completion", "bash", HOME=str(tmp_path))

    assert done.returncode == 2
    assert done.stderr.startswith("Error: Completion for bash cannot be written: ")
    assert "Hint: cdmo-plan --show-completion bash prints the script" in done.stderr
