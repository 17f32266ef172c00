"""Checks what is installed on this machine, without importing the client part (it needs PySide6) or starting anything."""

from __future__ import annotations

import sys
from importlib import util
from pathlib import Path

from . import client_service
from .finding import Finding, error, ok, warning
from .routes import Installed, findings
from .submit import installed as api_installed
from .versions import DISTRIBUTION, OLDEST, TESTED, at_least, before, installed_version


def look(instances: list[str]) -> list[Finding]:
    """``instances`` are the ids of the clients that may run on this machine."""
    version = ".".join(map(str, sys.version_info[:3]))
    found = [ok("python", f"Python {version} at {sys.executable}")]
    if sys.version_info < (3, 10):
        found = [error("python", f"Python {version}", "use Python 3.10 or newer")]
    installed = _installed()
    found.append(_package(installed))
    client = "installed" if installed.client else "not installed"
    pyside = "installed" if installed.pyside else "not installed (the sidecar does not need it)"
    found.append(ok("client part", f"pywats_client is {client}, PySide6 is {pyside}"))
    return found + findings(installed) + [_service(client_service.running(instances))]


def _installed() -> Installed:
    version = installed_version()
    problem, submit_raw = api_installed()
    client = util.find_spec("pywats_client")
    folders = list(client.submodule_search_locations or []) if client else []
    registry = any((Path(f) / "converters" / n).exists() for f in folders for n in ("registry.py", "registry"))
    python = (sys.version_info[0], sys.version_info[1])
    return Installed(version, python, problem, submit_raw, registry, util.find_spec("PySide6") is not None, client is not None)


def _package(installed: Installed) -> Finding:
    version = installed.version
    if version and before(version, OLDEST):
        return warning(DISTRIBUTION, f"{DISTRIBUTION} {version} is older than {OLDEST}, the first release that delivers reports", "run scripts/setup-sidecar")
    if version and not at_least(TESTED, version):
        return warning(DISTRIBUTION, f"{DISTRIBUTION} {version} is newer than {TESTED}, the newest that was tested with VteBridge. It is used nevertheless", f"send a few reports and check them with 'vtebridge reconcile', or go back: scripts/setup-sidecar --version {TESTED}")
    if version:
        return ok(DISTRIBUTION, f"{DISTRIBUTION} {version}, tested up to {TESTED}")
    if installed.import_problem is None:
        return warning(DISTRIBUTION, f"pyWATS imports, but is not installed as a package, so its version is not known; tested up to {TESTED}", "run scripts/setup-sidecar to install a release that was tested")
    return error(DISTRIBUTION, "not installed for this Python", "run scripts/setup-sidecar, or: pip install 'pywats-api>=0.5.0b4'")


def _service(running: list[str]) -> Finding:
    if running:
        return ok("client service", "a pyWATS client runs: it listens at " + ", ".join(running))
    return ok("client service", "no pyWATS client runs here; the sidecar does not need one")
