"""A small WATS server in this process: real HTTP over loopback, with the answers and faults that a test plans."""

from __future__ import annotations

import json
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "dGVzdDpjYW5hcnktcGFzc3dvcmQ="


class WatsServer:
    """``plan(n, id)`` decides what happens to the n-th POST (from 1): an HTTP status, ``(status, headers)`` or ``(status, headers, text or body)``,
    or one of "ok", "empty", "swallow" (200 and empty, nothing kept), "hang", "reset", "login page". Kept reports are in ``held``,
    received bodies in ``bodies``. ``on_post`` is called before the answer.
    """

    def __init__(self, plan: Callable[[int, str], Any] = lambda n, id: "ok") -> None:
        self.plan = plan
        self.held: dict[str, dict[str, Any]] = {}
        self.bodies: dict[str, bytes] = {}
        self.order: list[str] = []
        self.gets: list[str] = []
        self.tokens: set[str] = set()
        self.processes: list[dict[str, Any]] = [{"code": 10, "name": "SW Debug", "isTestOperation": True}]
        self.schema: dict[str, Any] | None = None
        self.date: str | None = None
        self.query_status = 200
        self.get_status = 200
        self.busy_now = self.busy_most = 0
        self.per_serial: dict[str, int] = {}
        self.overtaken = False
        self.on_post: Callable[[int], None] = lambda n: None
        self.on_get: Callable[[int], None] = lambda n: None
        self.headers: dict[str, str] = {}
        self.hang = threading.Event()
        self.lock = threading.Lock()
        self.posts = 0
        owner = self

        class Handler(_Handler):
            server_ = owner

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, request: Any, client_address: Any) -> None:
                return None

        self._http = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> WatsServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.hang.set()
        self._http.shutdown()
        self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    server_: WatsServer
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def log_message(self, format: str, *args: object) -> None:
        return None

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        wats = self.server_
        report = json.loads(body)
        id, serial = report["id"], report.get("sn", "")
        with wats.lock:
            wats.posts += 1
            n = wats.posts
            wats.tokens.add(self.headers.get("Authorization", ""))
            wats.order.append(id)
            wats.bodies[id] = body
            wats.busy_now += 1
            wats.busy_most = max(wats.busy_most, wats.busy_now)
            wats.per_serial[serial] = wats.per_serial.get(serial, 0) + 1
            wats.overtaken = wats.overtaken or wats.per_serial[serial] > 1
        try:
            wats.on_post(n)
            deed = wats.plan(n, id)
        finally:
            with wats.lock:
                wats.busy_now -= 1
                wats.per_serial[serial] -= 1
        self._do(deed, id, report)

    def _do(self, deed: Any, id: str, report: dict[str, Any]) -> None:
        wats = self.server_
        if deed in ("ok", "empty"):
            with wats.lock:
                wats.held[id] = report
            self._send(200, [{"ID": id, "uuid": id}] if deed == "ok" else None)
        elif deed == "swallow":
            self._send(200, None)
        elif deed == "login page":
            self._send(200, "<html>please log in</html>")
        elif deed == "hang":
            wats.hang.wait()
            self.close_connection = True
        elif deed == "reset":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{")
            self.wfile.flush()
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
        elif isinstance(deed, tuple):
            said = deed[2] if len(deed) > 2 else f"planned {deed[0]}"
            plain = isinstance(said, str) and not said.startswith("<")
            self._send(deed[0], {"message": said} if plain else said, deed[1])
        else:
            self._send(deed, {"message": f"planned {deed}"})

    def do_GET(self) -> None:
        wats = self.server_
        url = urlsplit(self.path)
        query = {k: v[0] for k, v in parse_qs(url.query).items()}
        with wats.lock:
            wats.gets.append(unquote(self.path))
            wats.on_get(len(wats.gets))
        if wats.get_status != 200 and not url.path.endswith("Header"):
            return self._send(wats.get_status, {"message": "planned"}, wats.headers)
        if url.path == "/api/App/Version":
            self._send(200, "2026.1.0.0")
        elif url.path == "/api/App/Processes":
            self._send(200, wats.processes)
        elif url.path == "/WSJFReport.schema.json" and wats.schema is not None:
            self._send(200, wats.schema)
        elif url.path == "/api/Report/Query/Header":
            self._query(query)
        elif url.path.startswith("/api/Report/Wsjf/"):
            report = wats.held.get(url.path.rsplit("/", 1)[1])
            self._send(200 if report else 404, report or {"message": "no such report"})
        else:
            self._send(404, {"message": "no such page"})

    def _query(self, query: dict[str, str]) -> None:
        wats = self.server_
        if wats.query_status != 200:
            return self._send(wats.query_status, {"message": "planned"})
        words = {"P": "Passed", "F": "Failed", "E": "Error", "T": "Terminated"}
        asked = query.get("$filter", "")
        hits = [
            {"uuid": id, "serialNumber": r.get("sn"), "result": words.get(r.get("result", ""), "")}
            for id, r in wats.held.items()
            if id in asked
        ]
        self._send(200, hits[: int(query.get("$top", "10"))])

    def _send(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        data = b"" if body is None else body.encode() if isinstance(body, str) and body.startswith("<") else json.dumps(body).encode()
        self.send_response_only(status)
        self.send_header("Date", self.server_.date or self.date_time_string())
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
