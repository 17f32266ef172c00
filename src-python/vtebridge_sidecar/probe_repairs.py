"""Checks that WATS knows the failures that repairs are mapped to, because WATS refuses a repair report with an unknown one."""

from __future__ import annotations

from typing import Any, Iterator

from .finding import Finding, error, ok, warning
from .reply import Reply

Pair = tuple[str, str]


def look(listed: Reply, process: int, wanted: list[Pair]) -> list[Finding]:
    """``listed`` is the answer of ``/api/App/Processes``; ``wanted`` are pairs of category and code."""
    rows = [row for row in listed.data if isinstance(row, dict)] if isinstance(listed.data, list) else []
    row = next((row for row in rows if row.get("code") == process), None)
    if row is None or row.get("isRepairOperation") is False:
        repairs = ", ".join(f"{r.get('code')} {r.get('name')}" for r in rows if r.get("isRepairOperation")) or "none"
        what = f"has no active process {process}" if row is None else f"has no repair process {process} ({row.get('name')!r} is none)"
        return [error("repairs", f"WATS {what}; its repair processes: {repairs}", "set Mapping:RepairProcessCode to one of them")]
    known = set(_pairs(row))
    if not known:
        named = ", ".join(f"{category} / {code}" for category, code in wanted)
        return [warning("repairs", f"WATS does not list the failures of repair process {process}; not checked: {named}", f"check in WATS (Control Panel, Process & Production) that process {process} has each of them; WATS refuses repairs with any other")]
    listing = "; ".join(f"{category}: {', '.join(sorted(c for k, c in known if k == category))}" for category in sorted({k for k, _ in known}))
    missing = [pair for pair in wanted if pair not in known]
    return [
        error("repairs", f"process {process} has no failure {category} / {code}; it has {listing[:1500]}", "create it in WATS, or set Mapping:RepairCodes and Mapping:RepairFallback to failures that exist")
        for category, code in missing
    ] or [ok("repairs", f"process {process} has every failure that repairs are mapped to")]


def _pairs(row: Any) -> Iterator[Pair]:
    """Finds categories and their codes at any level: an object with a name whose list has objects with names. Releases of WATS differ."""
    for part in row.values() if isinstance(row, dict) else row if isinstance(row, list) else []:
        for category in part if isinstance(part, list) else []:
            for codes in category.values() if isinstance(category, dict) else []:
                for code in codes if isinstance(codes, list) else []:
                    if (outer := _name(category)) and (inner := _name(code)):
                        yield outer, inner
        if isinstance(part, dict):
            yield from _pairs(part)


def _name(part: Any) -> str | None:
    keys = {str(key).lower(): value for key, value in part.items()} if isinstance(part, dict) else {}
    name = keys.get("description") or keys.get("name")
    return name if isinstance(name, str) else None
