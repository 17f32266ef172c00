"""One report: taken in hand, sent, and settled on disk before its line is written."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from .answer import Answer, Verdict, Wats
from .clock import Clock, iso
from .console import Lines
from .error_info import ErrorInfo
from .folder import ERROR, QUEUED, QueueFolder, Waiting
from .line import Line
from .report_file import BadFile, read_report
from .scrub import message
from .trouble import Trouble

log = logging.getLogger("vtebridge_sidecar")


@dataclass
class Tally:
    accepted: int = 0
    rejected: int = 0


class Delivery:
    """Everything that happens to single reports during one run. ``tried`` holds the names not to try again in it."""

    def __init__(self, folder: QueueFolder, line: Line, wats: Wats, lines: Lines, clock: Clock, trouble: Trouble) -> None:
        self._folder, self._line, self._wats, self._lines = folder, line, wats, lines
        self._clock, self._trouble = clock, trouble
        self._suspects: dict[str, ErrorInfo] = {}
        self._open: dict[str, tuple[Answer, int]] = {}
        self.tally = Tally()
        self.tried: set[tuple[str, str]] = set()

    @property
    def doubtful(self) -> str | None:
        """Set when reports failed and WATS took nothing since: the last reason."""
        return next(reversed(self._suspects.values())).error if self._suspects else None

    def may_go(self, waiting: Waiting) -> bool:
        return (waiting.id, waiting.state) not in self.tried and waiting.info.due(self._clock.now())

    async def deliver(self, waiting: Waiting) -> None:
        """Never raises for anything that concerns one report only. OSError means that the folder cannot be worked on."""
        try:
            path = self._folder.claim(waiting)
        except OSError as e:
            log.warning("%s cannot be taken in hand now (%s); it waits for the next run", waiting.id, e.strerror)
            self.tried.add((waiting.id, waiting.state))
            return self._line.hold(waiting)
        good_before = self._trouble.good_answers
        try:
            report, size = read_report(path, waiting.id)
        except BadFile as e:
            return self._reject(waiting, Answer(Verdict.REJECTED, str(e)))
        except OSError as e:
            log.warning("%s cannot be read now (%s); it waits for the next run", waiting.id, e.strerror)
            self.tried.add((waiting.id, QUEUED))
            return self._return(waiting)
        answer = await self._wats.submit(report, size)
        del report
        self._settle(waiting, replace(answer, message=message(answer.message)), good_before)

    def _settle(self, waiting: Waiting, answer: Answer, good_before: int) -> None:
        if answer.verdict is Verdict.ACCEPTED:
            self._accept(waiting, answer)
        elif answer.verdict is Verdict.REJECTED:
            self._works()
            self._reject(waiting, answer)
        elif answer.verdict is Verdict.LATER:
            self._later(waiting, answer, self._trouble.good_answers > good_before)
        elif answer.verdict is Verdict.SLOW_DOWN:
            wait = self._trouble.pause(answer, self._clock.now())
            self._wait(waiting, answer, wait)
        else:
            if answer.verdict is Verdict.STOP:
                self._trouble.stop(answer.message, final=True)
            else:
                self._trouble.pause(answer, self._clock.now())
            self._open[waiting.id] = (answer, self._folder.info(waiting.id).attempts)
            self._return(waiting)

    def _accept(self, waiting: Waiting, answer: Answer) -> None:
        attempts = self._folder.info(waiting.id).attempts + 1
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
            self.tried.add((waiting.id, ERROR))
        self._folder.fail(waiting.id, info)
        self._say(waiting.id, "Unavailable", answer, info.attempts)
        self._line.hold(waiting)
        self._trouble.failed(answer)

    def _wait(self, waiting: Waiting, answer: Answer, seconds: float) -> None:
        moment = iso(self._clock.now() + timedelta(seconds=seconds))
        info = replace(self._after(waiting, answer), next_attempt=moment, asked=True)
        self._folder.fail(waiting.id, info)
        self._open[waiting.id] = (answer, info.attempts)
        self._line.hold(waiting)

    def _return(self, waiting: Waiting) -> None:
        self._folder.put_back(waiting.id)
        self._line.hold(waiting)

    def _after(self, waiting: Waiting, answer: Answer) -> ErrorInfo:
        """The report's history with this attempt added."""
        info = self._folder.info(waiting.id)
        now = iso(self._clock.now())
        return replace(
            info, error=answer.message, timestamp=now, attempts=info.attempts + 1, status=answer.status, next_attempt=None, asked=False
        )

    def _works(self) -> None:
        """WATS judged a report, so whatever failed since the last time was those reports' own doing: they back off."""
        self._trouble.good()
        for report_id, info in self._suspects.items():
            self.tried.discard((report_id, ERROR))
            if self._folder.file(report_id, ERROR).exists():
                info = info.own_failure(self._clock.now())
                self._folder.note(report_id, info)
                if info.permanent:
                    self.tally.rejected += 1
                    self._say(report_id, "Rejected", Answer(Verdict.REJECTED, info.error, info.status), info.attempts)
        self._suspects.clear()

    def forgive(self) -> None:
        """After a rest every report may be tried again."""
        self._suspects.clear()
        self.tried.clear()

    def say_open(self) -> None:
        """Writes the lines of those that were put off during the run and not settled since."""
        for report_id, (answer, attempts) in list(self._open.items()):
            self._say(report_id, "Unavailable", answer, attempts)

    def _say(self, report_id: str, outcome: str, answer: Answer, attempts: int) -> None:
        self._open.pop(report_id, None)
        self._lines.write(
            {"id": report_id, "outcome": outcome, "status": answer.status, "message": answer.message, "attempts": attempts}
        )
