"""Reads the HTTP exchanges below pyWATS, at the one place that all of them pass.

pyWATS turns the answer to a submission into exceptions whose types and texts differ between releases. It uses httpx, so WATS's real
answer is read at ``httpx.AsyncClient.send``, which is public and the same for all releases. The same place enforces a rule that
pyWATS does not have: no redirect is followed (docs/destinations.md says why).
"""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any, NamedTuple

from .reply import Reply

SLOWEST_LINK = 50_000
"""Bytes per second. A large report gets time in addition to the time-out at this rate, to be transferred and processed."""

_seen: ContextVar[list[Exchange]] = ContextVar("seen")


class Exchange(NamedTuple):
    """One request and its answer, or the exception if there was no answer."""

    method: str
    reply: Reply | None
    error: Exception | None


def watch() -> list[Exchange]:
    """Returns a list that from now on receives every exchange of this task and of the tasks that it starts."""
    seen: list[Exchange] = []
    _seen.set(seen)
    return seen


class Wire:
    """Observes all exchanges between ``open`` and ``close``. The import fails if httpx is missing; pyWATS cannot be used then either."""

    def __init__(self) -> None:
        self._client: Any = importlib.import_module("httpx").AsyncClient
        self._real: Any = None

    def open(self) -> None:
        self._real = self._client.send
        self._client.send = _reading_along(self._real)

    def close(self) -> None:
        if self._real is not None:
            self._client.send, self._real = self._real, None


def _reading_along(real: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def send(client: Any, request: Any, **options: Any) -> Any:
        limits = request.extensions.get("timeout") or {}
        if limits.get("read"):
            limits["read"] += int(request.headers.get("content-length", "0")) / SLOWEST_LINK
        try:
            response = await real(client, request, **{**options, "follow_redirects": False})
        except Exception as e:
            _seen.get([]).append(Exchange(request.method, None, e))
            raise
        if not options.get("stream"):
            _seen.get([]).append(Exchange(request.method, _reply(response), None))
        return response

    return send


def _reply(response: Any) -> Reply:
    try:
        data = response.json() if response.content else None
    except ValueError:
        data = response.text or None
    return Reply(response.status_code, data, {str(k).lower(): str(v) for k, v in response.headers.items()})
