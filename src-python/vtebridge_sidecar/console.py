"""Standard output carries JSON lines and nothing else; everything meant for people goes to standard error."""

from __future__ import annotations

import json
import logging
import os
import sys
from typing import Any, TextIO

from .scrub import scrub

log = logging.getLogger("vtebridge_sidecar")


def claim_stdout() -> TextIO:
    """Reserves standard output for the protocol: whatever else prints, pyWATS included, goes to standard error."""
    sys.stdout.flush()
    private = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return os.fdopen(private, "w", encoding="utf-8", newline="\n")


class Lines:
    """Writes one JSON object per line, pure ASCII, and flushes each. If the reader is gone, ``broken`` becomes true and lines are
    dropped; the states on disk stay correct."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self.broken = False

    def write(self, line: dict[str, Any]) -> None:
        if self.broken:
            return
        try:
            self._out.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n")
            self._out.flush()
        except (OSError, ValueError):
            self.broken = True
            log.warning("standard output was closed; finishing the uploads that are running")


class PlainLine(logging.Formatter):
    """``LEVEL text`` on one line, without secrets and without characters that control a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        text = record.getMessage()
        if record.exc_info and record.exc_info[0]:
            text += " | " + self.formatException(record.exc_info)
        clean = "".join(c if c.isprintable() else " " for c in scrub(text))
        return f"{record.levelname} {clean}"


def log_to_stderr(verbose: bool) -> None:
    """Sends all loggers to standard error. Other packages' loggers only from WARNING on, unless ``verbose``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlainLine())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG if verbose else logging.WARNING)
    log.setLevel(logging.DEBUG if verbose else logging.INFO)
