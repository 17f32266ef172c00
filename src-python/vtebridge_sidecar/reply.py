"""Queries to WATS: a GET and its answer."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from .said import host, said


class Reply(NamedTuple):
    """An HTTP answer: status, parsed body, headers by lower-case names. Status 0 means that none came; ``data`` then says why."""

    status: int
    data: Any
    headers: dict[str, str]

    @property
    def said(self) -> str:
        """The answer in words, for a message."""
        onward = host(self.headers.get("location", "")) if 300 <= self.status < 400 else ""
        if onward:
            return f"it answered {self.status} and redirects to {onward}, which is not followed"
        return f"it answered {self.status}: {said(self.data)[:300]}" if self.status else str(self.data)


class Asking(Protocol):
    """Something that can send queries to WATS."""

    async def ask(self, path: str, params: dict[str, Any] | None = None) -> Reply:
        """Never raises for trouble with WATS or the network."""
        ...
