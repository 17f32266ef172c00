"""At most so many uploads a minute, evenly spaced."""

from __future__ import annotations

from datetime import datetime, timedelta

from .clock import Clock


class Pace:
    """pyWATS has a limiter of its own, but it blocks the event loop, and with it every upload under way."""

    def __init__(self, per_minute: int, clock: Clock) -> None:
        self._gap = timedelta(minutes=1) / per_minute if per_minute > 0 else timedelta(0)
        self._clock = clock
        self._next: datetime | None = None

    async def turn(self) -> None:
        """Returns when the next upload may start."""
        if not self._gap:
            return
        now = self._clock.now()
        mine = max(self._next or now, now)
        self._next = mine + self._gap
        if mine > now:
            await self._clock.sleep((mine - now).total_seconds())
