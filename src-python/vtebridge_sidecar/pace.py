"""How fast uploads may start: at most at the configured rate, and slower after WATS asked to slow down."""

from __future__ import annotations

import math
from collections import deque

MINUTE = 60.0
SHARE = 0.9
"""After WATS asked to wait, uploads go on at this share of the rate that it had accepted."""
SLOWEST = 6.0
RAISE = 1.1
"""Each minute in which WATS does not ask to wait raises the rate by this factor."""


class Pace:
    """Limits the rate of uploads. pyWATS's own limiter is not used, because it blocks the event loop and so every running upload.

    Times are seconds of ``Clock.monotonic``. A rate of 0 per minute means no limit.
    """

    def __init__(self, per_minute: int) -> None:
        self._most = float(per_minute) if per_minute > 0 else math.inf
        self._rate = self._most
        self._next = -math.inf
        self._starts: deque[float] = deque()
        self._limited_at: float | None = None
        self._limited_until = 0.0
        self._since = -math.inf

    @property
    def per_minute(self) -> int | None:
        """The current limit; None if there is none."""
        return None if math.isinf(self._rate) else max(1, round(self._rate))

    def wait(self, now: float) -> float:
        """Seconds until the next upload may start."""
        if now - self._since >= MINUTE and self._rate < self._most:
            self._rate, self._since = min(self._most, self._rate * RAISE), now
        return max(0.0, self._next - now)

    def took(self, now: float) -> None:
        """Counts an upload that starts now."""
        self._starts.append(now)
        while self._starts[0] < now - MINUTE:
            self._starts.popleft()
        if not math.isinf(self._rate):
            self._next = now + MINUTE / self._rate

    def limited(self, now: float, seconds: float) -> None:
        """WATS asked to wait this many seconds."""
        self._limited_until = now + seconds
        if self._limited_at is None:
            self._limited_at = now

    def resumed(self, now: float) -> None:
        """WATS accepts reports again. After a request to wait, the new rate is measured from the first upload before it up to now,
        including the wait: WATS can bear that rate, whatever period its own limit covers."""
        if self._limited_at is None or now < self._limited_until:
            return
        before = [start for start in self._starts if self._limited_at - MINUTE <= start <= self._limited_at]
        if before:
            rate = SHARE * MINUTE * len(before) / max(now - before[0], 1.0)
            self._rate, self._since = min(self._most, max(SLOWEST, rate)), now
        self._starts.clear()
        self._limited_at = None
