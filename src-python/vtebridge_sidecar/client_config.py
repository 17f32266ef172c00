"""Reads a pyWATS client's own configuration file, so that nobody has to enter its settings twice.

Found in pyWATS's source: ``config_<instance>.json`` is machine-wide since 0.5.0b2, per user before, and in a folder of its own for a
headless client; the configurator keeps ``~/.pywats/instances/<instance>/client_config.json``. Every release so far writes
``api_token`` unencrypted into a file that only the client's account may read. There is also code to encrypt a token, but no
release uses it yet.
"""

from __future__ import annotations

import json
import logging
import os
import re
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import text_file
from .exit_codes import USAGE, SidecarError

log = logging.getLogger("vtebridge_sidecar")


@dataclass(frozen=True)
class ClientConfig:
    """The settings of one client instance; empty if the file does not have them. ``station_name``, ``location`` and ``purpose`` are
    those in effect, by the client's own rules."""

    file: Path
    server: str
    token: str = field(repr=False)
    station_name: str
    location: str
    purpose: str
    reports_folder: Path
    encrypted: bool = False
    """Whether there is a token that only the client itself can decrypt."""

    def to_json(self) -> dict[str, Any]:
        """Everything except the token; ``api_token`` only says whether there is one."""
        return {
            "file": str(self.file),
            "server": self.server,
            "api_token": bool(self.token),
            "station_name": self.station_name,
            "location": self.location,
            "purpose": self.purpose,
            "reports_folder": str(self.reports_folder),
        }


def candidates(instance: str, folders: list[Path], home: Path) -> list[Path]:
    """The files that may hold the configuration of an instance, in order of precedence: the service's machine-wide file, then the
    configurator's, then the user's."""
    names = [f"config_{instance}.json"] + (["config.json"] if instance == "default" else [])
    files = [folder / name for folder in folders for name in names]
    configurator = home / ".pywats" / "instances" / instance / "client_config.json"
    first_of_user = next((i for i, folder in enumerate(folders) if home in folder.parents), len(folders))
    return files[: first_of_user * len(names)] + [configurator] + files[first_of_user * len(names) :]


def places(environment: Mapping[str, str], windows: bool, home: Path) -> list[Path]:
    """The folders in which releases of pyWATS keep their configuration, the newest location first."""
    headless = home / ".pywats_client"
    if windows:
        program_data = Path(environment.get("PROGRAMDATA") or r"C:\ProgramData")
        old = environment.get("APPDATA")
        per_user = [Path(old) / "pyWATS_Client"] if old else []
        return [program_data / "pyWATS", program_data / "Virinco" / "pyWATS", *per_user, headless]
    return [Path("/var/lib/pywats"), home / ".config" / "pywats_client", headless]


def find(instance: str, folders: list[Path] | None = None, home: Path | None = None) -> ClientConfig:
    """The configuration of an instance: the first existing file that names a server, else the first existing file.

    Raises SidecarError, which lists every place that was searched, if there is none.
    """
    if not re.fullmatch(r"[\w.-]{1,100}", instance) or set(instance) <= {"."}:
        raise SidecarError(f"{instance!r} is not a name of a pyWATS client instance", USAGE)
    home = home or Path.home()
    if folders is None:
        folders = places(os.environ, sys.platform == "win32", home)
    looked = candidates(instance, folders, home)
    found: ClientConfig | None = None
    for file in looked:
        if not _is_file(file):
            continue
        config = read(file)
        if config.server:
            return config
        found = found or config
    if found is None:
        raise SidecarError(f"no configuration of pyWATS client instance {instance!r}; looked for {', '.join(map(str, looked))}", USAGE)
    return found


def chosen(instance: str | None, file: Path | None) -> ClientConfig | None:
    """The configuration that the options choose: a named file, else an instance, else none."""
    if file is not None:
        return read(file)
    return find(instance) if instance else None


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError as e:
        raise SidecarError(f"{file} cannot be accessed: {e.strerror}", USAGE) from e


def read(file: Path) -> ClientConfig:
    """Reads one file. Raises SidecarError if this account cannot read it or it is not a configuration."""
    try:
        data = json.loads(text_file.read(file))
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
    station, location, purpose = _station(data, text)
    return ClientConfig(
        file=file,
        server=text("service_address"),
        token=text("api_token"),
        station_name=station,
        location=location,
        purpose=purpose,
        reports_folder=file.parent / (text("reports_folder") or "reports"),
        encrypted=isinstance(connection, dict) and bool(connection.get("token_encrypted")),
    )


def _station(data: dict[str, Any], text: Callable[[str], str]) -> tuple[str, str, str]:
    """Name, location and purpose as the client itself would use them: of the active preset of a multi-station client, else its
    own name, else the computer's name if configured so (the default)."""
    presets = data.get("station_presets")
    if data.get("multi_station_enabled") is True and isinstance(presets, list):
        for preset in presets:
            if isinstance(preset, dict) and preset.get("key") and preset.get("key") == data.get("active_station_key"):
                return tuple(str(preset.get(key) or default) for key, default in (("name", ""), ("location", ""), ("purpose", "Production")))  # type: ignore[return-value]
    source = text("station_name_source") or "hostname"
    name = text("station_name")
    if not name and source == "hostname":
        name = socket.gethostname().upper()
    if not name:
        log.info("the pyWATS client has no station name of its own (station_name_source is %s), so none is taken from its configuration", source)
    return name, text("location"), text("purpose")
