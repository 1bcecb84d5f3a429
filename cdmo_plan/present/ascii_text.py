"""What to write where the encoding of a stream lacks a character, as under `PYTHONIOENCODING=ascii`."""

from __future__ import annotations

import codecs
import io
from types import MappingProxyType
from typing import Final, TextIO

_HANDLER: Final = "cdmo-plan"

# What Unicode takes apart into a letter and its accent needs no entry.
_PLAIN: Final = MappingProxyType(
    {
        "\u00a0": " ", "\u2009": " ", "\u202f": " ",
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2500": "-", "\u2502": "|", "\u2022": "*", "\u00b7": ".", "\u00d7": "x",
        "\u2190": "<-", "\u2192": "->", "\u2264": "<=", "\u2265": ">=",
        "\u2591": ".", "\u2592": ":", "\u2593": "+", "\u2588": "#",
        "\u00b5": "u", "\u03bc": "u", "\u00b1": "+/-", "\u00b0": " deg", "\u20ac": "EUR",
        "\u00df": "ss", "\u00c6": "AE", "\u00e6": "ae", "\u00d8": "O", "\u00f8": "o", "\u0152": "OE",
        "\u0153": "oe", "\u0110": "D", "\u0111": "d", "\u0141": "L", "\u0142": "l", "\u0131": "i",
        "\u00de": "Th", "\u00fe": "th", "\u00d0": "D", "\u00f0": "d",
    }
)  # fmt: skip


def replace_what_cannot_be_written(*streams: TextIO) -> None:
    """Make streams write `e` for an e with an accent, `->` for an arrow, and escape what has no stand-in."""
    codecs.register_error(_HANDLER, _replace)
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_stand_in(character) for character in lost), error.end


def _stand_in(character: str) -> str:
    import unicodedata

    found = _PLAIN.get(character)
    if found is not None:
        return found
    parts = unicodedata.normalize("NFD", character)
    if parts[0].isascii() and all(unicodedata.combining(accent) for accent in parts[1:]):
        return parts[0]
    return character.encode("ascii", "backslashreplace").decode("ascii")
