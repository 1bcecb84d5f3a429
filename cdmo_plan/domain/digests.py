"""Digests without OpenSSL, which `hashlib` loads for 4 ms: as `random` of the standard library has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b

        try:
            from _sha256 import sha256
        except ImportError:  # Since Python 3.12
            from _sha2 import sha256
    except ImportError:
        from hashlib import blake2b, sha256

__all__ = ["blake2b", "sha256"]
