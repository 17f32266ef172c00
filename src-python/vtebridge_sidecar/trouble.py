"""Telling trouble with WATS from trouble with one report.

A report that fails alone backs off on its own; when WATS itself is down, slow or asks for patience, every report
waits together and none is blamed: the next run tries all of them at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from .answer import Answer, Verdict
from .clock import parse_iso
from .error_info import ErrorInfo

PATIENCE = 30.0
"""Seconds that a run waits in place; a longer wait ends the run (or lets a watching one rest)."""
LONGEST_ASKED = 3600.0
MOST_FOLDER_FAILURES = 5
_PAUSES = {Verdict.SLOW_DOWN: (1, 2, 4, 8, 15), Verdict.UNREACHABLE: (0.5, 1.0, 2.0)}


class Trouble:
    """``stopped`` says why nothing more is sent for now; ``final`` that only a person can change that."""

    def __init__(self, jobs: int) -> None:
        self._most_failures = jobs + 5
        self._failures = 0
        self._pauses = 0
        self._folder_failures = 0
        self._until: datetime | None = None
        self.good_answers = 0
        self.stopped: str | None = None
        self.final = False
        self.rest = 0.0

    def good(self) -> None:
        """WATS judged a report, so it works."""
        self.good_answers += 1
        self._failures = self._pauses = 0

    def failed(self, answer: Answer) -> None:
        """An attempt failed for a reason that may be the report's or the server's."""
        self._failures += 1
        if self._failures >= self._most_failures:
            self.stop(f"WATS failed on {self._failures} reports in a row, the last time: {answer.message}")

    def pause(self, answer: Answer, now: datetime) -> float:
        """WATS asked for patience or could not be reached: nothing is sent for the seconds returned."""
        steps = _PAUSES[answer.verdict]
        fresh = not self.paused(now)
        step = steps[min(self._pauses, len(steps) - 1)]
        seconds = min(max(answer.retry_after if answer.retry_after is not None else step, 0.1), LONGEST_ASKED)
        if fresh:
            self._pauses += 1
        if seconds > PATIENCE or self._pauses > len(steps):
            self.stop(answer.message, rest=seconds)
        moment = now + timedelta(seconds=seconds)
        self._until = max(self._until or moment, moment)
        return seconds

    def wish(self, info: ErrorInfo, now: datetime) -> None:
        """An earlier run was asked to wait until a time that has not come."""
        moment = parse_iso(info.next_attempt) or now
        self._until = moment
        if self.paused(now) > PATIENCE:
            self.stop(f"WATS asked to wait until {info.next_attempt}: {info.error}", rest=self.paused(now))

    def paused(self, now: datetime) -> float:
        """Seconds left of the pause; 0 when there is none."""
        return max(0.0, (self._until - now).total_seconds()) if self._until else 0.0

    def folder_works(self) -> None:
        self._folder_failures = 0

    def folder_failed(self, problem: OSError) -> None:
        """One file may be held by somebody; many in a row are a full disk or a lost share."""
        self._folder_failures += 1
        if self._folder_failures >= MOST_FOLDER_FAILURES:
            self.stop(f"the queue folder cannot be worked on: {problem}", final=True)

    def stop(self, reason: str, final: bool = False, rest: float = 0.0) -> None:
        """The first reason is the one that counts, unless a final one follows."""
        if self.stopped is None or (final and not self.final):
            self.stopped = reason
        self.final = self.final or final
        self.rest = max(self.rest, rest)

    def forget(self) -> None:
        """After a rest: everything may be tried again."""
        self.stopped, self.rest, self._until = None, 0.0, None
        self._failures = self._pauses = 0
