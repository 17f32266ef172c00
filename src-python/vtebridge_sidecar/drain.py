"""The drain: scans the folder, keeps up to ``jobs`` uploads running, and decides when to rest and when to end."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from . import pause
from .answer import Wats
from .clock import Clock, iso
from .console import Lines
from .delivery import Delivery
from .folder import QueueFolder
from .line import Line
from .pace import Pace
from .trouble import Trouble

log = logging.getLogger("vtebridge_sidecar")

POLL = 0.5
RESCAN = 30.0
CLEAN = 3600.0
PROGRESS = 10.0
"""In seconds: POLL, RESCAN between scans of the folder, CLEAN between cleanings, PROGRESS between progress lines."""
_RESTS = (5, 10, 30, 60, 120, 300)


@dataclass(frozen=True)
class DrainOptions:
    watch: bool = False
    jobs: int = 10
    rate: int = 0
    keep_completed: timedelta = timedelta(days=7)


class Drain:
    """One run over a folder whose lock is held. Setting ``stop`` ends it after the running uploads."""

    def __init__(self, folder: QueueFolder, wats: Wats, lines: Lines, options: DrainOptions, clock: Clock) -> None:
        self._folder, self._lines, self._options, self._clock = folder, lines, options, clock
        self._line = Line()
        self._trouble = Trouble(options.jobs)
        self._pace = Pace(options.rate)
        self._delivery = Delivery(folder, self._line, wats, lines, clock, self._trouble, self._pace)
        self._scanned = self._cleaned = -math.inf
        self._rests = self._good_at_rest = 0

    async def run(self, stop: asyncio.Event) -> dict[str, Any]:
        """Returns the content of the last line: ``{accepted, rejected, waiting, oldest_waiting, stopped}``."""
        put_back = self._folder.recover()
        if put_back:
            log.info("%d reports were being uploaded when the last upload ended; they are sent first", put_back)
        self._look()
        earlier = pause.read(self._folder.path, self._clock.now())
        if earlier is not None:
            self._trouble.wish(earlier, self._clock.monotonic())
        under_way: set[asyncio.Task[None]] = set()
        while await self._step(stop, under_way):
            pass
        self._delivery.say_open()
        return self._done()

    async def _step(self, stop: asyncio.Event, under_way: set[asyncio.Task[None]]) -> bool:
        """Checks the state once and waits once. False if the run is over."""
        ending = stop.is_set() or self._lines.broken
        now = self._clock.monotonic()
        paused = self._trouble.paused(now)
        if not (ending or paused or self._trouble.stopped):
            self._start_uploads(under_way)
        turn = self._pace.wait(now) if self._line.ready else 0.0
        if under_way:
            await self._any_of(under_way, [s for s in (paused, turn) if s], ending)
        elif ending or self._trouble.final:
            return False
        elif self._trouble.stopped or (not paused and not turn and self._delivery.doubtful and not self._something_new()):
            return await self._give_it_a_rest(stop)
        elif paused:
            await self._wait_out(stop)
            self._look()
        elif turn:
            await self._rest(turn, stop)
        elif not self._something_new():
            if not self._options.watch:
                return False
            await self._rest(POLL, stop)
        return True

    def _start_uploads(self, under_way: set[asyncio.Task[None]]) -> None:
        jobs = 1 if self._trouble.careful else self._options.jobs
        while len(under_way) < jobs and not self._pace.wait(self._clock.monotonic()):
            report = self._line.take()
            if report is None:
                return
            self._pace.took(self._clock.monotonic())
            under_way.add(asyncio.create_task(self._delivery.deliver(report)))

    async def _any_of(self, under_way: set[asyncio.Task[None]], waits: list[float], ending: bool) -> None:
        """Waits until an upload ends or something else may start. A watching drain also looks for new files meanwhile."""
        watching = self._options.watch and not ending
        seconds = min(waits + [POLL] * watching, default=None)
        done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED, timeout=seconds)
        under_way -= done
        for task in done:
            task.result()
        if watching and len(under_way) < self._options.jobs:
            self._something_new()

    def _something_new(self) -> bool:
        """Scans the folder again if it may have changed. True if a report may be sent."""
        age = self._clock.monotonic() - self._scanned
        if not self._options.watch or age >= RESCAN or (age >= POLL and self._folder.changed()):
            self._look()
        return self._line.ready

    def _look(self) -> None:
        now = self._clock.monotonic()
        if now - self._cleaned >= CLEAN:
            self._cleaned = now
            self._folder.remove_completed(self._clock.now() - self._options.keep_completed)
        self._scanned = now
        self._line.rebuild(self._folder.scan(), self._delivery.may_go)

    async def _give_it_a_rest(self, stop: asyncio.Event) -> bool:
        """WATS is not taking reports: a watching drain tries again after a while; a single run ends."""
        reason = self._trouble.stopped or f"WATS does not accept reports: {self._delivery.doubtful}"
        self._trouble.stop(reason)
        if not self._options.watch:
            return False
        if self._trouble.good_answers > self._good_at_rest:
            self._rests, self._good_at_rest = 0, self._trouble.good_answers
        seconds = max(self._trouble.rest, _RESTS[min(self._rests, len(_RESTS) - 1)])
        log.warning("%s; trying again in %.0f s", reason, seconds)
        self._rests += 1
        self._delivery.say_open()
        await self._rest(seconds, stop)
        self._trouble.forget()
        self._delivery.forgive()
        self._look()
        return True

    async def _wait_out(self, stop: asyncio.Event) -> None:
        """Waits until the pause ends and writes progress lines meanwhile, so that nobody takes the wait for a hang."""
        while (left := self._trouble.paused(self._clock.monotonic())) and not stop.is_set():
            if left >= 1.0:
                self._tell_wait(left)
            await self._rest(min(left, PROGRESS), stop)

    def _tell_wait(self, seconds: float) -> None:
        tally = self._delivery.tally
        told = {"accepted": tally.accepted, "rejected": tally.rejected, "wait": round(seconds), "reason": self._trouble.reason, "per_minute": self._pace.per_minute}
        self._lines.write({"progress": told})

    async def _rest(self, seconds: float, stop: asyncio.Event) -> None:
        """Waits; ends early if ``stop`` is set."""
        waits: list[Awaitable[Any]] = [self._clock.sleep(seconds), stop.wait()]
        tasks = [asyncio.ensure_future(w) for w in waits]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()

    def _done(self) -> dict[str, Any]:
        waiting = self._folder.scan()
        oldest = min((w.since for w in waiting), default=None)
        return {
            "accepted": self._delivery.tally.accepted,
            "rejected": self._delivery.tally.rejected,
            "waiting": len(waiting),
            "oldest_waiting": None if oldest is None else iso(datetime.fromtimestamp(oldest, timezone.utc)),
            "stopped": self._trouble.stopped,
        }
