"""The only module that imports pyWATS. It uses one AsyncWATS for the life of the process.

WATS's answer is taken from the wire (wire.py), never from the type or text of an exception, because those differ between releases: in
0.5.0b4 to b6 a refusal is a ValueError whatever its status, and after five failed connections a circuit breaker answers for 60 s
without asking WATS. pyWATS's own limiter is off, because it blocks the event loop.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any
from urllib.parse import urljoin

from .answer import Answer, Verdict, classify
from .clock import Clock
from .exit_codes import SidecarError
from .processes import Processes
from .reply import Reply
from .said import host, said
from .settings import Server
from .versions import TESTED, installed_version
from .wire import SLOWEST_LINK, Exchange, Wire, watch

_NOT_SENT = {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError"}
_BAD_ADDRESS = {"UnsupportedProtocol", "InvalidURL"}
_CERTIFICATE = {"SSLCertVerificationError"}
_OUT_OF_TIME, _OTHER_NAME = {9, 10}, {62, 64}
"""OpenSSL's error numbers: not valid yet, expired; for another host, for another IP address."""
_SECURE = {"SSLError"}
_BREAKER_REST = 60.0
_BREAKER = "pyWATS pauses for a minute after WATS failed several times in a row"


class PyWats:
    """WATS through pyWATS. Enter it once; calls of ``submit`` and ``ask`` may run at the same time.

    Making or entering it raises SidecarError for anything that fails in pyWATS.
    """

    def __init__(self, server: Server, timeout: float, clock: Clock | None = None) -> None:
        self._server, self._timeout, self._clock = server, timeout, clock or Clock()
        self._trouble = ""
        self._processes = Processes(self)
        try:
            from pywats import AsyncWATS

            self._wire = Wire()
            self._api = AsyncWATS(
                base_url=server.url,
                token=server.token,
                timeout=timeout,
                enable_throttling=False,
                enable_cache=False,
                retry_enabled=False,
            )
        except Exception as e:
            # Catches everything: releases for another Python version raise SyntaxError, others do not know these arguments.
            raise unusable(e) from e

    async def __aenter__(self) -> PyWats:
        try:
            await self._api.__aenter__()
            self._submit, self._get = self._api.report.submit, self._api.http_client.get
        except Exception as e:
            raise unusable(e) from e
        self._wire.open()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._wire.close()
        await self._api.__aexit__(kind, error, trace)

    async def submit(self, report: dict[str, Any], size: int) -> Answer:
        """See ``answer.Wats``. pyWATS's time-out is for each read. The one here is for the whole, so that a slow trickle ends too."""
        seen = watch()
        result, error = None, None
        try:
            result = await asyncio.wait_for(self._submit(report), self._timeout + size / SLOWEST_LINK)
        except Exception as e:
            error = e
        posts = [exchange for exchange in seen if exchange.method == "POST"]
        reply = posts[-1].reply if posts else None
        if reply is None and error is None:
            return await self._proof(report, Reply(200, result, {}))
        if reply is None:
            return self._remember(_no_answer(_cause(posts, error)))
        if reply.status < 300:
            return await self._proof(report, reply)
        return await self._refusal(report, reply)

    async def _refusal(self, report: dict[str, Any], reply: Reply) -> Answer:
        location = reply.headers.get("location")
        answer = classify(reply.status, said(reply.data), retry_after(reply, self._clock), host(urljoin(self._server.url, location)) if location else "")
        if answer.verdict is Verdict.REJECTED and reply.status != 413:
            unknown = await self._processes.unknown(report)
            if unknown is not None:
                return Answer(Verdict.STOP, f"{unknown} ({reply.status}: {answer.message})", reply.status)
        self._trouble = answer.message
        return answer

    def _remember(self, answer: Answer) -> Answer:
        """The circuit breaker does not say why it opened, so the message of the answer before it is added."""
        if answer.message != _BREAKER:
            self._trouble = answer.message
            return answer
        return replace(answer, message=f"{_BREAKER}; before that: {self._trouble}" if self._trouble else _BREAKER)

    async def _proof(self, report: dict[str, Any], reply: Reply) -> Answer:
        """ACCEPTED if the answer names the report, or else if WATS returns this report when asked for it."""
        if report["id"].lower() in _ids(reply.data):
            return Answer(Verdict.ACCEPTED, status=reply.status)
        receipt = await self.ask(f"/api/Report/Wsjf/{report['id']}", {"detailLevel": 0})
        same = isinstance(receipt.data, dict) and all(
            str(receipt.data.get(k)).lower() == str(report.get(k)).lower() for k in ("id", "sn", "pn", "result")
        )
        if receipt.status == 200 and same:
            return Answer(Verdict.ACCEPTED, "by receipt", reply.status)
        words = "without naming the report" if reply.data is None else f"with {str(reply.data)[:100]!r}"
        return Answer(Verdict.LATER, f"WATS answered {reply.status} {words}, and shows no receipt for it ({receipt.status or receipt.data})", reply.status)

    async def ask(self, path: str, params: dict[str, Any] | None = None) -> Reply:
        """See ``reply.Asking``."""
        seen, error = watch(), None
        try:
            response = await asyncio.wait_for(self._get(path, params=params), self._timeout * 2)
        except Exception as e:
            error = e
        reply = seen[-1].reply if seen else None
        if reply is not None:
            return reply
        if error is None:
            return Reply(response.status_code, response.data, {str(k).lower(): v for k, v in response.headers.items()})
        return Reply(0, _no_answer(_cause(seen, error)).message, {})


def installed() -> tuple[str | None, bool]:
    """Why pyWATS cannot be imported (None if it can), and whether its report service has the ``submit_raw`` that the client's
    queue calls."""
    try:
        from pywats import AsyncWATS  # noqa: F401
    except Exception as e:
        return _first_line(e), False
    try:
        from pywats.domains.report import AsyncReportService
    except Exception:
        # In other releases it is elsewhere; the sidecar does not need it.
        return None, False
    return None, hasattr(AsyncReportService, "submit_raw")


def unusable(error: Exception) -> SidecarError:
    """The error in words: what failed, in which pyWATS, and what to do."""
    version = installed_version()
    proxies = [name for name, value in os.environ.items() if name.lower().endswith("_proxy") and name.lower() != "no_proxy" and "://" in value and not value.lower().startswith("http")]
    if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] == "pywats":
        what, advice = "pyWATS is not installed for this Python", "Install it with scripts/setup-sidecar, or: pip install 'pywats-api>=0.5.0b4'"
    elif proxies:
        what, advice = f"pyWATS cannot use the proxy that {' and '.join(proxies)} in the environment names ({_first_line(error)})", "Use an http:// proxy, or unset the variable for VteBridge"
    else:
        what = f"pyWATS {version or 'of unknown version'} cannot be used ({_first_line(error)})"
        advice = f"Install one that was tested (up to {TESTED}) with scripts/setup-sidecar, or: pip install 'pywats-api>=0.5.0b4'"
    return SidecarError(f"{what}. {advice}. Every report stays where it is.")


def _ids(data: Any) -> set[str]:
    """All ids that the answer to a submission names."""
    rows = data if isinstance(data, list) else [data]
    found = [row.get(key) for row in rows if isinstance(row, dict) for key in ("ID", "id", "uuid")]
    return {text.lower() for text in [*found, data] if isinstance(text, str)}


def _cause(exchanges: list[Exchange], error: Exception | None) -> Exception:
    """The exception seen on the wire, because it says more; else pyWATS's own."""
    seen = exchanges[-1].error if exchanges else None
    return seen or error or RuntimeError("no answer")


def _no_answer(error: Exception) -> Answer:
    """The meaning of a missing HTTP answer. Exceptions are recognised by their class names along the chain of causes."""
    causes = list(_causes(error))
    kinds = {kind.__name__ for cause in causes for kind in type(cause).__mro__}
    refused = {getattr(cause, "verify_code", None) for cause in causes}
    text = _first_line(error)
    if kinds & _BAD_ADDRESS:
        return Answer(Verdict.STOP, f"the server URL or the token cannot be used ({text})")
    if "CircuitBreakerOpenError" in kinds:
        return Answer(Verdict.UNREACHABLE, _BREAKER, retry_after=_BREAKER_REST)
    if refused & _OUT_OF_TIME:
        return Answer(Verdict.STOP, f"the server's certificate has expired, or this machine's clock is wrong ({text})")
    if refused & _OTHER_NAME:
        return Answer(Verdict.STOP, f"the server's certificate is for another name: check the server URL ({text})")
    if kinds & _CERTIFICATE:
        return Answer(Verdict.STOP, f"the server's certificate is not trusted: install the certificate of the authority that signed it, or name its file in SSL_CERT_FILE ({text})")
    if kinds & _SECURE:
        return Answer(Verdict.UNREACHABLE, f"no secure connection to WATS: check https or http in the server URL, and its certificate ({text})")
    if kinds & _NOT_SENT:
        return Answer(Verdict.UNREACHABLE, f"WATS cannot be reached ({text})")
    if isinstance(error, asyncio.TimeoutError) or any("Timeout" in kind for kind in kinds):
        return Answer(Verdict.LATER, f"WATS gave no answer in time ({text})")
    return Answer(Verdict.LATER, text)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and its causes, at most ten."""
    for _ in range(10):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _first_line(error: BaseException) -> str:
    text = str(error).splitlines()
    return f"{type(error).__name__}: {text[0]}" if text else type(error).__name__


def retry_after(reply: Reply, clock: Clock) -> float | None:
    """The seconds to wait by the Retry-After header, which is a number of seconds or an HTTP date. None if absent or unreadable.

    A date is compared with the server's own Date header, so that a wrong clock of this machine does not matter.
    """
    text = reply.headers.get("retry-after", "").strip()
    try:
        if text.isdecimal():
            return float(text)
        date = reply.headers.get("date")
        now = parsedate_to_datetime(date) if date else clock.now()
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None
