"""Time, given to whoever needs it, so that tests decide what time it is.

What is written to disk is wall-clock time; how long something takes or waits is counted by ``monotonic``, which
nobody can set.
"""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timezone


class Clock:
    """The machine's clock. ``now`` is always aware and in UTC."""

    def now(self) -> datetime:
        return datetime.now(timezone.utc)

    def monotonic(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def iso(moment: datetime) -> str:
    """UTC in the one form used in every file and line of the sidecar, for example 2026-03-29T01:00:00Z."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_iso(text: object) -> datetime | None:
    """The moment that ``iso`` wrote; None for anything else, so that a damaged file is never a crash."""
    if not isinstance(text, str):
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    except ValueError:
        return None
