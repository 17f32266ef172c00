"""Whether a pyWATS client's service runs: by the socket at which it listens for its own programs."""

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
    """Where the service of an instance listens on Windows."""
    digest = hashlib.md5(f"{_NAME}{instance}".encode(), usedforsecurity=False).hexdigest()
    return 50000 + int(digest[:8], 16) % 10000


def running(instances: Iterable[str], folder: Path = FOLDER) -> list[str]:
    """Where services answer. On Windows of these instances only; elsewhere the sockets themselves tell which there are."""
    if sys.platform == "win32":
        addresses = [("127.0.0.1", port(instance)) for instance in instances]
        return [f"{host}:{number}" for host, number in addresses if _answers(socket.AF_INET, (host, number))]
    return [str(path) for path in sorted(folder.glob(f"{_NAME}*.sock")) if _answers(socket.AF_UNIX, str(path))]


def _answers(family: int, address: object) -> bool:
    """A socket that a service left behind as it died does not."""
    with socket.socket(family) as probe:
        probe.settimeout(_PATIENCE)
        try:
            probe.connect(address)  # type: ignore[arg-type]
        except OSError:
            return False
    return True
