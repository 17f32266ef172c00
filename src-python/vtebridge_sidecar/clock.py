"""The clock, passed to the code that needs it, so that tests can set the time.

Files hold wall-clock time. Durations and waits are measured with ``monotonic``, which nobody can set.
"""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timezone


class Clock:
    """The machine's clock. ``now`` is always UTC, with its time zone set."""

    def now(self) -> datetime:
        return datetime.now(timezone.utc)

    def monotonic(self) -> float:
        """Seconds since an arbitrary moment."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def iso(moment: datetime) -> str:
    """UTC in the one format that every file and line of the sidecar uses, for example 2026-03-29T01:00:00Z."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_iso(text: object) -> datetime | None:
    """Parses the text that ``iso`` wrote. None for anything else, so that a damaged file never causes a crash."""
    if not isinstance(text, str):
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    except ValueError:
        return None
