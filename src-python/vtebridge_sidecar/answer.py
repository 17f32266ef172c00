"""WATS's answer to one report, and what it means for the report. The cases are in tests/data/wats-status.json."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from .said import WORDLESS


class Verdict(Enum):
    """What to do with a report after an attempt to send it."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    """WATS will never accept the report as it is."""
    LATER = "later"
    """This attempt failed; the same report, under the same id, may succeed later."""
    SLOW_DOWN = "slow down"
    """WATS asks to wait before anything else is sent. No attempt is counted against the report."""
    UNREACHABLE = "unreachable"
    """Nothing was sent. The report is not the cause, so no attempt is counted against it."""
    STOP = "stop"
    """Nothing can be sent until a person changes something. No attempt is counted against the report."""


PERMANENT = frozenset({400, 413, 422})
STOPPING = {
    401: "WATS does not accept the credentials: check the API token",
    403: "the API token is not allowed to submit reports: give it that right in WATS",
    404: "the server has no WATS report API at this address: check the server URL",
    405: "the server accepts no reports at this address: check the server URL, and that it begins with https",
    407: "the proxy asks for credentials: put them into HTTPS_PROXY, or name WATS in NO_PROXY",
}


@dataclass(frozen=True)
class Answer:
    """``status`` is None if no HTTP answer came. ``retry_after`` is the wait that the server asked for, in seconds."""

    verdict: Verdict
    message: str = ""
    status: int | None = None
    retry_after: float | None = None


class Wats(Protocol):
    """Sends reports to WATS. Does not raise for trouble with WATS or the network; the Answer tells of it."""

    async def submit(self, report: dict[str, Any], size: int) -> Answer:
        """Sends one report, whose file has ``size`` bytes. ACCEPTED only with proof that WATS has it under its id."""
        ...


def classify(status: int, text: str, retry_after: float | None = None, location: str = "") -> Answer:
    """Tells the meaning of a refusal from its HTTP status. Whatever is not known to be permanent is worth another attempt.

    ``location`` is where a redirect points to.
    """
    words = f"WATS answered {status} {text}" if text == WORDLESS else text
    if status in PERMANENT:
        return Answer(Verdict.REJECTED, words, status)
    if status in STOPPING:
        return Answer(Verdict.STOP, f"{STOPPING[status]} ({status}: {text})", status)
    if 300 <= status < 400:
        where = f"to {location}" if location else "without saying where"
        return Answer(Verdict.STOP, f"the server redirects reports {where}, and this redirect is not followed: set the server URL to the address of WATS itself ({status})", status)
    if status == 429 or retry_after is not None:
        return Answer(Verdict.SLOW_DOWN, f"WATS asks to wait ({status}: {text})", status, retry_after)
    return Answer(Verdict.LATER, words, status)
