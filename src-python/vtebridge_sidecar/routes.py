"""Which ways into WATS work with the installed pyWATS, and why others do not. Known from reading and running every release so far."""

from __future__ import annotations

from typing import NamedTuple

from .finding import Finding, error, ok, warning
from .versions import OLDEST, TESTED, at_least, before

_LOST = "pyWATS 0.1.0b37 to b39 marks queued files as completed without sending them, and deletes the files that it converts: the reports are lost"
_USE_SIDECAR = "use the destination 'sidecar'"


class Installed(NamedTuple):
    """``version`` is that of the distribution, because pywats.__version__ is wrong in some releases."""

    version: str | None
    python: tuple[int, int]
    import_problem: str | None
    submit_raw: bool
    registry: bool
    pyside: bool
    client: bool


def findings(installed: Installed) -> list[Finding]:
    """One finding per route: the API (which the sidecar uses), the client's queue folder, the folder of its converters."""
    return [_api(installed), _queue(installed), _converters(installed)]


def _api(installed: Installed) -> Finding:
    name, advice = "route sidecar", "install pywats-api 0.5.0b4 or newer: scripts/setup-sidecar does it"
    if installed.import_problem:
        only_314 = at_least(installed.version, "0.1.0b34") and before(installed.version, OLDEST) and installed.python < (3, 14)
        why = "releases 0.1.0b34 to 0.5.0b3 import on Python 3.14 only" if only_314 else installed.import_problem
        return error(name, f"pyWATS's API does not import: {why}", advice)
    if before(installed.version, OLDEST):
        return warning(name, f"pyWATS's API imports, but version {installed.version} is too old for this sidecar", advice)
    return ok(name, "pyWATS's API imports; reports go through api.report.submit")


def _queue(installed: Installed) -> Finding:
    name = "route queue-folder"
    if not installed.client and not installed.version:
        return warning(name, "no pyWATS client is installed in this Python; one in another Python cannot be checked from here", _USE_SIDECAR)
    if before(installed.version, "0.1.0b37"):
        return warning(name, f"no client of {installed.version} reads *.queued files", _USE_SIDECAR)
    if before(installed.version, "0.2.0b1"):
        return error(name, _LOST, "never use this destination with that client; " + _USE_SIDECAR)
    if not installed.submit_raw:
        why = f"the queue of clients up to {TESTED} calls report.submit_raw, which this one does not have: every file ends as .error"
        return warning(name, why, _USE_SIDECAR + ", or run 'drain --watch' on the client's folder instead of the client")
    return warning(name, "this release has submit_raw, but it was not tested whether its queue delivers reports", "check it with 'vtebridge reconcile'")


def _converters(installed: Installed) -> Finding:
    name = "route watch-folder"
    if not installed.client and not installed.version:
        return warning(name, "no pyWATS client is installed in this Python; one in another Python cannot be checked from here", _USE_SIDECAR)
    if at_least(installed.version, "0.1.0b37") and before(installed.version, "0.2.0b1"):
        return error(name, _LOST, "never use this destination with that client; " + _USE_SIDECAR)
    if not installed.registry:
        why = "the client part has no converters.registry, which it needs to load converters: files stay where they are"
        return warning(name, why, _USE_SIDECAR)
    if not installed.pyside:
        return warning(name, "the client part needs PySide6, which is not installed here", _USE_SIDECAR)
    return warning(name, "this release can load converters, but it was not tested whether they deliver reports", "check it with 'vtebridge reconcile'")
