"""WATS's list of processes: asked for when WATS refuses a report, and kept for the rest of the run.

A process code that WATS does not know is a wrong configuration, and every report of that process meets it. So it stops
the sending with one sentence, in place of rejecting report after report.
"""

from __future__ import annotations

import asyncio
from typing import Any

from .reply import Asking, Reply

PATH = "/api/App/Processes"


class Processes:
    """A list that cannot be had says nothing against any report."""

    def __init__(self, wats: Asking) -> None:
        self._wats = wats
        self._names: dict[Any, Any] | None = None
        self._one_asks = asyncio.Lock()

    async def unknown(self, report: dict[str, Any]) -> str | None:
        """What to do when WATS has no process of this report's code; None when it has, or when that is not known."""
        code = report.get("processCode")
        async with self._one_asks:
            if self._names is None:
                self._names = names(await self._wats.ask(PATH))
        if not self._names or code is None or code in self._names:
            return None
        return f"WATS has no process {code}, which report {report.get('id')} names; it has {listing(self._names)}. Create process {code} in WATS, or map to one that exists (Mapping:DefaultProcessCode, Mapping:Processes) and run 'vtebridge reconcile --from DATE --repair=all'"


def names(reply: Reply) -> dict[Any, Any]:
    """Code → name; empty when the answer is no list of processes."""
    rows = reply.data if reply.status == 200 and isinstance(reply.data, list) else []
    return {row["code"]: row.get("name") for row in rows if isinstance(row, dict) and "code" in row}


def listing(known: dict[Any, Any]) -> str:
    return ", ".join(f"{code} {name}" for code, name in list(known.items())[:30]) or "none"
