"""Sends many queries to WATS: a few at a time, waiting when WATS asks for it, and giving up when WATS is down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from itertools import islice
from typing import Any

from .clock import Clock
from .reply import Asking, Reply
from .submit import retry_after

MOST_FAILURES = 10
"""After this many failed reports in a row, WATS counts as down and the rest is not asked for."""
LONGEST_WAIT = 60.0
MOST_WAITS = 7

_CREDENTIALS = (401, 403)
_READABLE = ("api/Report/Wsjf/", "api/Report/Query/", "api/App/")


class Questions:
    """Sends queries. ``stopped`` says why the rest is not asked for; None if nothing is in the way."""

    def __init__(self, wats: Asking, jobs: int, clock: Clock) -> None:
        self._wats, self._clock, self._most = wats, clock, jobs
        self._jobs = asyncio.Semaphore(jobs)
        self._failures = 0
        self.stopped: str | None = None
        self.unanswered = 0
        self.refused: str | None = None
        """The first path that is not on the list of readable ones and was skipped."""

    async def begin(self) -> None:
        version = await self.ask("/api/App/Version")
        if version.status != 200:
            self.stopped = f"WATS cannot be asked: {version.said}"

    async def ask(self, path: str, params: dict[str, Any] | None = None, one_report: bool = False) -> Reply:
        """With ``one_report``, a failure may be the fault of that report alone; many of them in a row count as WATS's."""
        async with self._jobs:
            for wait in range(MOST_WAITS + 1):
                if self.stopped:
                    return Reply(0, self.stopped, {})
                reply = await self._wats.ask(path, params)
                if reply.status != 429 or wait == MOST_WAITS:
                    break
                asked = retry_after(reply, self._clock)
                await self._clock.sleep(min(2.0**wait if asked is None else max(asked, 0.1), LONGEST_WAIT))
        if one_report:
            self._count(reply)
        return reply

    async def answers(self, paths: Iterable[str]) -> AsyncIterator[tuple[str, Reply]]:
        """Gives the answers in the order of the paths. At most ``jobs`` answers are in memory."""
        await self.begin()
        source = iter(path for path in paths if path)
        while not self.stopped and (group := list(islice(source, self._most))):
            self.refused = self.refused or next((path for path in group if not path.startswith(_READABLE)), None)
            asked = [path for path in group if path.startswith(_READABLE)]
            for path, reply in zip(asked, await asyncio.gather(*(self.ask("/" + path, one_report=True) for path in asked))):
                self.unanswered += not reply.status
                yield path, reply

    def _count(self, reply: Reply) -> None:
        """Detects that WATS itself fails, as opposed to single reports."""
        fails = reply.status == 0 or reply.status == 429 or reply.status >= 500
        self._failures = self._failures + 1 if fails else 0
        if reply.status in _CREDENTIALS or self._failures >= MOST_FAILURES:
            self.stopped = self.stopped or f"WATS cannot be asked: {reply.said}"
