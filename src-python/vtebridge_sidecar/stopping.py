"""How a drain is asked to end: by a signal, or by the parent closing standard input, which works on every system."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from types import FrameType


class Stopping:
    """``event`` is set on the first request. A second signal ends the process at once, by the system's default.

    Must be made in the main thread, while the event loop runs.
    """

    def __init__(self, until_stdin_closes: bool) -> None:
        self.event = asyncio.Event()
        self.by_signal: int | None = None
        self._loop = asyncio.get_running_loop()
        names = ["SIGINT", "SIGTERM", "SIGBREAK"]
        self._signals = [getattr(signal, name) for name in names if hasattr(signal, name)]
        self._before = {number: signal.signal(number, self._on_signal) for number in self._signals}
        if until_stdin_closes:
            threading.Thread(target=self._read_to_end, daemon=True).start()

    def close(self) -> None:
        """Restores the signal handlers."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.by_signal = number
        for each in self._signals:
            signal.signal(each, signal.SIG_DFL)
        self._loop.call_soon_threadsafe(self.event.set)

    def _read_to_end(self) -> None:
        """Reads the bare descriptor, because a buffered stream blocked in a daemon thread can crash the interpreter at exit."""
        try:
            while os.read(sys.stdin.fileno(), 4096):
                pass
        except (OSError, ValueError, AttributeError):
            pass
        try:
            self._loop.call_soon_threadsafe(self.event.set)
        except RuntimeError:
            pass
