"""Shared helpers of the tests: reports, folders, a clock that only sleeping moves, and a scripted WATS."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import io
import json
import os
import sys
import tempfile
import unittest
import unittest.mock
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Callable, Iterator

SOURCE = Path(__file__).resolve().parents[2] / "src-python"
sys.path.insert(0, str(SOURCE))

from vtebridge_sidecar import cli, scrub  # noqa: E402
from vtebridge_sidecar.answer import Answer, Verdict  # noqa: E402
from vtebridge_sidecar.clock import Clock  # noqa: E402
from vtebridge_sidecar.console import Lines  # noqa: E402
from vtebridge_sidecar.drain import Drain, DrainOptions  # noqa: E402
from vtebridge_sidecar.folder import QueueFolder  # noqa: E402

START = datetime(2026, 3, 2, 8, 0, tzinfo=timezone.utc)


def guid(n: int) -> str:
    return f"00000000-0000-4000-8000-{n:012d}"


def report(n: int, serial: str | None = None, minute: int | None = None, steps: int = 1, result: str = "P") -> dict[str, Any]:
    """A WSJF report with number n, by default with a serial number of its own and a start n minutes after the first."""
    start = START + timedelta(minutes=n if minute is None else minute)
    step = {"group": "M", "stepType": "ET_NLT", "name": "Spannung 5 V ±1 %", "status": result}
    measured = {"compOp": "GELE", "status": result, "unit": "V", "value": 5.0123456789012345, "lowLimit": 4.95, "highLimit": 5.05}
    return {
        "id": guid(n),
        "type": "T",
        "sn": serial or f"SN{n}",
        "pn": "PN-1",
        "rev": "1.0",
        "processCode": 10,
        "result": result,
        "machineName": "Station 1",
        "location": "Oslo",
        "purpose": "Production",
        "start": start.astimezone(timezone(timedelta(hours=1))).isoformat(),
        "startUTC": start.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "uut": {"user": "sysoper"},
        "root": {"stepType": "SequenceCall", "status": result, "steps": [{**step, "id": i, "numericMeas": [measured]} for i in range(steps)]},
    }


class FolderTest(unittest.TestCase):
    """Gives each test its own queue folder."""

    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.queue = Path(temporary.name) / "queue"
        self.queue.mkdir()
        self.addCleanup(scrub._secrets.clear)

    def drop(self, n: int, **kwargs: Any) -> str:
        return self.put(n, json.dumps(report(n, **kwargs)).encode())

    def put(self, n: int, content: bytes, state: str = ".queued") -> str:
        """Puts a report into the queue as a producer does: by rename, so that an existing file is replaced and never written to."""
        temporary = self.queue.parent / "temporary"
        temporary.write_bytes(content)
        os.replace(temporary, self.queue / f"{guid(n)}{state}")
        return guid(n)

    def states(self, n: int) -> list[str]:
        """The extensions that report n has in the folder."""
        return sorted(p.name[36:] for p in self.queue.iterdir() if p.name.startswith(guid(n)))

    def sha256(self, n: int, state: str) -> str:
        return hashlib.sha256((self.queue / f"{guid(n)}{state}").read_bytes()).hexdigest()

    def info(self, n: int) -> dict[str, Any]:
        data: dict[str, Any] = json.loads((self.queue / f"{guid(n)}.error.info").read_text(encoding="utf-8"))
        return data


class StillClock(Clock):
    """A clock that only sleeping moves, without waiting. ``wrong`` is the error of the wall clock; the monotonic clock has none."""

    def __init__(self, now: datetime = START) -> None:
        self.time = now
        self.wrong = timedelta(0)
        self.slept: list[float] = []
        self.on_sleep: Callable[[], None] = lambda: None

    def now(self) -> datetime:
        return self.time + self.wrong

    def monotonic(self) -> float:
        return (self.time - START).total_seconds() + 1e6

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += max(timedelta(seconds=seconds), timedelta.resolution)
        self.on_sleep()
        await asyncio.sleep(0)


class ScriptedWats:
    """``script(n, report)`` returns the Answer to the n-th attempt (from 1); a Verdict is enough."""

    def __init__(self, script: Callable[[int, dict[str, Any]], Answer | Verdict] = lambda n, r: Verdict.ACCEPTED) -> None:
        self.script = script
        self.sent: list[str] = []

    async def submit(self, report: dict[str, Any], size: int) -> Answer:
        self.sent.append(report["id"])
        n = len(self.sent)
        await asyncio.sleep(0)
        answer = self.script(n, report)
        return answer if isinstance(answer, Answer) else Answer(answer, answer.value)


class Run:
    """The output of one drain: the lines for reports, in order, and the last line."""

    def __init__(self, out: str, code: int = 0, err: str = "") -> None:
        lines = [json.loads(line) for line in out.splitlines()]
        self.out, self.err, self.code = out, err, code
        self.lines = [line for line in lines if "id" in line or "path" in line]
        self.progress = [line["progress"] for line in lines if "progress" in line]
        self.done: dict[str, Any] = next((line["done"] for line in lines if "done" in line), {})

    def outcome(self, n: int) -> str | None:
        """The last outcome of report n; None when there is no line for it."""
        return next((line["outcome"] for line in reversed(self.lines) if line["id"] == guid(n)), None)

    def line(self, n: int) -> dict[str, Any]:
        return next(line for line in reversed(self.lines) if line["id"] == guid(n))


def drain(queue: Path, wats: ScriptedWats, clock: StillClock | None = None, stop: asyncio.Event | None = None, **options: Any) -> Run:
    """Runs one drain with a scripted WATS."""
    out = io.StringIO()

    async def go() -> dict[str, Any]:
        runner = Drain(QueueFolder(queue), wats, Lines(out), DrainOptions(**options), clock or StillClock())
        return await runner.run(stop or asyncio.Event())

    with quiet() as err:
        done = asyncio.run(go())
    return Run(out.getvalue() + json.dumps({"done": done}) + "\n", err=err.getvalue())


def sidecar(*arguments: str, server: str = "", token: str = "", stdin: str = "") -> Run:
    """Runs the whole program in this process."""
    out, before = io.StringIO(), sys.stdin
    environment = {**os.environ, "PYWATS_SERVER_URL": server, "PYWATS_API_TOKEN": token}
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()))
    try:
        with quiet() as err, unittest.mock.patch.dict(os.environ, environment):
            code = cli.run(list(arguments), out)
    finally:
        sys.stdin = before
    return Run(out.getvalue(), code, err.getvalue())


@contextlib.contextmanager
def quiet() -> Iterator[io.StringIO]:
    """Captures the log on standard error."""
    err = io.StringIO()
    with contextlib.redirect_stderr(err):
        cli.log_to_stderr(False)
        yield err
