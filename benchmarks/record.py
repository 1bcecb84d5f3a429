"""What an exact model said of a net, kept in a file with a digest of the net that it was said of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from cdmo_plan.network.net import Net


def plain(value: object) -> object:
    """Return a value as JSON would give it back, with sets in order; a net may be without prices."""
    if isinstance(value, Net) and value.prices is None:
        value = value[: Net._fields.index("prices")]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in sorted(value)}
    if isinstance(value, set | frozenset):
        return [plain(item) for item in sorted(value)]
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def digest(value: object) -> str:
    """Return a short digest of plain data, the same in every run."""
    return hashlib.sha256(json.dumps(plain(value)).encode()).hexdigest()[:12]


class Record:
    """Answers by case and question; one that was given of another net does not count."""

    def __init__(self, path: Path, *, afresh: bool = False) -> None:
        self._path = path
        self._answers: dict[str, dict[str, object]] = {}
        if path.exists() and not afresh:
            self._answers = json.loads(path.read_text(encoding="utf-8"))

    def answer(self, case: str, question: str, asked: object, ask: Callable[[], object]) -> object:
        """Return the recorded answer, or ask and record it; `asked` is all that the answer depends on."""
        mark = digest(asked)
        known = self._answers.setdefault(case, {"asked": mark})
        if known["asked"] != mark:
            known.clear()
            known["asked"] = mark
        if question not in known:
            known[question] = plain(ask())
        return known[question]

    def save(self) -> None:
        """Write all answers, a line each case."""
        lines = (f"{json.dumps(case)}: {json.dumps(known)}" for case, known in sorted(self._answers.items()))
        self._path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
