"""Asking WATS many things: a few at the same time, with patience when it asks for that, and not for ever when it is down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from itertools import islice
from typing import Any

from .clock import Clock
from .reply import Asking, Reply
from .submit import retry_after

MOST_FAILURES = 10
"""After so many reports in a row that WATS failed to give, the rest is not asked for: it is down."""
LONGEST_WAIT = 60.0
MOST_WAITS = 7

_CREDENTIALS = (401, 403)
_READABLE = ("api/Report/Wsjf/", "api/Report/Query/", "api/App/")


class Questions:
    """``stopped`` says why the rest is not asked for."""

    def __init__(self, wats: Asking, jobs: int, clock: Clock) -> None:
        self._wats, self._clock, self._most = wats, clock, jobs
        self._jobs = asyncio.Semaphore(jobs)
        self._failures = 0
        self.stopped: str | None = None
        self.unanswered = 0
        self.refused: str | None = None
        """The first path that may not be asked."""

    async def begin(self) -> None:
        version = await self.ask("/api/App/Version")
        if version.status != 200:
            self.stopped = f"WATS cannot be asked: {version.said}"

    async def ask(self, path: str, params: dict[str, Any] | None = None, one_report: bool = False) -> Reply:
        """``one_report``: a failure may be that report's own; many in a row are WATS's."""
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
        """In the order of the paths; as many answers as there are jobs are in memory."""
        await self.begin()
        source = iter(path for path in paths if path)
        while not self.stopped and (group := list(islice(source, self._most))):
            self.refused = self.refused or next((path for path in group if not path.startswith(_READABLE)), None)
            asked = [path for path in group if path.startswith(_READABLE)]
            for path, reply in zip(asked, await asyncio.gather(*(self.ask("/" + path, one_report=True) for path in asked))):
                self.unanswered += not reply.status
                yield path, reply

    def _count(self, reply: Reply) -> None:
        """Sees when it is WATS itself that fails, and not single reports."""
        fails = reply.status == 0 or reply.status == 429 or reply.status >= 500
        self._failures = self._failures + 1 if fails else 0
        if reply.status in _CREDENTIALS or self._failures >= MOST_FAILURES:
            self.stopped = self.stopped or f"WATS cannot be asked: {reply.said}"
