"""For tests only; every Python with this folder on its PYTHONPATH loads it. Kills the process, as the operating system or
a power cut would, before the n-th operation on the queue folder, or counts these operations."""

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
        # Ends the process without handlers, finally blocks or flushes. Windows has no SIGKILL; there SIGTERM does the same.
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


if KILL_AT or COUNT_INTO:
    for target, name in OPERATIONS:
        setattr(target, name, counted(getattr(target, name), before))
if COUNT_INTO:
    atexit.register(lambda: Path(COUNT_INTO).open("w", encoding="ascii").write(f"{_seen}\n"))
