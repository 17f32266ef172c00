"""``{id}.error.info``: what is known about a report that was not taken, and when its next turn is."""

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
    """One report's failures.

    ``attempts`` counts every attempt, over all runs. ``failures`` counts those that were the report's own, seen
    by WATS taking others at the time; they alone decide the back-off, so that an outage makes nobody wait longer.
    ``next_attempt`` None means: at the next run.
    """

    error: str = ""
    timestamp: str = ""
    attempts: int = 0
    failures: int = 0
    permanent: bool = False
    status: int | None = None
    next_attempt: str | None = None

    def due(self, now: datetime) -> bool:
        """Whether the report may be sent now. A time that cannot be read counts as past: better twice than never."""
        return not self.permanent and seconds_until(self.next_attempt, self.timestamp, now, LONGEST_WAIT) == 0

    def own_failure(self, now: datetime) -> ErrorInfo:
        """The same, now that the failure is known to be the report's own: back off 5 min × 2^n, at most 4 h;
        permanent after the last of the failures allowed, so that no retry is without end."""
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
        """None when there is no such file. A damaged one counts as empty: its report is tried again."""
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
    """Seconds until a time that an earlier run wrote down; 0 when it has come.

    Also 0 when the clock was wrong as it was written: it was written later than now, or is further off than anything is ever put off.
    """
    until, since = parse_iso(moment), parse_iso(written)
    if until is None or until - now > longest or (since is not None and since - now > CLOCK_TOLERANCE):
        return 0.0
    return max(0.0, (until - now).total_seconds())
