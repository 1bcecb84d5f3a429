"""The scripts that make a shell ask for completion, and where each shell looks for its own."""

from collections.abc import Mapping
from pathlib import Path

SHELLS = ("bash", "zsh", "fish")


class UnknownShellError(Exception):
    """The shell is none that completion is written for."""


def shell_named(word: str, environment: Mapping[str, str]) -> str:
    """Return the shell that a word names; `auto` is the user's login shell.

    Raises:
        UnknownShellError: If that is none of `SHELLS`.
    """
    named = Path(environment.get("SHELL", "")).name if word == "auto" else word
    if named not in SHELLS:
        message = (
            f"the login shell, {named!r}, has no completion here"
            if word == "auto" and named
            else "the login shell is not known: SHELL is not set"
            if word == "auto"
            else f"there is no completion for {named!r}"
        )
        raise UnknownShellError(message)
    return named


def script(shell: str) -> str:
    """Return the script of a shell."""
    return (Path(__file__).parent / "scripts" / f"cdmo-plan.{shell}").read_text("utf-8")


def install(shell: str, environment: Mapping[str, str]) -> list[Path]:
    """Write the script where the shell finds it, and return the files that were written or added to.

    Fish looks for completions by itself; bash and zsh read the script because a line of `.bashrc` or
    `.zshrc` says so, which is added once.

    Raises:
        OSError: If a file cannot be written.
    """
    home = Path(environment.get("HOME") or Path.home())
    if shell == "fish":
        config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
        path = config / "fish" / "completions" / "cdmo-plan.fish"
        _write(path, shell)
        return [path]
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    path = data / "cdmo-plan" / f"completion.{shell}"
    _write(path, shell)
    folder = Path(environment.get("ZDOTDIR") or home) if shell == "zsh" else home
    start = folder / f".{shell}rc"
    line = f"[ -f '{path}' ] && . '{path}'  # completion of cdmo-plan"
    written = start.read_text("utf-8", "surrogateescape") if start.is_file() else ""
    if line not in written.splitlines():
        gap = "" if not written or written.endswith("\n") else "\n"
        with start.open("a", encoding="utf-8") as stream:
            stream.write(f"{gap}{line}\n")
    return [path, start]


def _write(path: Path, shell: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script(shell), encoding="utf-8")
