"""What a probe found out about one thing."""

from __future__ import annotations

from typing import NamedTuple

from .scrub import message


class Finding(NamedTuple):
    """``level`` is ok, warning or error; ``advice``, what to do about it, is empty when all is ok."""

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
