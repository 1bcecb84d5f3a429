"""Addresses as links of the terminal (OSC 8), where it is known to have them.

A terminal without them may print the address twice or rubbish, so only those that are known are asked.
Consoles without colour (pipes, files, `NO_COLOR`, `TERM=dumb`) print no links, whatever the text says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Final

from rich.text import Text

# Nothing that would end the link's escape, or that a browser should not be handed.
_ADDRESS: Final = re.compile(r"https?://[!-~]+")
_PROGRAMS: Final = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby", "mintty"})
_TERMINALS: Final = ("xterm-kitty", "alacritty", "foot", "ghostty", "xterm-ghostty", "wezterm", "contour")
_VARIABLES: Final = ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "KITTY_WINDOW_ID", "TERMINOLOGY")
_FIRST_VTE: Final = 5000  # GNOME Terminal and its kin


def link(text: Text, address: str | None) -> Text:
    """Return the text as a link to an address, or as it is where that makes no link."""
    if address and _ADDRESS.fullmatch(address) and has_links(os.environ):
        text.stylize(f"link {address}")
    return text


def has_links(environment: Mapping[str, str]) -> bool:
    """Tell whether the terminal is known to have links; `FORCE_HYPERLINK` overrules, 0 for no."""
    forced = environment.get("FORCE_HYPERLINK")
    if forced is not None:
        return forced != "0"
    version = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _PROGRAMS
        or environment.get("TERM", "").startswith(_TERMINALS)
        or any(environment.get(name) for name in _VARIABLES)
        or (version.isdecimal() and int(version) >= _FIRST_VTE)
    )
