"""Stands in for pyWATS where it is not installed. It has the API that the sidecar uses and behaves like 0.5.0b6.
test_stand_in.py compares it with the real one."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any

import httpx

from .domains.report import AsyncReportService
from .exceptions import CircuitBreakerOpenError, ConnectionError, PyWATSError, TimeoutError

FAILURES_TO_OPEN = 5
OPEN_FOR = 60.0


class Answer:
    """An HTTP response as pyWATS represents it."""

    def __init__(self, response: httpx.Response) -> None:
        self.status_code, self.headers = response.status_code, dict(response.headers)
        try:
            self.data = response.json() if response.content else None
        except ValueError:
            self.data = response.text or None

    @property
    def is_success(self) -> bool:
        return 200 <= self.status_code < 300


class Client:
    """The HTTP client. It raises pyWATS's own exceptions for refused connections and time-outs, and has the circuit breaker."""

    def __init__(self, base_url: str, token: str, timeout: float) -> None:
        self._timeout = timeout
        self._http = httpx.AsyncClient(base_url=base_url, headers={"Authorization": f"Basic {token}", "Content-Type": "application/json", "Accept": "application/json"}, timeout=timeout, follow_redirects=True)
        self._failures, self._opened = 0, 0.0

    async def get(self, endpoint: str, params: dict[str, Any] | None = None) -> Answer:
        return await self._request("GET", endpoint, params=params)

    async def post(self, endpoint: str, data: Any = None) -> Answer:
        return await self._request("POST", endpoint, json=data)

    async def close(self) -> None:
        await self._http.aclose()

    async def _request(self, method: str, endpoint: str, **content: Any) -> Answer:
        if self._failures >= FAILURES_TO_OPEN and time.monotonic() - self._opened < OPEN_FOR:
            raise CircuitBreakerOpenError("Circuit breaker is OPEN - failing fast")
        try:
            response = await self._http.request(method, endpoint, **content)
        except Exception as e:
            self._failures, self._opened = self._failures + 1, time.monotonic()
            if isinstance(e, httpx.ConnectError):
                raise ConnectionError(f"Failed to connect: {e}")
            if isinstance(e, httpx.TimeoutException):
                raise TimeoutError(f"Request timed out after {self._timeout}s: {e}")
            raise PyWATSError(f"HTTP request failed: {e}")
        self._failures = 0
        return Answer(response)


class AsyncWATS:
    def __init__(self, base_url: str, token: str, timeout: float = 30.0, enable_throttling: bool = True, enable_cache: bool = True, retry_enabled: bool = True) -> None:
        self.http_client = Client(base_url.rstrip("/"), token, timeout)
        self.report = AsyncReportService(self.http_client)

    async def __aenter__(self) -> AsyncWATS:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.http_client.close()
