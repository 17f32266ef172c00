"""A pyWATS client's own configuration file, so that nothing is typed twice.

Read in pyWATS: ``config_<instance>.json`` with ``service_address``, ``api_token``, ``station_name``, ``location``,
``purpose`` and ``reports_folder`` (relative to the file). Places: machine-wide since 0.5.0b2, per user before, and for
a headless client in a folder of its own. Every release so far writes ``api_token`` as it is, into a file that only
the client's account may read; they also have code that keeps a token encrypted, for which no release has a use yet.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .exit_codes import USAGE, SidecarError


@dataclass(frozen=True)
class ClientConfig:
    """What one client instance is configured with; empty where the file says nothing."""

    file: Path
    server: str
    token: str = field(repr=False)
    station_name: str
    location: str
    purpose: str
    reports_folder: Path
    encrypted: bool = False
    """Whether it has a token that only the client itself can read."""

    def to_json(self) -> dict[str, Any]:
        """Everything but the token, of which it only says whether there is one."""
        return {
            "file": str(self.file),
            "server": self.server,
            "api_token": bool(self.token),
            "station_name": self.station_name,
            "location": self.location,
            "purpose": self.purpose,
            "reports_folder": str(self.reports_folder),
        }


def places(environment: Mapping[str, str], windows: bool, home: Path) -> list[Path]:
    """The folders in which pyWATS has kept its configuration, newest habit first."""
    headless = home / ".pywats_client"
    if windows:
        program_data = Path(environment.get("PROGRAMDATA") or r"C:\ProgramData")
        old = environment.get("APPDATA")
        per_user = [Path(old) / "pyWATS_Client"] if old else []
        return [program_data / "pyWATS", program_data / "Virinco" / "pyWATS", *per_user, headless]
    return [Path("/var/lib/pywats"), home / ".config" / "pywats_client", headless]


def find(instance: str, folders: list[Path] | None = None) -> ClientConfig:
    """The configuration of an instance. Raises SidecarError, naming every place looked at, when there is none."""
    if not re.fullmatch(r"[\w.-]{1,100}", instance) or set(instance) <= {"."}:
        raise SidecarError(f"{instance!r} is no name of a pyWATS client instance", USAGE)
    if folders is None:
        folders = places(os.environ, sys.platform == "win32", Path.home())
    names = [f"config_{instance}.json"] + (["config.json"] if instance == "default" else [])
    candidates = [folder / name for folder in folders for name in names]
    for file in candidates:
        if _is_file(file):
            return read(file)
    looked = ", ".join(str(c) for c in candidates)
    raise SidecarError(f"no configuration of pyWATS client instance {instance!r}; looked for {looked}", USAGE)


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError as e:
        raise SidecarError(f"{file} cannot be looked at: {e.strerror}", USAGE) from e


def read(file: Path) -> ClientConfig:
    """One file. Raises SidecarError when it is not readable for this account or not a configuration."""
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as e:
        raise SidecarError(f"{file} cannot be read by this account: {e.strerror}", USAGE) from e
    except ValueError as e:
        raise SidecarError(f"{file} is not JSON: {e}", USAGE) from e
    if not isinstance(data, dict):
        raise SidecarError(f"{file} is not a pyWATS client configuration", USAGE)

    def text(key: str) -> str:
        value = data.get(key)
        return value.strip() if isinstance(value, str) else ""

    connection = data.get("connection")

    return ClientConfig(
        file=file,
        server=text("service_address"),
        token=text("api_token"),
        station_name=text("station_name"),
        location=text("location"),
        purpose=text("purpose"),
        reports_folder=file.parent / (text("reports_folder") or "reports"),
        encrypted=isinstance(connection, dict) and bool(connection.get("token_encrypted")),
    )
