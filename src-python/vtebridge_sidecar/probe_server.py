"""Checks the server: reachable, credentials, processes, clock, and one report by the server's own schema. Uploads nothing."""

from __future__ import annotations

import importlib
import importlib.util
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from . import probe_repairs
from .finding import Finding, error, ok, warning
from .processes import PATH, listing, names
from .reply import Asking, Reply
from .report_file import BadFile, read_any

SCHEMA = "/WSJFReport.schema.json"


async def look(wats: Asking, address: str, processes: list[int], report: Path | None, now: datetime, repair_process: int | None = None, failures: list[probe_repairs.Pair] | None = None) -> list[Finding]:
    """``now`` is UTC. ``failures`` are the categories and codes that repairs are mapped to. Leaves out checks that need one that failed."""
    version = await wats.ask("/api/App/Version")
    found = [_server(version, address)]
    if found[0].level == "error":
        return found
    listed = await wats.ask(PATH)
    found.append(_credentials(version, listed))
    found.append(_clock(version, now))
    if found[1].level != "error":
        found += _processes(listed, processes)
        if repair_process is not None:
            found += probe_repairs.look(listed, repair_process, failures or [])
    if report is not None:
        found.append(await _report(wats, report))
    return found


def _server(reply: Reply, address: str) -> Finding:
    if reply.status == 0:
        return error("server", f"{address} cannot be asked: {reply.said}", "check the address, the name resolution, the proxy, the firewall and the server's certificate")
    if 300 <= reply.status < 400 or reply.status == 404 or (reply.status == 200 and "<html" in str(reply.data)[:500].lower()):
        return error("server", f"something answers at {address}, but it is not WATS: {reply.said}", "give the address as in https://company.wats.com")
    if reply.status in (200, 401, 403):
        return ok("server", f"{address} answers" + (f", WATS {reply.data}" if reply.status == 200 else ""))
    return error("server", f"{address} has a problem: {reply.said}", "try again later, or ask the administrator of WATS")


def _credentials(version: Reply, listed: Reply) -> Finding:
    if 401 in (version.status, listed.status):
        return error("credentials", "WATS does not accept the API token (401)", "make a new token in WATS and give it as PYWATS_API_TOKEN or by --token-file")
    if 403 in (version.status, listed.status):
        return error("credentials", "the API token is valid but not allowed to read (403)", "give the token's user the right to submit and read reports")
    if version.status == listed.status == 200:
        return ok("credentials", "the API token is accepted")
    return warning("credentials", f"not known: {listed.said}", "try again later")


def _clock(reply: Reply, now: datetime) -> Finding:
    try:
        server = parsedate_to_datetime(reply.headers.get("date", ""))
        seconds = (now - server.astimezone(timezone.utc)).total_seconds()
    except (TypeError, ValueError):
        return warning("clock", "the server does not report its time", "compare both clocks yourself: WATS quarantines a report whose start is in the future")
    side = "ahead of" if seconds > 0 else "behind"
    evidence = f"this machine is {abs(seconds):.0f} s {side} the server"
    if abs(seconds) <= 60:
        return ok("clock", evidence)
    return warning("clock", evidence, "synchronise both clocks over the network (NTP): WATS quarantines a report whose start is in the future")


def _processes(reply: Reply, wanted: list[int]) -> list[Finding]:
    known = names(reply)
    found = []
    for code in wanted:
        if code in known:
            found.append(ok("processes", f"process {code} is {known[code]!r} in WATS"))
        else:
            found.append(error("processes", f"WATS has no active process {code}; it has {listing(known)}", f"create process {code} in WATS, or map to one that exists"))
    return found or [ok("processes", f"WATS has these processes: {listing(known)}")]


async def _report(wats: Asking, file: Path) -> Finding:
    try:
        document = read_any(file).report
    except (BadFile, OSError) as e:
        return error("report", f"{file}: {e}", "give a report made with 'vtebridge export'")
    schema = await wats.ask(SCHEMA)
    if schema.status != 200 or not isinstance(schema.data, dict):
        return warning("report", f"the server does not offer {SCHEMA} ({schema.status}); the report was not checked", "nothing to do: some releases of WATS do not offer it")
    if importlib.util.find_spec("jsonschema") is None:
        return warning("report", "the server offers its schema, but the report was not checked against it: the Python package jsonschema is not installed", "run scripts/setup-sidecar, which installs it, or: pip install jsonschema")
    problems = _by_schema(document, schema.data)
    if problems:
        return error("report", f"{file.name} does not match the server's schema: " + "; ".join(problems), "please report this with the file")
    return ok("report", f"{file.name} matches the server's own schema")


def _by_schema(document: Any, schema: dict[str, Any]) -> list[str]:
    jsonschema = importlib.import_module("jsonschema")
    validator = jsonschema.validators.validator_for(schema)(schema)
    try:
        found = sorted(validator.iter_errors(document), key=lambda e: list(map(str, e.path)))
    except jsonschema.exceptions.SchemaError as e:
        return [f"the schema itself is invalid: {e.message}"]
    return [f"{'/'.join(map(str, e.path)) or 'the report'}: {e.message[:200]}" for e in found[:5]]
