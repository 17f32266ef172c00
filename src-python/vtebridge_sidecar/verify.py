"""Proof of receipt: which reports WATS really holds, and whether with the verdict that was sent.

Headers are asked for in batches. Only what a header shows as held, with the expected verdict, needs no more; everything
else is asked for by its own receipt, because headers may lag behind what was just posted.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from .clock import Clock
from .console import Lines
from .questions import Questions
from .reply import Asking
from .scrub import message

BATCH = 25
"""Ids per header query: the query string stays below the 2,048 characters that IIS allows by default."""

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


class Wanted(NamedTuple):
    """One input line. ``result`` is the verdict it should have in WATS, None for any."""

    id: str
    result: str | None
    problem: str | None = None


def wanted(lines: Iterable[str]) -> Iterator[Wanted]:
    """Reads ids, one per line, plain or as ``{"id":…, "result":…}``; empty lines are skipped."""
    for line in lines:
        text = line.strip()
        if not text:
            continue
        try:
            data = json.loads(text) if text.startswith("{") else {"id": text.strip('"')}
        except ValueError:
            data = {}
        report_id, result = str(data.get("id", "")).lower(), data.get("result")
        if _GUID.match(report_id) and (result is None or isinstance(result, str)):
            yield Wanted(report_id, result[:1].upper() if result else None)
        else:
            yield Wanted(text[:100], None, "this is no report id")


class Verification:
    """Counts by state; ``stopped`` says why the rest was not asked for."""

    def __init__(self, wats: Asking, lines: Lines, jobs: int, clock: Clock) -> None:
        self._questions, self._lines = Questions(wats, jobs, clock), lines
        self._batches = True
        self.counts = {"found": 0, "missing": 0, "different": 0, "unknown": 0}
        self.garbage: str | None = None
        """The first line of the input that is no id."""
        self.garbage_lines = 0

    @property
    def stopped(self) -> str | None:
        return self._questions.stopped

    async def run(self, ids: Iterable[Wanted]) -> None:
        """Answers in the order of the input. Memory is bounded whatever its length."""
        await self._questions.begin()
        source = iter(ids)
        while group := list(islice(source, BATCH * 8)):
            batches = [group[i : i + BATCH] for i in range(0, len(group), BATCH)]
            for answers in await asyncio.gather(*map(self._batch, batches)):
                for answer in answers:
                    self.counts[answer["state"]] += 1
                    self._lines.write(answer)

    async def _batch(self, batch: list[Wanted]) -> list[dict[str, Any]]:
        headers = await self._headers([w.id for w in batch if not w.problem])
        return list(await asyncio.gather(*(self._one(w, headers.get(w.id)) for w in batch)))

    async def _headers(self, ids: list[str]) -> dict[str, str | None]:
        """What header queries show as held: id → verdict. Given up for the rest once the server refuses one."""
        if self.stopped or not self._batches or not ids:
            return {}
        query = {"$filter": " or ".join(f"uuid eq {i}" for i in ids), "$top": len(ids)}
        # Encoded here, because not every OData reader takes the + for a blank that pyWATS would send.
        reply = await self._questions.ask(f"/api/Report/Query/Header?{urlencode(query, quote_via=quote, safe='$')}")
        if reply.status != 200 or not isinstance(reply.data, list):
            self._batches = reply.status == 0
            return {}
        rows = [row for row in reply.data if isinstance(row, dict)]
        return {str(row.get("uuid")).lower(): _letter(row.get("result")) for row in rows}

    async def _one(self, want: Wanted, by_header: str | None) -> dict[str, Any]:
        if want.problem:
            self.garbage = self.garbage or want.id
            self.garbage_lines += 1
            return _answer(want.id, "unknown", None, want.problem)
        if by_header is not None and by_header == (want.result or by_header):
            return _answer(want.id, "found", by_header)
        if self.stopped:
            return _answer(want.id, "unknown", None, self.stopped)
        reply = await self._questions.ask(f"/api/Report/Wsjf/{want.id}", {"detailLevel": 0}, one_report=True)
        held = reply.data if isinstance(reply.data, dict) else {}
        if reply.status == 404 or (reply.status == 200 and not reply.data):
            return _answer(want.id, "missing", None)
        if reply.status != 200 or str(held.get("id")).lower() != want.id:
            return _answer(want.id, "unknown", None, reply.said)
        result = _letter(held.get("result"))
        if want.result is not None and result is None:
            return _answer(want.id, "unknown", None, "WATS holds it, but does not say with which result")
        same = want.result is None or result == want.result
        return _answer(want.id, "found" if same else "different", result)


def _answer(report_id: str, state: str, result: str | None, text: str = "") -> dict[str, Any]:
    return {"id": report_id, "state": state, "result": result, "message": message(text)}


def _letter(result: object) -> str | None:
    """P, F, E or T, from the letter of a report or the word of a header."""
    letter = result[:1].upper() if isinstance(result, str) else ""
    return letter if letter and letter in "PFET" else None
