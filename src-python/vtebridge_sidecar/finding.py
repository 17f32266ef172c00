"""The result of one check of a probe."""

from __future__ import annotations

from typing import NamedTuple

from .scrub import message


class Finding(NamedTuple):
    """``level`` is ok, warning or error. ``advice`` says what to do about it; it is empty if all is ok."""

    check: str
    level: str
    evidence: str
    advice: str = ""

    def to_json(self) -> dict[str, str]:
        return {k: message(v) for k, v in self._asdict().items()}


def ok(check: str, evidence: str) -> Finding:
    return Finding(check, "ok", evidence)


def warning(check: str, evidence: str, advice: str) -> Finding:
    return Finding(check, "warning", evidence, advice)


def error(check: str, evidence: str, advice: str) -> Finding:
    return Finding(check, "error", evidence, advice)
