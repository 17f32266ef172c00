"""The only file that imports pyWATS: one AsyncWATS for as long as the process lives.

Read in pyWATS 0.5.0b4 to b6: a refusal is ``ValueError("Report submission failed (<status>): <text>")`` whatever the
status; a failed connection is its ConnectionError, a time-out its TimeoutError, any other httpx error its
PyWATSError; after five of those its circuit breaker answers for 60 s. ``submit`` returns the id, the answer's text when that was
no JSON (a login page, say), or None for an empty body. Its limiter blocks the event loop, so it stays off.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any

from .answer import Answer, Verdict, classify
from .exit_codes import SidecarError
from .reply import Reply
from .settings import Server

_REFUSAL = re.compile(r"Report submission failed \((\d{3})\): (.*)", re.DOTALL)
_NOT_SENT = {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError"}
_BAD_ADDRESS = {"UnsupportedProtocol", "InvalidURL"}
_BREAKER_REST = 60.0
_BREAKER = "pyWATS saw WATS fail again and again and lets it rest for a minute"
_SECURE = {"SSLError", "SSLCertVerificationError"}
SLOWEST_LINK = 50_000
"""Bytes per second: what a large report may take on top of the time-out."""

_last: ContextVar[list[Reply]] = ContextVar("last")
"""One list per submission, filled in place: wait_for may run the request in a task with a copy of the context."""


class PyWats:
    """WATS through pyWATS. Enter it once; ``submit`` and the questions may run side by side."""

    def __init__(self, server: Server, timeout: float) -> None:
        self._timeout = timeout
        self._trouble = ""
        try:
            from pywats import AsyncWATS

            self._api = AsyncWATS(
                base_url=server.url,
                token=server.token,
                timeout=timeout,
                enable_throttling=False,
                enable_cache=False,
                retry_enabled=False,
            )
        except Exception as e:
            # Whatever it raises: releases for another Python raise SyntaxError, older ones do not know these arguments.
            raise SidecarError(
                f"pyWATS cannot be used ({_first_line(e)}). Install it for this Python with: pip install 'pywats-api>=0.5.0b4' "
                "(or run scripts/setup-sidecar). Every report stays where it is."
            ) from e

    async def __aenter__(self) -> PyWats:
        await self._api.__aenter__()
        http = self._api.http_client
        post = http.post

        async def remembering(*args: Any, **kwargs: Any) -> Any:
            """The ValueError of a refusal has neither Retry-After nor more than one field of the answer's text."""
            response = await post(*args, **kwargs)
            _last.get([]).append(_reply(response))
            return response

        http.post = remembering
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._api.__aexit__(kind, error, trace)

    async def submit(self, report: dict[str, Any], size: int) -> Answer:
        """See ``answer.Wats``. pyWATS's time-out is per read; the one here is for the whole, so that nothing drips for ever."""
        _last.set([])
        try:
            result = await asyncio.wait_for(self._api.report.submit(report), self._timeout + size / SLOWEST_LINK)
        except Exception as e:
            return self._remember(_meaning(e))
        return await self._proof(report, result)

    def _remember(self, answer: Answer) -> Answer:
        """The circuit breaker does not say what it broke for; the answers before it do."""
        if answer.message != _BREAKER:
            self._trouble = answer.message
            return answer
        return replace(answer, message=f"{_BREAKER}; before that: {self._trouble}" if self._trouble else _BREAKER)

    async def _proof(self, report: dict[str, Any], result: object) -> Answer:
        """ACCEPTED when the answer names the report; else when WATS shows that it holds this very report."""
        if isinstance(result, str) and result.lower() == report["id"].lower():
            return Answer(Verdict.ACCEPTED, status=200)
        said = "nothing" if result is None else f"{str(result)[:100]!r}"
        reply = await self.ask(f"/api/Report/Wsjf/{report['id']}", {"detailLevel": 0})
        same = isinstance(reply.data, dict) and all(
            str(reply.data.get(k)).lower() == str(report.get(k)).lower() for k in ("id", "sn", "pn", "result")
        )
        if reply.status == 200 and same:
            return Answer(Verdict.ACCEPTED, "by receipt", 200)
        return Answer(Verdict.LATER, f"WATS answered 200 with {said}, but shows no receipt for the report ({reply.status})", 200)

    async def ask(self, path: str, params: dict[str, Any] | None = None) -> Reply:
        """See ``verify.Asking``."""
        try:
            request = self._api.http_client.get(path, params=params, cache=False)
            response = await asyncio.wait_for(request, self._timeout * 2)
        except Exception as e:
            return Reply(0, _meaning(e).message, {})
        return _reply(response)


def _reply(response: Any) -> Reply:
    return Reply(response.status_code, response.data, {k.lower(): v for k, v in response.headers.items()})


def installed() -> tuple[str | None, bool]:
    """Why pyWATS cannot be imported (None when it can), and whether its report service has the ``submit_raw`` that
    the client's queue calls."""
    try:
        from pywats import AsyncWATS  # noqa: F401
        from pywats.domains.report import AsyncReportService
    except Exception as e:
        return _first_line(e), False
    return None, hasattr(AsyncReportService, "submit_raw")


def _meaning(error: Exception) -> Answer:
    """What an exception out of pyWATS says. The one place that reads its texts and knows its types, by name."""
    refusal = _REFUSAL.match(str(error)) if isinstance(error, ValueError) else None
    if refusal:
        reply = (_last.get([]) or [Reply(0, None, {})])[-1]
        wait = retry_after(reply.headers.get("retry-after"), datetime.now(timezone.utc))
        whole = isinstance(reply.data, list) or (isinstance(reply.data, dict) and len(reply.data) > 1)
        return classify(int(refusal[1]), json.dumps(reply.data, ensure_ascii=False) if whole else refusal[2], wait)
    names = set(_names(error))
    text = _first_line(error)
    if names & _BAD_ADDRESS:
        return Answer(Verdict.STOP, f"the server URL or the token cannot be used ({text})")
    if "CircuitBreakerOpenError" in names:
        return Answer(Verdict.UNREACHABLE, _BREAKER, retry_after=_BREAKER_REST)
    if names & _SECURE:
        return Answer(Verdict.UNREACHABLE, f"no secure connection to WATS: check https or http in the server URL, and its certificate ({text})")
    if names & _NOT_SENT:
        return Answer(Verdict.UNREACHABLE, f"WATS cannot be reached ({text})")
    if isinstance(error, asyncio.TimeoutError) or "TimeoutError" in names:
        return Answer(Verdict.LATER, f"WATS gave no answer in time ({text})")
    return Answer(Verdict.LATER, text)


def _names(error: BaseException | None) -> Iterator[str]:
    """The types of an exception and of what led to it."""
    for _ in range(10):
        if error is None:
            return
        yield type(error).__name__
        error = error.__cause__ or error.__context__


def _first_line(error: BaseException) -> str:
    text = str(error).splitlines()
    return f"{type(error).__name__}: {text[0]}" if text else type(error).__name__


def retry_after(text: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header: a number of seconds or an HTTP date. None when absent or unreadable."""
    if text is None:
        return None
    try:
        return max(0.0, float(text)) if text.strip().isdigit() else max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (TypeError, ValueError):
        return None
