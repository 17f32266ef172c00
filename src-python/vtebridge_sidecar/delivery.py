"""Sends one report: claims its file, sends it, and moves it to its new state on disk before its line is written."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace

from . import pause
from .answer import Answer, Verdict, Wats
from .clock import Clock, iso
from .console import Lines
from .error_info import ErrorInfo
from .folder import ERROR, PROCESSING, QueueFolder, Waiting
from .line import Line
from .pace import Pace
from .report_file import BadFile, read_report
from .scrub import message
from .trouble import Trouble

log = logging.getLogger("vtebridge_sidecar")

LARGE = 2_000_000
"""In bytes. Larger reports are sent one at a time, because a parsed report takes about ten times its size in memory."""
HELD = 30.0
"""Seconds until a file that another program holds is tried again."""


@dataclass
class Tally:
    accepted: int = 0
    rejected: int = 0


class Delivery:
    """Handles single reports during one run."""

    def __init__(self, folder: QueueFolder, line: Line, wats: Wats, lines: Lines, clock: Clock, trouble: Trouble, pace: Pace) -> None:
        self._folder, self._line, self._wats, self._lines = folder, line, wats, lines
        self._clock, self._trouble, self._pace = clock, trouble, pace
        # True at first, because WATS may have asked an earlier run to wait.
        self._asked_to_wait = True
        self._suspects: dict[str, ErrorInfo] = {}
        self._open: dict[str, tuple[Answer, int]] = {}
        self._held_by_others: dict[str, float] = {}
        self._versions: dict[str, str | None] = {}
        self._one_large = asyncio.Lock()
        self.tally = Tally()

    @property
    def doubtful(self) -> str | None:
        """The last reason, if reports failed and WATS has taken nothing since; else None."""
        return next(reversed(self._suspects.values())).error if self._suspects else None

    def may_go(self, waiting: Waiting) -> bool:
        """Whether the report may be sent now: its back-off is over, it has not just failed, and no program holds its file."""
        suspect = waiting.state == ERROR and waiting.id in self._suspects
        held = self._held_by_others.get(waiting.id, 0.0) > self._clock.monotonic()
        return not suspect and not held and waiting.info.due(self._clock.now())

    async def deliver(self, waiting: Waiting) -> None:
        """Sends one report. Trouble with its file, such as another program holding it, does not affect other reports."""
        try:
            if waiting.size > LARGE:
                async with self._one_large:
                    await self._deliver(waiting)
            else:
                await self._deliver(waiting)
            self._trouble.folder_works()
        except OSError as e:
            self._held(waiting, e)

    async def _deliver(self, waiting: Waiting) -> None:
        path = self._folder.claim(waiting)
        good_before = self._trouble.good_answers
        try:
            file = read_report(path, waiting.id)
        except BadFile as e:
            self._versions[waiting.id] = e.sha256
            return self._reject(waiting, Answer(Verdict.REJECTED, str(e)))
        self._versions[waiting.id] = file.sha256
        answer = await self._wats.submit(file.report, file.size)
        del file
        self._apply(waiting, replace(answer, message=message(answer.message)), good_before)

    def _held(self, waiting: Waiting, problem: OSError) -> None:
        """Puts the report back into the line for a later attempt. If WATS has it already, it gets it again under the same id."""
        log.warning("the file of %s cannot be opened or moved now (%s); it is tried again later", waiting.id, problem)
        self._held_by_others[waiting.id] = self._clock.monotonic() + HELD
        self._open[waiting.id] = (Answer(Verdict.LATER, message(f"its file cannot be opened or moved now: {problem}")), waiting.info.attempts)
        # Another program took a file that is gone; that is no trouble with the folder.
        if not isinstance(problem, FileNotFoundError) or not self._folder.path.is_dir():
            self._trouble.folder_failed(problem)
        try:
            if self._folder.has(waiting.id, PROCESSING):
                self._folder.put_back(waiting.id)
        except OSError as e:
            log.warning("the file of %s cannot be put back into the queue (%s); the next upload sends it", waiting.id, e)
            return
        self._line.hold(waiting)

    def _apply(self, waiting: Waiting, answer: Answer, good_before: int) -> None:
        if answer.verdict is Verdict.ACCEPTED:
            self._accept(waiting, answer)
        elif answer.verdict is Verdict.REJECTED:
            self._works()
            self._reject(waiting, answer)
        elif answer.verdict is Verdict.LATER:
            self._later(waiting, answer, self._trouble.good_answers > good_before)
        else:
            self._everybody_waits(answer)
            self._open[waiting.id] = (answer, self._folder.info(waiting.id).attempts)
            self._folder.put_back(waiting.id)
            self._line.hold(waiting)

    def _everybody_waits(self, answer: Answer) -> None:
        if answer.verdict is Verdict.STOP:
            return self._trouble.stop(answer.message, final=True)
        now = self._clock.monotonic()
        seconds = self._trouble.pause(answer, now)
        if answer.verdict is Verdict.SLOW_DOWN:
            self._asked_to_wait = True
            self._pace.limited(now, seconds)
            pause.write(self._folder.path, seconds, answer.message, self._clock.now())

    def _accept(self, waiting: Waiting, answer: Answer) -> None:
        attempts = waiting.info.attempts + 1
        self._works()
        self._folder.complete(waiting.id)
        self.tally.accepted += 1
        self._say(waiting.id, "Accepted", answer, attempts)
        self._line.done(waiting)

    def _reject(self, waiting: Waiting, answer: Answer) -> None:
        info = replace(self._after(waiting, answer), permanent=True)
        self._folder.fail(waiting.id, info)
        self.tally.rejected += 1
        self._say(waiting.id, "Rejected", answer, info.attempts)
        self._line.done(waiting)

    def _later(self, waiting: Waiting, answer: Answer, others_taken: bool) -> None:
        info = self._after(waiting, answer)
        if others_taken:
            info = info.own_failure(self._clock.now())
            if info.permanent:
                return self._reject(waiting, replace(answer, message=info.error))
        else:
            self._suspects[waiting.id] = info
        self._folder.fail(waiting.id, info)
        self._say(waiting.id, "Unavailable", answer, info.attempts)
        self._line.hold(waiting)
        self._trouble.failed(answer)

    def _after(self, waiting: Waiting, answer: Answer) -> ErrorInfo:
        """The report's history including this attempt."""
        info = self._folder.info(waiting.id)
        now = iso(self._clock.now())
        return replace(info, error=answer.message, timestamp=now, attempts=info.attempts + 1, status=answer.status, next_attempt=None)

    def _works(self) -> None:
        """WATS judged a report, so it works. Failures since the last time it worked were those reports' own: they back off."""
        now = self._clock.monotonic()
        self._trouble.good(now)
        self._pace.resumed(now)
        if self._asked_to_wait and not self._trouble.paused(now):
            self._asked_to_wait = False
            pause.clear(self._folder.path)
        suspects, self._suspects = self._suspects, {}
        for report_id, info in suspects.items():
            if self._folder.has(report_id, ERROR):
                info = info.own_failure(self._clock.now())
                self._folder.note(report_id, info)
                if info.permanent:
                    self.tally.rejected += 1
                    self._say(report_id, "Rejected", Answer(Verdict.REJECTED, info.error, info.status), info.attempts)

    def forgive(self) -> None:
        """Allows every report to be tried again after a rest."""
        self._suspects.clear()
        self._held_by_others.clear()

    def say_open(self) -> None:
        """Writes the lines of reports that were put off during the run and have had no other outcome since."""
        for report_id, (answer, attempts) in list(self._open.items()):
            self._say(report_id, "Unavailable", answer, attempts)

    def _say(self, report_id: str, outcome: str, answer: Answer, attempts: int) -> None:
        """``sha256`` tells the reader which version of the report the line is about, because a newer one may be in the queue by now."""
        self._open.pop(report_id, None)
        version = self._versions.get(report_id) if outcome == "Unavailable" else self._versions.pop(report_id, None)
        self._lines.write(
            {
                "id": report_id,
                "outcome": outcome,
                "status": answer.status,
                "message": answer.message,
                "attempts": attempts,
                "sha256": version,
            }
        )
