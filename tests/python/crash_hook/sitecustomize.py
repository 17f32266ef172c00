"""Loaded by every Python whose PYTHONPATH names this folder, in tests only: kills the process, as the operating system or
a power cut would, before the n-th operation on the folder, or counts the operations."""

import atexit
import os
import signal
from pathlib import Path

from crash_operations import OPERATIONS, counted

KILL_AT = int(os.environ.get("VTEBRIDGE_CHAOS_SIDECAR_KILL_AT") or 0)
COUNT_INTO = os.environ.get("VTEBRIDGE_CHAOS_SIDECAR_COUNT_INTO")
_seen = 0


def before() -> None:
    global _seen
    _seen += 1
    if _seen == KILL_AT:
        # No handler, no finally, no flush. Windows ends a process in the same way by any other number.
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


if KILL_AT or COUNT_INTO:
    for target, name in OPERATIONS:
        setattr(target, name, counted(getattr(target, name), before))
if COUNT_INTO:
    atexit.register(lambda: Path(COUNT_INTO).open("w", encoding="ascii").write(f"{_seen}\n"))
