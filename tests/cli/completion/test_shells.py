"""The scripts, tried in the shells that this machine has."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cdmo_plan.cli.completion.install import SHELLS, script

needs = {
    shell: pytest.mark.skipif(shutil.which(shell) is None, reason=f"there is no {shell} here")
    for shell in SHELLS
}


@pytest.fixture
def environment(clean_environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A home of its own, and a `cdmo-plan` that runs this code."""
    program = tmp_path / "bin" / "cdmo-plan"
    program.parent.mkdir()
    root = Path(__file__).parents[3]
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{root}" exec "{sys.executable}" -m cdmo_plan "$@"\n')
    program.chmod(0o755)
    paths = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    home = {"HOME": str(tmp_path), "ZDOTDIR": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / ".config")}
    return clean_environment | home | {"PATH": paths, "TERM": "xterm", "LC_ALL": "C.UTF-8"}


def _ask(command: list[str], environment: dict[str, str]) -> list[str]:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


def _bash(line: str, words: list[str], environment: dict[str, str]) -> list[str]:
    """Complete as bash does, which has split the line into words at its breaks."""
    quoted = " ".join(f"'{word}'" for word in words)
    ask = f"""{script("bash")}
    COMP_LINE='{line}' COMP_POINT={len(line)} COMP_WORDS=({quoted}) COMP_CWORD={len(words) - 1}
    _cdmo_plan_completion cdmo-plan; printf '%s|\\n' "${{COMPREPLY[@]}}" """
    return _ask(["bash", "--norc", "-c", ask], environment)


@needs["bash"]
def test_bash(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "bin" / "folder").mkdir()

    assert _bash("cdmo-plan va", ["cdmo-plan", "va"], environment) == ["validate |"]
    words = ["cdmo-plan", "routes", "mab", "--via", "fill-finish", "=", "bioconnection-"]
    line = "cdmo-plan routes mab --via fill-finish=bioconnection-"
    assert _bash(line, words, environment) == ["bioconnection-oss |"]
    folder = f"{tmp_path}/bin/"
    line = f"cdmo-plan list --catalog={folder}"
    words = ["cdmo-plan", "list", "--catalog", "=", folder]
    assert _bash(line, words, environment) == [f"{folder}folder|"]


@needs["fish"]
def test_fish(environment: dict[str, str]) -> None:
    def fish(line: str) -> list[str]:
        return _ask(["fish", "--no-config", "-c", f"{script('fish')}\ncomplete -C '{line}'"], environment)

    assert fish("cdmo-plan va") == ["validate\tCheck catalogs and report what is wrong, and where."]
    assert fish("cdmo-plan show agc-cop") == ["agc-copenhagen\tAGC Copenhagen, Soeborg, DK"]
    assert [each.partition("\t")[0] for each in fish("cdmo-plan routes mab --region=fill-finish=EE")] == [
        "--region=fill-finish=EE",
        "--region=fill-finish=EEA",
    ]


@needs["zsh"]
def test_zsh(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / ".zshrc").write_text(f"PS1='> '\n{script('zsh')}\necho ready\n")

    screen = _typed(
        ["zsh", "-i"], environment, ["cdmo-plan show agc-cop\t", "\x15cdmo-plan routes mab --via fill-fin\t"]
    )

    assert "cdmo-plan show agc-copenhagen " in screen
    assert "cdmo-plan routes mab --via fill-finish=" in screen


def _typed(command: list[str], environment: dict[str, str], keys: list[str]) -> str:
    """Return what a terminal shows after keys were typed, each when the screen has come to rest."""
    terminal, its_end = pty.openpty()
    with subprocess.Popen(
        command, env=environment, start_new_session=True, stdin=its_end, stdout=its_end, stderr=its_end
    ) as shell:
        os.close(its_end)
        try:
            shown = _until_rest(terminal, "ready")
            for key in keys:
                os.write(terminal, key.encode())
                shown += _until_rest(terminal)
        finally:
            shell.kill()
    os.close(terminal)
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|.\x08", "", shown)


def _until_rest(terminal: int, expected: str = "", rest_s: float = 2.0, most_s: float = 30.0) -> str:
    shown, end = "", time.monotonic() + most_s
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], rest_s)
        if not ready and expected in shown:
            break
        if ready:
            shown += os.read(terminal, 65536).decode("utf-8", "replace")
    return shown
