"""Which ways into WATS work with the installed pyWATS, and why not. Found by reading and running every release so far."""

from __future__ import annotations

import re
from typing import NamedTuple

from .finding import Finding, error, ok, warning

_FINAL = 1_000_000
_LOST = "pyWATS 0.1.0b37 to b39 marks queued files completed without sending them and deletes converter sources: they are lost"
_USE_SIDECAR = "use the outlet 'sidecar'"


class Installed(NamedTuple):
    """``version`` is the distribution's own; pywats.__version__ tells wrong ones."""

    version: str | None
    python: tuple[int, int]
    import_problem: str | None
    submit_raw: bool
    registry: bool
    pyside: bool
    client: bool


def version_key(version: str) -> tuple[int, int, int, int] | None:
    """0.5.0b6 → (0, 5, 0, 6); a final release comes after every beta of it."""
    match = re.match(r"(\d+)\.(\d+)\.(\d+)(?:b(\d+))?", version)
    if match is None:
        return None
    return int(match[1]), int(match[2]), int(match[3]), int(match[4]) if match[4] else _FINAL


def findings(installed: Installed) -> list[Finding]:
    """One finding per route: the API (what the sidecar uses), the client's queue folder, its converters' folder."""
    key = version_key(installed.version) if installed.version else None
    return [_api(installed, key), _queue(installed, key), _converters(installed, key)]


def _api(installed: Installed, key: tuple[int, int, int, int] | None) -> Finding:
    name, advice = "route sidecar", "install pywats-api 0.5.0b4 or newer: scripts/setup-sidecar does it"
    if installed.import_problem:
        only_314 = key is not None and (0, 1, 0, 34) <= key < (0, 5, 0, 4) and installed.python < (3, 14)
        why = "releases 0.1.0b34 to 0.5.0b3 import on Python 3.14 only" if only_314 else installed.import_problem
        return error(name, f"pyWATS's API does not import: {why}", advice)
    if key is not None and key < (0, 5, 0, 4):
        return warning(name, f"the API imports, but {installed.version} was not made to be used with this sidecar", advice)
    return ok(name, "pyWATS's API imports; reports go through api.report.submit")


def _queue(installed: Installed, key: tuple[int, int, int, int] | None) -> Finding:
    name = "route queue-folder"
    if not installed.client and not installed.version:
        return warning(name, "no pyWATS client in this Python; one in another Python cannot be judged from here", _USE_SIDECAR)
    if key is not None and key < (0, 1, 0, 37):
        return warning(name, f"no client of {installed.version} reads *.queued files", _USE_SIDECAR)
    if key is not None and key < (0, 2, 0, 0):
        return error(name, _LOST, "never use this outlet with that client; " + _USE_SIDECAR)
    if not installed.submit_raw:
        why = "the client's queue calls report.submit_raw, which this release does not have: every file ends as .error"
        return warning(name, why, _USE_SIDECAR + ", or let 'drain --watch' empty the client's folder in its stead")
    return warning(name, "this release has submit_raw; whether its queue delivers is not proven", "prove it with 'vtebridge reconcile'")


def _converters(installed: Installed, key: tuple[int, int, int, int] | None) -> Finding:
    name = "route watch-folder"
    if not installed.client and not installed.version:
        return warning(name, "no pyWATS client in this Python; one in another Python cannot be judged from here", _USE_SIDECAR)
    if key is not None and (0, 1, 0, 37) <= key < (0, 2, 0, 0):
        return error(name, _LOST, "never use this outlet with that client; " + _USE_SIDECAR)
    if not installed.registry:
        why = "the client part has no converters.registry, which it loads converters with: files stay where they are"
        return warning(name, why, _USE_SIDECAR)
    if not installed.pyside:
        return warning(name, "the client part needs PySide6, which is not installed here", _USE_SIDECAR)
    return warning(name, "this release can load converters; whether they deliver is not proven", "prove it with 'vtebridge reconcile'")
