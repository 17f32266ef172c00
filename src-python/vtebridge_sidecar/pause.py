"""How long WATS asked to wait. Kept in the queue folder, so that the next run knows of it too."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from .clock import iso
from .error_info import seconds_until
from .renaming import remove, write_new

log = logging.getLogger("vtebridge_sidecar")

NAME = ".vtebridge-pause.json"
LONGEST = timedelta(hours=1)
"""The longest pause that is kept, whatever the server asked for or the file says."""


class Pause(NamedTuple):
    """The seconds that are left of the pause, and what the server said."""

    seconds: float
    reason: str


def write(folder: Path, seconds: float, reason: str, now: datetime) -> None:
    """Writes the pause. A crash while writing loses only the pause, never a report."""
    path = folder / NAME
    remove(path)
    write_new(path, json.dumps({"until": iso(now + timedelta(seconds=seconds)), "written": iso(now), "reason": reason}) + "\n")


def read(folder: Path, now: datetime) -> Pause | None:
    """Reads the pause. None if it is over or the file cannot be understood."""
    try:
        data = json.loads((folder / NAME).read_text(encoding="utf-8"))
        seconds = seconds_until(data["until"], data["written"], now, LONGEST)
        return Pause(seconds, str(data["reason"])) if seconds else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as e:
        log.warning("%s cannot be read (%s) and is ignored", folder / NAME, e)
        return None


def clear(folder: Path) -> None:
    remove(folder / NAME)
