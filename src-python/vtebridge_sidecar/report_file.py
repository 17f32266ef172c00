"""Reads report files: the whole file to send it, or just enough to know its turn."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

MAX_BYTES = 30_000_000
"""IIS, on which WATS runs, refuses larger requests by default."""

HEAD_BYTES = 8192
_DECODER = json.JSONDecoder()
_NEXT, _COLON = re.compile(r"[\s,:{]*"), re.compile(r"\s*:\s*")
_BOMS = {b"\xef\xbb\xbf": "UTF-8", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_ISO = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(?:([+-])(\d\d):?(\d\d)|Z)?$")


class BadFile(Exception):
    """The file can never be a report as it is; the message says why. ``sha256`` is the hash of its bytes, if they were read."""

    sha256: str | None = None


class ReportFile(NamedTuple):
    """A report, its size in bytes, and the SHA-256 of these bytes, which identifies the version of the report."""

    report: dict[str, Any]
    size: int
    sha256: str


class Turn(NamedTuple):
    """Decides when a report is sent: its serial number, and its start in seconds since 1970 (UTC)."""

    serial: str
    start: float


def read_report(path: str, report_id: str) -> ReportFile:
    """Raises BadFile if the file is no report or not the one that its name says, and OSError if it cannot be read now."""
    file = read_any(path)
    own = file.report.get("id")
    if not isinstance(own, str) or own.lower() != report_id.lower():
        raise _bad(f"the file is named after report {report_id} but the report's id is {own!r}; the two must be the same", file.sha256)
    return file


def read_any(path: str | Path) -> ReportFile:
    """Reads a report from a file of any name. Raises as ``read_report`` does."""
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_BYTES:
            raise BadFile(f"the file is {size:,} bytes; WATS takes at most {MAX_BYTES:,}")
        data = file.read()
    sha256 = hashlib.sha256(data).hexdigest()
    if not data:
        raise _bad("the file is empty", sha256)
    try:
        report = _parse(data)
    except BadFile as e:
        e.sha256 = sha256
        raise
    if not isinstance(report, dict):
        raise _bad("the file has JSON, but not an object, so it is not a WSJF report", sha256)
    return ReportFile(report, len(data), sha256)


def _bad(why: str, sha256: str) -> BadFile:
    bad = BadFile(why)
    bad.sha256 = sha256
    return bad


def _parse(data: bytes) -> Any:
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            raise BadFile(f"the file begins with a byte order mark ({encoding}); a report is UTF-8 without one")
    try:
        text = data.decode("utf-8")
        parsed = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
        if "\\ud" in text or "\\uD" in text:
            json.dumps(parsed, ensure_ascii=False).encode("utf-8")
        return parsed
    except UnicodeEncodeError as e:
        raise BadFile("the file has half of a surrogate pair (a single \\ud…), which is not valid text") from e
    except UnicodeDecodeError as e:
        raise BadFile(f"the file is not UTF-8 (byte {e.start})") from e
    except json.JSONDecodeError as e:
        cut = not text[e.pos :].strip() or e.msg.startswith("Unterminated")
        raise BadFile(f"the file is not JSON: {e}" + ("; it looks cut off" if cut else "")) from e
    except RecursionError as e:
        raise BadFile("the file is nested too deeply") from e


def _no_constant(name: str) -> float:
    raise BadFile(f"the file has the number {name}, which JSON does not allow")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise BadFile(f"the file has the number {text}, which is too large")
    return number


def read_turn(path: str, report_id: str) -> Turn:
    """Reads serial number and start from the first few KB, or from the whole file if they come later.

    A file that is no report gets a turn of its own, before all others, so that it is read soon and its fault is reported.
    """
    try:
        with open(path, "rb") as file:
            fields = _top_level(file.read(HEAD_BYTES).decode("utf-8", "ignore"))
        if "sn" not in fields or not ("startUTC" in fields or "start" in fields):
            fields = read_report(path, report_id).report
    except (BadFile, OSError):
        return Turn(f"\0{report_id}", 0.0)
    serial = fields.get("sn")
    start = fields.get("startUTC") or fields.get("start")
    return Turn(serial if isinstance(serial, str) else f"\0{report_id}", _seconds(start))


def _top_level(text: str) -> dict[str, Any]:
    """The members of a JSON object, up to where the text ends or is damaged, or until both wanted members are found."""
    decode = _DECODER.raw_decode
    fields: dict[str, Any] = {}
    at = 0
    try:
        while not {"sn", "startUTC"} <= fields.keys():
            key, at = decode(text, _NEXT.match(text, at).end())  # type: ignore[union-attr]
            fields[str(key)], at = decode(text, _COLON.match(text, at).end())  # type: ignore[union-attr]
    except (ValueError, AttributeError, RecursionError):
        pass
    return fields


def _seconds(text: object) -> float:
    match = _ISO.match(text) if isinstance(text, str) else None
    if match is None:
        return 0.0
    base, fraction, sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        moment = datetime.fromisoformat(base).replace(tzinfo=timezone.utc) - offset
    except (ValueError, OverflowError):
        return 0.0
    return moment.timestamp() + float(fraction or 0)
