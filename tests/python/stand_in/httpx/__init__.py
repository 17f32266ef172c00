"""Stands in for httpx where it is not installed. It has the part that the sidecar's hook and the stand-in for pyWATS use, on
plain asyncio. test_stand_in.py compares it with the real one."""

from __future__ import annotations

import asyncio
import json
import ssl
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit


class HTTPError(Exception):
    pass


class TransportError(HTTPError):
    pass


class UnsupportedProtocol(TransportError):
    pass


class NetworkError(TransportError):
    pass


class ConnectError(NetworkError):
    pass


class ReadError(NetworkError):
    pass


class RemoteProtocolError(TransportError):
    pass


class TimeoutException(TransportError):
    pass


class ConnectTimeout(TimeoutException):
    pass


class ReadTimeout(TimeoutException):
    pass


class Headers(dict[str, str]):
    """Headers with lower-case names."""


class Request:
    def __init__(self, method: str, url: str, headers: dict[str, str], content: bytes = b"") -> None:
        self.method, self.url, self.content = method, url, content
        self.headers = Headers({name.lower(): value for name, value in headers.items()})
        self.headers["content-length"] = str(len(content))
        self.extensions: dict[str, dict[str, float]] = {}


class Response:
    def __init__(self, status_code: int, headers: Headers, content: bytes, request: Request) -> None:
        self.status_code, self.headers, self.content, self.request = status_code, headers, content, request
        self.next_request: Request | None = None

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        return json.loads(self.content)


class AsyncClient:
    """Opens a new connection for each request."""

    def __init__(self, base_url: str = "", headers: dict[str, str] | None = None, timeout: float = 5.0, follow_redirects: bool = False) -> None:
        self._base_url, self._headers, self._timeout, self._follow = base_url, headers or {}, timeout, follow_redirects

    async def request(self, method: str, url: str, headers: dict[str, str] | None = None, params: dict[str, Any] | None = None, json: Any = None) -> Response:
        whole = self._base_url + url + ("?" + urlencode(params) if params else "")
        content = b"" if json is None else _dumps(json)
        sent = Request(method, whole, {**self._headers, **(headers or {})}, content)
        sent.extensions["timeout"] = {"read": self._timeout}
        return await self.send(sent)

    async def send(self, request: Request, *, stream: bool = False, follow_redirects: bool | None = None) -> Response:
        follow = self._follow if follow_redirects is None else follow_redirects
        for _ in range(20):
            response = await self._send(request)
            response.next_request = _onward(request, response)
            if response.next_request is None or not follow:
                return response
            request = response.next_request
        raise RemoteProtocolError("too many redirects")

    async def aclose(self) -> None:
        return None

    async def _send(self, request: Request) -> Response:
        url = urlsplit(request.url)
        if url.scheme not in ("http", "https"):
            raise UnsupportedProtocol(f"Request URL has an unsupported protocol '{url.scheme}://'.")
        secure = ssl.create_default_context() if url.scheme == "https" else None
        try:
            opening = asyncio.open_connection(url.hostname, url.port or (443 if secure else 80), ssl=secure, server_hostname=url.hostname if secure else None)
            reader, writer = await asyncio.wait_for(opening, self._timeout)
        except asyncio.TimeoutError as e:
            raise ConnectTimeout("") from e
        except OSError as e:
            raise ConnectError(str(e)) from e
        try:
            return await self._exchange(request, url.netloc, url.path + ("?" + url.query if url.query else ""), reader, writer)
        except asyncio.TimeoutError as e:
            raise ReadTimeout("") from e
        except (OSError, asyncio.IncompleteReadError) as e:
            raise ReadError(str(e)) from e
        finally:
            writer.close()

    async def _exchange(self, request: Request, host: str, target: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Response:
        headers = {**request.headers, "host": host, "connection": "close"}
        head = f"{request.method} {target} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(head.encode("latin-1") + b"\r\n" + request.content)
        limit = request.extensions["timeout"]["read"]
        await asyncio.wait_for(writer.drain(), limit)
        lines = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), limit)).decode("latin-1").split("\r\n")
        received = Headers({name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)})
        body = await asyncio.wait_for(_body(reader, received), limit)
        return Response(int(lines[0].split()[1]), received, body, request)


async def _body(reader: asyncio.StreamReader, headers: Headers) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    body = b""
    while size := int((await reader.readline()).strip() or b"0", 16):
        body += await reader.readexactly(size)
        await reader.readline()
    return body


def _onward(request: Request, response: Response) -> Request | None:
    """The request that follows a redirect; None without one. It keeps the token only for the same host, or from http to https of it."""
    if response.status_code not in (301, 302, 303, 307, 308) or "location" not in response.headers:
        return None
    url = urljoin(request.url, response.headers["location"])
    before, after = urlsplit(request.url), urlsplit(url)
    same = (before.scheme, before.netloc) == (after.scheme, after.netloc)
    upgraded = before.hostname == after.hostname and (before.scheme, before.port or 80, after.scheme, after.port or 443) == ("http", 80, "https", 443)
    headers = {name: value for name, value in request.headers.items() if same or upgraded or name != "authorization"}
    keeps = response.status_code in (307, 308) or request.method in ("GET", "HEAD")
    onward = Request(request.method if keeps else "GET", url, headers, request.content if keeps else b"")
    onward.extensions = request.extensions
    return onward


def _dumps(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
