"""Renames files with the same rules on every system: an existing target is replaced only where that is meant."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

_BUSY_PAUSES = (0.02, 0.05, 0.1, 0.3)
"""Seconds between attempts, for a file that a virus scanner or a backup holds open for a moment."""


def rename_new(source: str | Path, target: str | Path) -> None:
    """Raises FileExistsError if ``target`` exists; the target then stays as it is.

    For targets that no other process creates. If another process replaces ``source`` meanwhile, the newer file is moved.
    """
    _patiently(lambda: _rename(source, target))


def replace(source: str | Path, target: str | Path) -> None:
    """Replaces ``target`` in one step if it exists."""
    _patiently(lambda: os.replace(source, target))


def give_back(source: str | Path, target: str | Path) -> None:
    """As ``rename_new``, for a ``target`` that another process may create at any moment. Nobody else may touch ``source``.

    Except on Windows this takes a link and an unlink, so a crash in between can leave both names on one file. On a file
    system without links it checks for the target and then renames.
    """
    _patiently(lambda: _link(source, target))


def remove(path: str | Path) -> None:
    """Deletes a file, if it still exists."""
    with contextlib.suppress(FileNotFoundError):
        _patiently(lambda: os.unlink(path))


def write_new(path: str | Path, text: str) -> None:
    """Creates a file that only this account may read. Raises FileExistsError if the name is taken, even by a link."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        left = text.encode("utf-8")
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)


def _rename(source: str | Path, target: str | Path) -> None:
    if sys.platform != "win32" and os.path.exists(target):
        raise FileExistsError(f"{target} exists")
    os.rename(source, target)


def _link(source: str | Path, target: str | Path) -> None:
    if sys.platform == "win32":
        os.rename(source, target)
        return
    try:
        os.link(source, target)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:
        _rename(source, target)
        return
    os.unlink(source)


def _patiently(act: Callable[[], None]) -> None:
    for pause in _BUSY_PAUSES if sys.platform == "win32" else ():
        try:
            return act()
        except PermissionError:
            time.sleep(pause)
    act()
