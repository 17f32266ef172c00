"""The stand-in for pyWATS behaves like the real one for every case of the table; and what holds with any pyWATS."""

from __future__ import annotations

import asyncio
import importlib
import unittest
from typing import Any
from unittest import mock

from pywats_support import REAL, STAND_IN, Packages, PyWatsTest, needs_pywats, on_each_pywats
from support import report, sidecar
from test_status_table import CASES, FAULTS, filled
from vtebridge_sidecar.wire import Wire, watch
from wats_server import TOKEN, WatsServer


def outcome(packages: Packages, url: str) -> tuple[Any, ...]:
    """What ``submit`` and ``get`` return or raise, and the requests that the server receives."""

    async def go() -> tuple[Any, ...]:
        pywats = importlib.import_module("pywats")
        async with pywats.AsyncWATS(base_url=url, token=TOKEN, timeout=30, enable_throttling=False, enable_cache=False, retry_enabled=False) as api:
            wire, seen = Wire(), watch()
            wire.open()
            try:
                return await told(api.report.submit(report(1))), await told(got(api)), [(e.method, e.reply and (e.reply.status, e.reply.data), type(e.error).__name__) for e in seen]
            finally:
                wire.close()

    with packages.used(), mock.patch.dict("os.environ", {"NO_PROXY": "*"}):
        return asyncio.run(go())


async def told(asked: Any) -> Any:
    try:
        return await asked
    except ValueError as e:
        return type(e).__name__, str(e)
    except Exception as e:
        return type(e).__name__


async def got(api: Any) -> Any:
    answer = await api.http_client.get("/api/App/Version", params={"a": 1})
    return answer.status_code, answer.data, "content-type" in {name.lower() for name in answer.headers}


@needs_pywats
class Contract(unittest.TestCase):
    def test_it_answers_as_the_real_one(self) -> None:
        for case in map(filled, CASES):
            # The next test covers time-outs. A failed TLS handshake differs between releases of httpx.
            if case.get("fault") in ("hang", "tls") or case.get("location", "").startswith("https://"):
                continue
            with self.subTest(case["case"]), WatsServer(lambda n, id: FAULTS.get(case.get("fault", "")) or (case["status"], {}, case.get("body"))) as wats:
                url = {"refused": "http://127.0.0.1:1", "tls": wats.url.replace("http:", "https:")}.get(case.get("fault", ""), wats.url)
                self.assertEqual(outcome(REAL, url), outcome(STAND_IN, url))

    def test_time_outs_and_the_circuit_breaker_are_the_real_ones(self) -> None:
        async def breaking(url: str) -> list[Any]:
            pywats = importlib.import_module("pywats")
            async with pywats.AsyncWATS(base_url=url, token=TOKEN, timeout=0.1, enable_throttling=False, enable_cache=False, retry_enabled=False) as api:
                return [await told(api.report.submit(report(1))) for _ in range(7)]

        found = []
        for packages in (REAL, STAND_IN):
            with packages.used(), WatsServer(lambda n, id: "hang") as wats:
                found.append(asyncio.run(breaking(wats.url)))
        self.assertEqual(found[0], found[1])
        self.assertEqual(["TimeoutError"] * 5 + ["CircuitBreakerOpenError"] * 2, found[1])


@on_each_pywats
class AnotherRelease(PyWatsTest):
    """Outcomes stay the same when pyWATS raises other or additional exceptions."""

    def setUp(self) -> None:
        super().setUp()
        service = importlib.import_module("pywats.domains.report").AsyncReportService
        real = service.submit

        async def submit(inner: Any, sent: Any) -> Any:
            try:
                result = await real(inner, sent)
            except Exception as e:
                raise LookupError("some other words") from (None if isinstance(e, ValueError) else e)
            if result is None:
                raise LookupError("an empty answer")
            return {"a": "new form"}

        patch = mock.patch.object(service, "submit", submit)
        patch.start()
        self.addCleanup(patch.stop)

    def test_outcomes_follow_the_status_whatever_it_raises(self) -> None:
        expected = {200: ("Accepted", 0), 400: ("Rejected", 5), 401: ("Unavailable", 4), 413: ("Rejected", 5), 429: ("Unavailable", 4), 500: ("Unavailable", 4), 503: ("Unavailable", 4)}
        for status, outcome in expected.items():
            with self.subTest(status), WatsServer(lambda n, id: "ok" if status == 200 else (status, {"Retry-After": "600"} if status == 429 else {}, "no")) as wats:
                self.drop(1)
                run = self.drain(wats)
                self.assertEqual((*outcome, status), (run.outcome(1), run.code, run.line(1)["status"]))
                for path in self.queue.iterdir():
                    path.unlink()

    def test_an_empty_answer_is_believed_only_by_receipt(self) -> None:
        self.drop(1)
        with WatsServer(lambda n, id: "swallow" if n == 1 else "empty") as wats:
            self.assertEqual("Unavailable", self.drain(wats).outcome(1))
            self.assertEqual("Accepted", self.drain(wats).outcome(1))


@on_each_pywats
class Redirects(PyWatsTest):
    def test_neither_a_report_nor_a_question_goes_to_where_a_redirect_points(self) -> None:
        self.drop(1)
        for status in (301, 302, 303, 307, 308):
            with self.subTest(status), WatsServer() as other, WatsServer(lambda n, id: (status, {"Location": f"{other.url}/api/Report/WSJF"})) as wats:
                run = self.drain(wats)
                wats.get_status, wats.headers = status, {"Location": f"{other.url}/api/App/Version"}
                asked = sidecar("ask", server=wats.url, token=TOKEN)
                self.assertEqual((0, [], 1, [".queued"]), (other.posts, other.gets, wats.posts, self.states(1)))
                self.assertIn(f"redirects reports to {other.url}", run.done["stopped"])
                self.assertIn(f"it answered {status} and redirects to {other.url}", asked.done["stopped"])


if __name__ == "__main__":
    unittest.main()
