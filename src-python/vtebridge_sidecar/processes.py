"""WATS's list of processes: requested when WATS refuses a report, and kept for the rest of the run.

A process code that WATS does not know is a mistake in the configuration and affects every report of that process. Therefore it
stops sending, with one message, instead of rejecting report after report.
"""

from __future__ import annotations

import asyncio
from typing import Any

from .reply import Asking, Reply

PATH = "/api/App/Processes"


class Processes:
    """The list of processes. If it cannot be read, no report is blamed."""

    def __init__(self, wats: Asking) -> None:
        self._wats = wats
        self._names: dict[Any, Any] | None = None
        self._one_asks = asyncio.Lock()

    async def unknown(self, report: dict[str, Any]) -> str | None:
        """What to do if WATS has no process with this report's code. None if it has one, or if that is not known."""
        code = report.get("processCode")
        async with self._one_asks:
            if self._names is None:
                self._names = names(await self._wats.ask(PATH))
        if not self._names or code is None or code in self._names:
            return None
        return f"WATS has no process {code}, which report {report.get('id')} names; it has {listing(self._names)}. Create process {code} in WATS, or map to one that exists (Mapping:DefaultProcessCode, Mapping:Processes) and run 'vtebridge reconcile --from DATE --repair=all'"


def names(reply: Reply) -> dict[Any, Any]:
    """Names by code; empty if the answer is no list of processes."""
    rows = reply.data if reply.status == 200 and isinstance(reply.data, list) else []
    return {row["code"]: row.get("name") for row in rows if isinstance(row, dict) and "code" in row}


def listing(known: dict[Any, Any]) -> str:
    return ", ".join(f"{code} {name}" for code, name in list(known.items())[:30]) or "none"
