"""Tells trouble with WATS from trouble with a single report.

A report that fails alone backs off alone. If WATS itself is down, slow, or asks to wait, all reports wait together and no failure
is counted against them: the next run tries all of them at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from .answer import Answer, Verdict
from .pause import LONGEST, Pause

PATIENCE = 120.0
"""How many seconds in all a run waits for WATS to take the next report. After that a single run ends and a watching one rests."""
MOST_FOLDER_FAILURES = 5
UNREACHABLE_PATIENCE = 5.0
"""The same for a server that cannot be reached; a later run tries it again."""
_PAUSES = {Verdict.SLOW_DOWN: (1.0, 2.0, 4.0, 8.0, 15.0, 30.0), Verdict.UNREACHABLE: (0.5, 1.0, 2.0)}
_PATIENCE = {Verdict.SLOW_DOWN: PATIENCE, Verdict.UNREACHABLE: UNREACHABLE_PATIENCE}


class Trouble:
    """``stopped`` says why nothing more is sent for now. ``final`` says that only a person can change that.

    Times are seconds of ``Clock.monotonic``.
    """

    def __init__(self, jobs: int) -> None:
        self._most_failures = jobs + 5
        self._failures = 0
        self._pauses = Counter[Verdict]()
        self._waited: dict[Verdict, float] = defaultdict(float)
        self._folder_failures = 0
        self._until = 0.0
        self.reason = ""
        self.good_answers = 0
        self.stopped: str | None = None
        self.final = False
        self.rest = 0.0

    @property
    def careful(self) -> bool:
        """Whether WATS has taken nothing since a pause. Then one upload at a time tests it, instead of all at once."""
        return bool(self._pauses)

    def good(self, now: float) -> None:
        """WATS judged a report, so it works. Answers to reports that were sent before a pause do not end the pause."""
        self.good_answers += 1
        self._failures = 0
        if not self.paused(now):
            self._pauses.clear()
            self._waited.clear()

    def failed(self, answer: Answer) -> None:
        """An attempt failed, and either the report or the server may be the cause."""
        self._failures += 1
        if self._failures >= self._most_failures:
            self.stop(f"WATS failed on {self._failures} reports in a row, the last time: {answer.message}")

    def pause(self, answer: Answer, now: float) -> float:
        """WATS asked to wait or could not be reached. Nothing is sent for the number of seconds returned.

        That is at least as long as WATS asked for, and longer each time if nothing is taken in between.
        """
        steps = _PAUSES[answer.verdict]
        step = steps[min(self._pauses[answer.verdict], len(steps) - 1)]
        seconds = min(max(answer.retry_after or 0.0, step), LONGEST.total_seconds())
        if not self.paused(now):
            self._pauses[answer.verdict] += 1
        self._waited[answer.verdict] += max(0.0, now + seconds - max(now, self._until))
        if self._waited[answer.verdict] > _PATIENCE[answer.verdict]:
            later = f"; the next run sends again in {seconds:.0f} s" if answer.verdict is Verdict.SLOW_DOWN else ""
            self.stop(answer.message + later, rest=seconds)
        self._begin(answer.message, now + seconds)
        return seconds

    def wish(self, pause: Pause, now: float) -> None:
        """WATS asked an earlier run to wait until a time that has not come yet."""
        self._waited[Verdict.SLOW_DOWN] += pause.seconds
        self._pauses[Verdict.SLOW_DOWN] += 1
        self._begin(pause.reason, now + pause.seconds)
        if pause.seconds > PATIENCE:
            self.stop(f"{pause.reason}; {pause.seconds:.0f} s of that are left", rest=pause.seconds)

    def _begin(self, reason: str, until: float) -> None:
        self.reason = reason
        self._until = max(self._until, until)

    def paused(self, now: float) -> float:
        """The seconds left of the pause; 0 if there is none."""
        return max(0.0, self._until - now)

    def folder_works(self) -> None:
        self._folder_failures = 0

    def folder_failed(self, problem: OSError) -> None:
        """Counts a failure. Another program may hold one file; many failures in a row mean a full disk or a lost share."""
        self._folder_failures += 1
        if self._folder_failures >= MOST_FOLDER_FAILURES:
            self.stop(f"the queue folder cannot be used: {problem}", final=True)

    def stop(self, reason: str, final: bool = False, rest: float = 0.0) -> None:
        """Keeps the first reason, unless a final one follows."""
        if self.stopped is None or (final and not self.final):
            self.stopped = reason
        self.final = self.final or final
        self.rest = max(self.rest, rest)

    def forget(self) -> None:
        """Forgets all trouble after a rest, so that everything is tried again."""
        self.stopped, self.rest, self._until, self._failures = None, 0.0, 0.0, 0
        self._pauses.clear()
        self._waited.clear()
