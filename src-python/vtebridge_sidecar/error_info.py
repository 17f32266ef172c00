"""``{id}.error.info``: what is known about a report that was not accepted, and when it is tried again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from .clock import iso, parse_iso

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=4)
MOST_FAILURES = 20
CLOCK_TOLERANCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ErrorInfo:
    """The failures of one report.

    ``attempts`` counts every attempt of all runs. ``failures`` counts only those of the report itself, while WATS took other
    reports. Only ``failures`` decides the back-off, so an outage of WATS makes no report wait longer. If ``next_attempt`` is
    None, the report is tried at the next run.
    """

    error: str = ""
    timestamp: str = ""
    attempts: int = 0
    failures: int = 0
    permanent: bool = False
    status: int | None = None
    next_attempt: str | None = None

    def due(self, now: datetime) -> bool:
        """Whether the report may be sent now. An unreadable time counts as past: sending twice is better than never."""
        return not self.permanent and seconds_until(self.next_attempt, self.timestamp, now, LONGEST_WAIT) == 0

    def own_failure(self, now: datetime) -> ErrorInfo:
        """Records that the failure was the report's own. It backs off 5 min × 2^n, at most 4 h, and becomes permanent after the
        last failure allowed, so that no report is retried for ever."""
        failures = self.failures + 1
        if failures >= MOST_FAILURES:
            reason = f"given up after {failures} failures while WATS took other reports; the last: {self.error}"
            return replace(self, failures=failures, permanent=True, next_attempt=None, error=reason)
        wait = min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT)
        return replace(self, failures=failures, next_attempt=iso(now + wait))

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"

    @staticmethod
    def read(path: str) -> ErrorInfo | None:
        """Reads the file; None if it does not exist. A damaged file counts as empty, so its report is tried again."""
        try:
            with open(path, encoding="utf-8") as file:
                data = json.load(file)
            known = {k: v for k, v in data.items() if k in ErrorInfo.__dataclass_fields__}
            info = replace(ErrorInfo(), **known)
            return replace(info, attempts=int(info.attempts), failures=int(info.failures), permanent=info.permanent is True)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, AttributeError):
            return ErrorInfo()


NOTHING_KNOWN = ErrorInfo()


def seconds_until(moment: object, written: object, now: datetime, longest: timedelta) -> float:
    """Seconds until a time that an earlier run recorded; 0 if it has come.

    Also 0 if the clock was wrong at that time: if the record was written later than now, or the time is further away than any wait.
    """
    until, since = parse_iso(moment), parse_iso(written)
    if until is None or until - now > longest or (since is not None and since - now > CLOCK_TOLERANCE):
        return 0.0
    return max(0.0, (until - now).total_seconds())
