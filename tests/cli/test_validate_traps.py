"""Files made to mislead, to crash or to hang: a clear finding or exit 2, never a traceback, never a hang."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.cli.conftest import Ask, WriteCatalog
from tests.conftest import RunPython

ACME = b"partner: acme\nname: Acme\n"
LONGEST_SECONDS = 30

TRAPS: dict[str, tuple[bytes, str]] = {
    "duplicate keys": (ACME + b"name: Acme Two\n", "duplicate-key"),
    "an alias bomb": (
        b"partner: acme\nname: &a0 [x, x]\n"
        + b"".join(b"n%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 60)),
        "anchor-or-alias",
    ),
    "a tag that runs code": (ACME + b"note: !!python/object/apply:os.system [ls]\n", "tag"),
    "several documents": (ACME + b"---\n" + ACME, "second-document"),
    "a tab": (b"partner: acme\n\tname: Acme\n", "yaml-syntax"),
    "a UTF-16 mark": (b"\xff\xfe" + ACME.decode().encode("utf-16-le"), "not-utf8"),
    "Latin-1 bytes": ("partner: acme\nname: Z\xfcrich\n".encode("latin-1"), "not-utf8"),
    "a NUL": (b"partner: acme\nname: Ac\x00me\n", "control-character"),
    "only NULs": (b"\x00" * 100_000, "control-character"),
    "an order to the terminal": (b'partner: acme\nname: "\\e[2J"\n', "control-character"),
    "an empty file": (b"", "empty-file"),
    "a file of comments": (b"# nothing\n", "empty-file"),
    "a line of 50 MB": (b"partner: acme\nname: " + b"x" * 50_000_000, "file-too-large"),
    "a line of 15 MB": (b"partner: " + b"x" * 15_000_000, "missing-field"),
    "30,000 brackets": (b"partner: " + b"[" * 30_000, "too-deep"),
    "30,000 braces": (b"{a: " * 30_000, "too-deep"),
    "a million commas": (b"former_names: [" + b"x," * 1_000_000 + b"]", "too-many-events"),
    "a list in place of a mapping": (b"- partner\n- acme\n", "wrong-type"),
    "a bare word": (b"partner", "wrong-type"),
    "a merge of itself": (b"a: &a\n  <<: *a\n", "anchor-or-alias"),
    "a number of 5,000 digits": (ACME + b"sites_read: " + b"9" * 5_000 + b"\n", "unknown-field"),
    "a date beyond all days": (ACME + b"sources_read: 9999999999-99-99\n", "bad-date"),
}


@pytest.fixture(autouse=True)
def _no_hang() -> Iterator[None]:
    """End a test that hangs, where the system can."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def give_up(_number: int, _frame: FrameType | None) -> None:
        message = f"no answer after {LONGEST_SECONDS} seconds"
        raise TimeoutError(message)

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LONGEST_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_a_finding_at_its_file(trap: str, ask: Ask, write_catalog: WriteCatalog) -> None:
    content, name = TRAPS[trap]
    folder = write_catalog()
    (folder / "partners" / "trap.yaml").write_bytes(content)
    said = ask("validate", folder)

    assert (said.code, said.err) == (1, "")
    lines = [line for line in said.out.splitlines() if f"{folder}/partners/trap.yaml:" in line]
    assert any(f" {name}: " in line for line in lines), said.out[:2_000]
    # The other file is checked all the same, and no line of the answer is as long as the trap.
    assert "2 partners" in said.out or "1 partner" in said.out
    assert max(map(len, said.out.splitlines())) < 1_000
    assert not any(ord(character) < 32 for character in said.out.replace("\n", ""))


def test_a_byte_order_mark_is_no_fault(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog()
    (folder / "partners" / "bom.yaml").write_bytes(b"\xef\xbb\xbf" + ACME.replace(b"acme", b"bom"))
    said = ask("validate", folder, "--select", "CAT1")

    assert (said.code, "2 partners" in said.out) == (0, True)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _loop_of_folders(path: Path) -> None:
    (path.parent / "deeper").symlink_to(path.parent, target_is_directory=True)
    path.symlink_to("deeper/gone.yaml")


def _locked(path: Path) -> None:
    path.write_bytes(ACME)
    path.chmod(0)


AS_ROOT = os.name != "posix" or os.geteuid() == 0


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are those of POSIX")
@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(Path.mkdir, "this is not a file", id="a folder"),
        pytest.param(_pipe, "this is not a file", id="a pipe"),
        pytest.param(_loop, "Too many levels of symbolic links", id="a loop of links"),
        pytest.param(_loop_of_folders, "No such file", id="a loop of folders"),
        pytest.param(
            _locked,
            "Permission denied",
            id="no permission",
            marks=pytest.mark.skipif(AS_ROOT, reason="root reads every file"),
        ),
    ],
)
def test_what_is_no_readable_file_is_a_finding(
    make: Callable[[Path], None], says: str, ask: Ask, write_catalog: WriteCatalog
) -> None:
    folder = write_catalog()
    make(folder / "partners" / "trap.yaml")
    said = ask("validate", folder)

    assert (said.code, said.err) == (1, "")
    assert f"{folder}/partners/trap.yaml:1:1: error CAT102 unreadable-file: " in said.out
    assert says in said.out


@pytest.mark.parametrize(
    "error", [FileNotFoundError(2, "No such file or directory"), PermissionError(13, "Permission denied")]
)
def test_a_file_that_vanishes_or_is_locked_while_it_is_read(
    error: OSError, ask: Ask, write_catalog: WriteCatalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_catalog()
    opened = os.open

    def open_or_fail(path: Any, *arguments: Any, **more: Any) -> int:
        if Path(path).name == "acme.yaml":
            raise error
        return opened(path, *arguments, **more)

    monkeypatch.setattr(os, "open", open_or_fail)
    said = ask("validate", folder)

    assert said.code == 1
    assert (
        f"partners/acme.yaml:1:1: error CAT102 unreadable-file: The file cannot be read: {error.strerror}"
        in said.out
    )


@pytest.mark.parametrize("path", ["x" * 5_000, "loop", "pipe", "missing\nline", "\udcff"])
def test_a_path_that_is_no_catalog_ends_with_2(path: str, ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    said = ask("validate", tmp_path / path)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Error: The catalog cannot be read: ")
    assert [line.partition(":")[0] for line in said.err.splitlines()] == ["Error", "Hint"]


def test_a_whole_process_ends_without_a_traceback(run_python: RunPython, write_catalog: WriteCatalog) -> None:
    folder = write_catalog()
    for number, (content, _name) in enumerate(TRAPS.values()):
        if len(content) < 1_000_000:
            (folder / "partners" / f"trap{number}.yaml").write_bytes(content)
    result = run_python("-X", "faulthandler", "-m", "cdmo_plan", "validate", str(folder))

    assert (result.returncode, result.stderr) == (1, "")
    assert "Traceback" not in result.stdout
