"""What is installed on this machine, found without importing the client part (it needs PySide6) or starting anything."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable
from importlib import metadata, util
from pathlib import Path

from .finding import Finding, error, ok, warning
from .routes import Installed, findings
from .submit import installed as api_installed

DISTRIBUTION = "pywats-api"


def look() -> list[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    found = [ok("python", f"Python {version} at {sys.executable}")]
    if sys.version_info < (3, 10):
        found = [error("python", f"Python {version}", "use Python 3.10 or newer")]
    installed = _installed()
    found.append(_package(installed))
    client = "there" if installed.client else "not there"
    pyside = "there" if installed.pyside else "not there (the sidecar does not need it)"
    found.append(ok("client part", f"pywats_client is {client}, PySide6 is {pyside}"))
    return found + findings(installed) + [_service(lock_files())]


def _installed() -> Installed:
    try:
        version: str | None = metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        version = None
    problem, submit_raw = api_installed()
    client = util.find_spec("pywats_client")
    folders = list(client.submodule_search_locations or []) if client else []
    registry = any((Path(f) / "converters" / n).exists() for f in folders for n in ("registry.py", "registry"))
    python = (sys.version_info[0], sys.version_info[1])
    return Installed(version, python, problem, submit_raw, registry, util.find_spec("PySide6") is not None, client is not None)


def _package(installed: Installed) -> Finding:
    if installed.version:
        return ok(DISTRIBUTION, f"{DISTRIBUTION} {installed.version}")
    if installed.import_problem is None:
        return warning(DISTRIBUTION, "pyWATS imports, but is not installed as a package, so its version is not known", "run scripts/setup-sidecar to have a release of which it is known")
    return error(DISTRIBUTION, "not installed for this Python", "run scripts/setup-sidecar, or: pip install 'pywats-api>=0.5.0b4'")


def lock_files() -> list[Path]:
    """Where clients of the several releases leave word that they run."""
    windows = sys.platform == "win32"
    base = Path(os.environ.get("PROGRAMDATA") or r"C:\ProgramData") / "pyWATS" if windows else Path("/var/lib/pywats")
    temporary = Path(tempfile.gettempdir())
    found: list[Path] = []
    for folder, pattern in ((base / "instances", "*/service.lock"), *((temporary / n, "instance_*.lock") for n in ("pyWATS_Client", "pywats_client"))):
        try:
            found += sorted(folder.glob(pattern))
        except OSError as e:
            found += [Path(f"{folder} ({e.strerror})")]
    return found


def _service(files: Iterable[Path]) -> Finding:
    running = [f"{file} (process {pid})" for file in files for pid in [_pid(file)] if pid and alive(pid)]
    if running:
        return ok("client service", "a pyWATS client seems to run: " + ", ".join(running))
    return ok("client service", "no running pyWATS client found by its lock files; the sidecar does not need one")


def _pid(file: Path) -> int | None:
    try:
        text = file.read_text(encoding="utf-8")
        data = json.loads(text)
        return int(data["pid"] if isinstance(data, dict) else data)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def alive(pid: int) -> bool:
    """Whether a process of that number exists. Not by os.kill on Windows, where signal 0 is Ctrl+C."""
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True
