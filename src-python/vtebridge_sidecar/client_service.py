"""Tells whether the service of a pyWATS client runs, by the socket on which it listens for the client's other programs."""

from __future__ import annotations

import hashlib
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path("/tmp")
_NAME = "pyWATS_Service_"
_PATIENCE = 1.0


def port(instance: str) -> int:
    """The port on which the service of an instance listens on Windows."""
    digest = hashlib.md5(f"{_NAME}{instance}".encode(), usedforsecurity=False).hexdigest()
    return 50000 + int(digest[:8], 16) % 10000


def running(instances: Iterable[str], folder: Path = FOLDER) -> list[str]:
    """The addresses at which services answer. On Windows only these instances are tried; elsewhere the socket files show which exist."""
    if sys.platform == "win32":
        addresses = [("127.0.0.1", port(instance)) for instance in instances]
        return [f"{host}:{number}" for host, number in addresses if _answers(socket.AF_INET, (host, number))]
    return [str(path) for path in sorted(folder.glob(f"{_NAME}*.sock")) if _answers(socket.AF_UNIX, str(path))]


def _answers(family: int, address: object) -> bool:
    """Whether something answers. A socket file that is left over from a crashed service does not answer."""
    with socket.socket(family) as probe:
        probe.settimeout(_PATIENCE)
        try:
            probe.connect(address)  # type: ignore[arg-type]
        except OSError:
            return False
    return True
