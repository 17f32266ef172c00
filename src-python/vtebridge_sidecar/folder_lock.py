"""Allows one drainer per folder, with an operating system lock that ends with the process that holds it."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from types import TracebackType

from .exit_codes import SidecarError

_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
NAME = ".vtebridge-sidecar.lock"


class FolderLock:
    """Held inside ``with``. The file is not deleted afterwards: otherwise two drainers could lock two files."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._file = -1

    def __enter__(self) -> FolderLock:
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except OSError as e:
            raise SidecarError(f"the queue folder {self._path.parent} cannot be written: {e.strerror}") from e
        try:
            _lock(self._file)
        except OSError as e:
            if e.errno not in _TAKEN:
                os.close(self._file)
                raise SidecarError(f"the queue folder {self._path.parent} cannot be locked: {e.strerror}") from e
            holder = os.read(self._file, 20).decode("ascii", "replace").strip()
            os.close(self._file)
            raise SidecarError(
                f"another drainer (process {holder or 'unknown'}) is already working on {self._path.parent}"
            ) from e
        os.ftruncate(self._file, 0)
        os.write(self._file, f"{os.getpid()}\n".encode())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        os.close(self._file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        # Locks one byte far behind the text, because on Windows others cannot read a locked part.
        os.lseek(file, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(file, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
