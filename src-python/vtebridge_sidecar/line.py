"""The line of reports waiting for their turn: oldest start first, and never two of one serial number at once."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable

from .folder import Waiting


class Line:
    """Reports of one serial number keep their order: yield counts the first run of a unit, so a later one must not
    arrive before it. A report that may not be sent yet therefore holds back the younger ones of its serial number."""

    def __init__(self) -> None:
        self._queues: dict[str, list[Waiting]] = {}
        self._heads: list[tuple[float, str]] = []
        self._busy: dict[str, str] = {}

    def rebuild(self, waiting: Iterable[Waiting], may_go: Callable[[Waiting], bool]) -> None:
        """Takes the folder's present state as the new line. Reports in hand stay in hand."""
        in_hand = set(self._busy.values())
        self._queues = {}
        for report in waiting:
            if report.id not in in_hand:
                self._queues.setdefault(report.turn.serial, []).append(report)
        self._heads = []
        for serial, queue in self._queues.items():
            queue.sort(key=lambda w: (w.turn.start, w.id), reverse=True)
            for index, report in enumerate(reversed(queue)):
                if not may_go(report):
                    del queue[: len(queue) - index]
                    break
            if queue and serial not in self._busy:
                self._heads.append((queue[-1].turn.start, serial))
        heapq.heapify(self._heads)

    @property
    def ready(self) -> bool:
        """Whether ``take`` would give a report."""
        return bool(self._heads)

    def take(self) -> Waiting | None:
        """The next report whose serial number is free; it is in hand until ``done`` or ``hold``."""
        if not self._heads:
            return None
        _, serial = heapq.heappop(self._heads)
        report = self._queues[serial].pop()
        self._busy[serial] = report.id
        return report

    def done(self, report: Waiting) -> None:
        """Accepted or rejected: the next of its serial number may go."""
        del self._busy[report.turn.serial]
        queue = self._queues.get(report.turn.serial)
        if queue:
            heapq.heappush(self._heads, (queue[-1].turn.start, report.turn.serial))

    def hold(self, report: Waiting) -> None:
        """Still to be sent: so the younger ones of its serial number wait for the next rebuild."""
        del self._busy[report.turn.serial]
        self._queues.pop(report.turn.serial, None)
