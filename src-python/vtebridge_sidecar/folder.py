"""The queue folder: pyWATS's own states on disk, and the only code that moves a report between them.

``{id}.queued`` → ``{id}.processing`` → ``{id}.completed``, or ``{id}.error`` beside ``{id}.error.info``.

Rules that hold at every instruction, so that a crash anywhere loses nothing:
* A report's bytes are only ever renamed; they are deleted only when a newer ``.queued`` of that id stands beside
  them, or when they are completed and old.
* No other report is removed to make room before the one that comes in its place is there.
* What the producer drops as ``.queued`` is the newest word on that id and wins over every other state.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import time
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from .error_info import NOTHING_KNOWN, ErrorInfo
from .renaming import give_back, remove, rename_new, replace, write_new
from .report_file import Turn, read_turn

log = logging.getLogger("vtebridge_sidecar")

QUEUED, PROCESSING, COMPLETED, ERROR, INFO = ".queued", ".processing", ".completed", ".error", ".error.info"
NEW = INFO + ".new"
_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")


class Waiting(NamedTuple):
    """A report that is still to be sent; ``info`` is what its earlier attempts left behind,
    ``since`` when its file was written (seconds since 1970), ``size`` its bytes."""

    id: str
    state: str
    turn: Turn
    info: ErrorInfo
    since: float
    size: int


class QueueFolder:
    """One drainer at a time works on a folder: the caller holds its lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # Files are named by texts: a Path costs as much as what is done with it, and a report needs some ten.
        self._start = os.path.join(path, "")
        self._seen = self._folder_time = 0
        self._known: dict[str, tuple[tuple[int, int], Waiting]] = {}
        self._mentioned: set[str] = set()

    def file(self, report_id: str, state: str) -> str:
        return f"{self._start}{report_id}{state}"

    def has(self, report_id: str, state: str) -> bool:
        return os.path.exists(self.file(report_id, state))

    def recover(self) -> int:
        """Puts back what a drainer that died had in hand. Returns how many reports that were."""
        count = 0
        for name in [e.name for e in self._entries() if e.name.endswith((PROCESSING, NEW))]:
            if name.endswith(NEW):
                remove(self._start + name)
            elif _GUID.match(name.removesuffix(PROCESSING)):
                self.put_back(name.removesuffix(PROCESSING))
                count += 1
        return count

    def changed(self) -> bool:
        """Whether names may have changed since the last scan. Times closer to it than file systems tell apart count as a change."""
        changed = self.path.stat().st_mtime_ns
        return changed != self._folder_time or changed > self._seen - 2_500_000_000

    def scan(self) -> list[Waiting]:
        """Every report that is still to be sent, in no order. Files are read only when they are new or changed."""
        found: dict[str, tuple[tuple[int, int], Waiting]] = {}
        superseded: set[str] = set()
        self._seen, self._folder_time = time.time_ns(), self.path.stat().st_mtime_ns
        entries = self._entries()
        names = {entry.name for entry in entries}
        for entry in entries:
            stem, dot, suffix = entry.name.partition(".")
            state = dot + suffix
            if state in (QUEUED, ERROR) and _GUID.match(stem):
                seen = self._look(entry, stem, state, names)
                if seen is not None:
                    found[entry.name] = seen
                    if state == QUEUED:
                        superseded.add(stem + ERROR)
            elif state not in (PROCESSING, COMPLETED, INFO, NEW) and not entry.name.startswith("."):
                self._mention(entry.name)
        self._known = found
        return [w for name, (_, w) in found.items() if name not in superseded and not w.info.permanent]

    def claim(self, waiting: Waiting) -> str:
        """Takes a report in hand. Raises OSError when its file is gone or held by someone."""
        target = self.file(waiting.id, PROCESSING)
        rename_new(self.file(waiting.id, waiting.state), target)
        # Not before: a pyWATS client on this folder may just have made its .error out of the .queued that was seen.
        if waiting.state == QUEUED and self.has(waiting.id, ERROR):
            remove(self.file(waiting.id, INFO))
            remove(self.file(waiting.id, ERROR))
        return target

    def complete(self, report_id: str) -> None:
        """WATS has it."""
        processing, completed = self.file(report_id, PROCESSING), self.file(report_id, COMPLETED)
        # Its age counts from here. Another account's file may not be touched so; then it counts from when it was dropped.
        with contextlib.suppress(PermissionError):
            os.utime(processing)
        remove(self.file(report_id, INFO))
        remove(completed)
        rename_new(processing, completed)

    def fail(self, report_id: str, info: ErrorInfo) -> None:
        """Not taken."""
        self.note(report_id, info)
        # In one step, which fails when a pyWATS client on this folder has made an .error of it already.
        replace(self.file(report_id, PROCESSING), self.file(report_id, ERROR))

    def note(self, report_id: str, info: ErrorInfo) -> None:
        """Writes ``.error.info``. A crash in between loses the counts at worst, never the report."""
        new, target = self.file(report_id, NEW), self.file(report_id, INFO)
        remove(new)
        write_new(new, info.to_json())
        remove(target)
        rename_new(new, target)
        self._known.pop(report_id + ERROR, None)

    def put_back(self, report_id: str) -> None:
        """In hand, but not sent: waits as before."""
        try:
            give_back(self.file(report_id, PROCESSING), self.file(report_id, QUEUED))
        except FileExistsError:
            remove(self.file(report_id, PROCESSING))

    def info(self, report_id: str) -> ErrorInfo:
        return ErrorInfo.read(self.file(report_id, INFO)) or NOTHING_KNOWN

    def remove_completed(self, before: datetime) -> int:
        """Deletes completed reports accepted before then. Returns how many."""
        completed = [e for e in self._entries() if e.name.endswith(COMPLETED) and _GUID.match(e.name.removesuffix(COMPLETED))]
        old = [e.path for e in completed if _written(e) < before.timestamp()]
        for path in old:
            remove(path)
        return len(old)

    def _look(self, entry: os.DirEntry[str], stem: str, state: str, names: set[str]) -> tuple[tuple[int, int], Waiting] | None:
        try:
            stat = entry.stat()
        except FileNotFoundError:
            return None
        mark = (stat.st_mtime_ns, stat.st_size)
        known = self._known.get(entry.name)
        if known is not None and known[0] == mark:
            return known
        info = NOTHING_KNOWN
        if stem + INFO in names and (state == ERROR or stem + ERROR not in names):
            info = self.info(stem)
        if state == QUEUED and info.permanent:
            info = NOTHING_KNOWN
        turn = Turn("", 0.0) if info.permanent else read_turn(entry.path, stem)
        return mark, Waiting(stem, state, turn, info, stat.st_mtime, stat.st_size)

    def _entries(self) -> list[os.DirEntry[str]]:
        with os.scandir(self.path) as entries:
            return list(entries)

    def _mention(self, name: str) -> None:
        if name not in self._mentioned and len(self._mentioned) < 20:
            self._mentioned.add(name)
            log.warning("ignored %s: not named {report id}.queued", name)


def _written(entry: os.DirEntry[str]) -> float:
    """Seconds since 1970. A file that somebody removes meanwhile counts as new."""
    try:
        return entry.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
