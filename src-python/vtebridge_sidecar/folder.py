"""The queue folder: holds reports in pyWATS's own states. No other module moves a report between them.

``{id}.queued`` → ``{id}.processing`` → ``{id}.completed``, or ``{id}.error`` beside ``{id}.error.info``.

These rules hold at every instruction, so that a crash anywhere loses nothing:
* Report files are only renamed. They are deleted only if a newer ``.queued`` file of the same id exists, or if they are completed
  and old.
* No other file of a report is removed to make room before its replacement exists.
* A ``.queued`` file from the producer is the newest version of that id and wins over every other state.
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
    """A report that is still to be sent. ``info`` is the record of its earlier attempts, ``since`` the time when its file was
    written (seconds since 1970), ``size`` its size in bytes."""

    id: str
    state: str
    turn: Turn
    info: ErrorInfo
    since: float
    size: int


class QueueFolder:
    """Only one drainer at a time may use a folder: the caller must hold its lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # File names are strings, because making a Path costs as much as the file operation, and a report needs about ten of them.
        self._start = os.path.join(path, "")
        self._seen = self._folder_time = 0
        self._known: dict[str, tuple[tuple[int, int], Waiting]] = {}
        self._mentioned: set[str] = set()

    def file(self, report_id: str, state: str) -> str:
        return f"{self._start}{report_id}{state}"

    def has(self, report_id: str, state: str) -> bool:
        return os.path.exists(self.file(report_id, state))

    def recover(self) -> int:
        """Puts back the reports that a crashed drainer was sending. Returns how many there were."""
        count = 0
        for name in [e.name for e in self._entries() if e.name.endswith((PROCESSING, NEW))]:
            if name.endswith(NEW):
                remove(self._start + name)
            elif _GUID.match(name.removesuffix(PROCESSING)):
                self.put_back(name.removesuffix(PROCESSING))
                count += 1
        return count

    def changed(self) -> bool:
        """Whether file names may have changed since the last scan. True also if the folder changed so close to the scan that its time cannot tell."""
        changed = self.path.stat().st_mtime_ns
        return changed != self._folder_time or changed > self._seen - 2_500_000_000

    def scan(self) -> list[Waiting]:
        """All reports that are still to be sent, in no particular order. Files are read only if they are new or changed."""
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
        """Claims a report by renaming its file. Raises OSError if the file is gone or another program holds it."""
        target = self.file(waiting.id, PROCESSING)
        rename_new(self.file(waiting.id, waiting.state), target)
        # Only after the rename: a pyWATS client on this folder may just have turned the .queued file into this .error file.
        if waiting.state == QUEUED and self.has(waiting.id, ERROR):
            remove(self.file(waiting.id, INFO))
            remove(self.file(waiting.id, ERROR))
        return target

    def complete(self, report_id: str) -> None:
        """Records that WATS has the report."""
        processing, completed = self.file(report_id, PROCESSING), self.file(report_id, COMPLETED)
        # Its age counts from now. If another account owns the file, its time cannot be set, and its age counts from when it was written.
        with contextlib.suppress(PermissionError):
            os.utime(processing)
        remove(self.file(report_id, INFO))
        remove(completed)
        rename_new(processing, completed)

    def fail(self, report_id: str, info: ErrorInfo) -> None:
        """Records that WATS did not accept the report."""
        self.note(report_id, info)
        # One step, which fails if a pyWATS client on this folder has already moved the file.
        replace(self.file(report_id, PROCESSING), self.file(report_id, ERROR))

    def note(self, report_id: str, info: ErrorInfo) -> None:
        """Writes ``.error.info``. A crash while writing loses the counts at worst, never the report."""
        new, target = self.file(report_id, NEW), self.file(report_id, INFO)
        remove(new)
        write_new(new, info.to_json())
        remove(target)
        rename_new(new, target)
        self._known.pop(report_id + ERROR, None)

    def put_back(self, report_id: str) -> None:
        """The report was claimed but not sent: it waits again."""
        try:
            give_back(self.file(report_id, PROCESSING), self.file(report_id, QUEUED))
        except FileExistsError:
            remove(self.file(report_id, PROCESSING))

    def info(self, report_id: str) -> ErrorInfo:
        return ErrorInfo.read(self.file(report_id, INFO)) or NOTHING_KNOWN

    def remove_completed(self, before: datetime) -> int:
        """Deletes completed reports that were accepted before this time. Returns how many."""
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
    """Seconds since 1970. A file that is removed meanwhile counts as new."""
    try:
        return entry.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
