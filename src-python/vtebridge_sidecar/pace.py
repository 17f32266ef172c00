"""At most so many uploads a minute, evenly spaced."""

from __future__ import annotations

from datetime import datetime, timedelta


class Pace:
    """pyWATS has a limiter of its own, but it blocks the event loop, and with it every upload under way.

    0 a minute means no limit.
    """

    def __init__(self, per_minute: int) -> None:
        self._gap = timedelta(minutes=1) / per_minute if per_minute > 0 else timedelta(0)
        self._next: datetime | None = None

    def wait(self, now: datetime) -> float:
        """Seconds until the next upload may start."""
        return max(0.0, (self._next - now).total_seconds()) if self._next else 0.0

    def took(self, now: datetime) -> None:
        """An upload starts."""
        if self._gap:
            self._next = now + self._gap
