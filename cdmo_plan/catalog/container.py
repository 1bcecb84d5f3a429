"""One file of named sections, each with a digest: nothing of it is believed before it was verified.

The first line tells the format, and the length and digest of the head; the head, in JSON, tells where each
section lies, and its digest; the sections follow. Nothing in it is code, and reading it runs none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, Final

from cdmo_plan.domain.digests import blake2b
from cdmo_plan.domain.values import NamedTuple

FORMAT: Final = b"cdmo-plan catalog 1 "
_DIGEST_BYTES: Final = 16
_FIRST_LINE: Final = len(FORMAT) + 10 + 1 + 2 * _DIGEST_BYTES + 1
_LARGEST: Final = 1 << 31


class Written(NamedTuple):
    """A section as it is written in another container."""

    text: bytes


class BrokenError(Exception):
    """A file is no container, or not all of it is as it was written."""


def packed(head: Mapping[str, Any], sections: Mapping[str, Any]) -> bytes:
    """Return the bytes of a container: the head is read when it is opened, a section when it is asked for."""
    texts = {
        name: section.text if isinstance(section, Written) else _json(section)
        for name, section in sections.items()
    }
    places: dict[str, tuple[int, int, str]] = {}
    at = 0
    for name, text in texts.items():
        places[name] = (at, len(text), _digest(text))
        at += len(text)
    begin = _json({**head, "sections": places})
    first = b"%s%010d %s\n" % (FORMAT, len(begin), _digest(begin).encode())
    return b"".join((first, begin, *texts.values()))


class Container:
    """A container that is open for reading; what another process puts in its place does not change it."""

    def __init__(self, descriptor: int) -> None:
        """Read the head from an open file, which is closed with the container.

        Raises:
            BrokenError: If it is no container of this format, or its head is damaged.
            OSError: If it cannot be read.
        """
        self._descriptor = descriptor
        first = os.read(descriptor, _FIRST_LINE)
        length, _, digest = first[len(FORMAT) : -1].partition(b" ")
        if not first.startswith(FORMAT) or not length.isdigit() or not first.endswith(b"\n"):
            raise BrokenError
        self._begin = _FIRST_LINE + int(length)
        self.head: Mapping[str, Any] = self._verified(
            _FIRST_LINE, int(length), digest.decode("ascii", "replace")
        )

    def section(self, name: str) -> Any:  # noqa: ANN401  whatever it was
        """Return a section.

        Raises:
            BrokenError: If it is not as it was written.
        """
        at, length, digest = self.head["sections"][name]
        return self._verified(self._begin + at, length, digest)

    def written(self, name: str) -> Written:
        """Return a section as it is written, for another container.

        Raises:
            BrokenError: If it is not as it was written.
        """
        at, length, digest = self.head["sections"][name]
        return Written(self._text(self._begin + at, length, digest))

    def _verified(self, at: int, length: int, digest: str) -> Any:  # noqa: ANN401
        try:
            return json.loads(self._text(at, length, digest))
        except (ValueError, RecursionError) as error:
            raise BrokenError from error

    def _text(self, at: int, length: int, digest: str) -> bytes:
        if length > _LARGEST:
            raise BrokenError
        try:
            os.lseek(self._descriptor, at, os.SEEK_SET)
            text = os.read(self._descriptor, length)
        except OSError as error:
            raise BrokenError from error
        if _digest(text) != digest:
            raise BrokenError
        return text

    def __del__(self) -> None:
        os.close(self._descriptor)


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), check_circular=False).encode("ascii")


def _digest(text: bytes) -> str:
    return blake2b(text, digest_size=_DIGEST_BYTES).hexdigest()
