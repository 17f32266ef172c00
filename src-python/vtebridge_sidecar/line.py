"""The line of reports that wait to be sent: oldest start first, and never two reports of one serial number at once."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable

from .folder import Waiting


class Line:
    """Keeps the reports of one serial number in order. Yield counts the first run of a unit, so a later run must not reach WATS
    before it. A report that may not be sent yet therefore holds back the younger reports of its serial number."""

    def __init__(self) -> None:
        self._queues: dict[str, list[Waiting]] = {}
        self._heads: list[tuple[float, str]] = []
        self._busy: dict[str, str] = {}

    def rebuild(self, waiting: Iterable[Waiting], may_go: Callable[[Waiting], bool]) -> None:
        """Makes a new line from the folder's present state. Reports that are being sent are not added again."""
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
        """Whether ``take`` would return a report."""
        return bool(self._heads)

    def take(self) -> Waiting | None:
        """Returns the next report whose serial number is free. It counts as being sent until ``done`` or ``hold`` is called."""
        if not self._heads:
            return None
        _, serial = heapq.heappop(self._heads)
        report = self._queues[serial].pop()
        self._busy[serial] = report.id
        return report

    def done(self, report: Waiting) -> None:
        """The report was accepted or rejected: the next one of its serial number may go."""
        del self._busy[report.turn.serial]
        queue = self._queues.get(report.turn.serial)
        if queue:
            heapq.heappush(self._heads, (queue[-1].turn.start, report.turn.serial))

    def hold(self, report: Waiting) -> None:
        """The report must be sent later: the younger ones of its serial number wait until the next rebuild."""
        del self._busy[report.turn.serial]
        self._queues.pop(report.turn.serial, None)
