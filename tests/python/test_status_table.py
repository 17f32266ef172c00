"""Every case of tests/data/wats-status.json, with the whole sidecar and real HTTP."""

from __future__ import annotations

import json
import threading
import unittest
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from re import sub
from typing import Any

from pywats_support import PyWatsTest, on_each_pywats
from support import Run, guid, report, sidecar
from wats_server import TOKEN, WatsServer

TABLE = Path(__file__).resolve().parents[1] / "data" / "wats-status.json"
CASES: list[dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))["cases"]
FAULTS = {"hang": "hang", "cut": "reset"}


def filled(value: Any) -> Any:
    """Fills in the report's id, the token, and dates relative to now."""
    text = json.dumps(value).replace("{id}", guid(1)).replace("{ID}", guid(1).upper()).replace("{token}", TOKEN)
    now = datetime.now(timezone.utc).replace(microsecond=0)
    text = sub(r"\{date\+(-?\d+)\}", lambda m: format_datetime(now + timedelta(seconds=int(m[1])), usegmt=True), text)
    return json.loads(text)


@on_each_pywats
class StatusTable(PyWatsTest):
    def test_each_answer_has_the_outcome_of_the_table(self) -> None:
        for case in CASES:
            with self.subTest(case["case"]):
                self.judge(filled({key: value for key, value in case.items() if key != "about"}))
                for path in self.queue.iterdir():
                    path.unlink()

    def judge(self, case: dict[str, Any]) -> None:
        self.drop(1)
        expected, times = case["expect"], list[datetime]()
        with WatsServer(lambda n, id: FAULTS.get(case.get("fault", "")) or (case["status"], self.headers(case), case.get("body"))) as wats:
            wats.date = format_datetime(datetime.now(timezone.utc), usegmt=True)
            arrived = threading.Event()
            wats.on_post = lambda n: (times.append(self.clock.time), arrived.set())
            if "holds" in case:
                wats.held[guid(1)] = report(1, result="P" if case["holds"] == "this" else "F")
            wats.processes = case.get("processes", wats.processes)
            run = self.run_once(wats, case)
            if case.get("fault") == "hang":
                arrived.wait(60)
            posts = wats.posts
            if "nextRun" in expected:
                self.run_until_sent(wats)
        self.assertEqual((expected["outcome"], expected["attempts"]), (run.outcome(1), posts), run.out)
        self.assertIn(expected.get("says", ""), run.line(1)["message"])
        self.assertEqual(expected.get("message", run.line(1)["message"]), run.line(1)["message"])
        self.assertNotIn("secret", run.out)
        self.assertEqual((case.get("status"), {"Accepted": 0, "Rejected": 5}.get(expected["outcome"], 4)), (run.line(1)["status"], run.code))
        self.assertEqual(self.state(expected), self.states(1))
        waits = [(after - before).total_seconds() for before, after in zip(times, times[1:])]
        self.assertAlmostEqual(expected.get("waits", 0), waits[0] if posts > 1 else 0, delta=2)
        self.assertAlmostEqual(expected.get("nextRun", 0), waits[-1] if "nextRun" in expected else 0, delta=2)
        self.assertLessEqual(sum(waits[: posts - 1]), 120)

    def headers(self, case: dict[str, Any]) -> dict[str, str]:
        names = {"retryAfter": "Retry-After", "location": "Location"}
        return {name: case[key] for key, name in names.items() if key in case}

    def run_once(self, wats: WatsServer, case: dict[str, Any]) -> Run:
        url = {"refused": "http://127.0.0.1:1", "tls": wats.url.replace("http:", "https:")}.get(case.get("fault", ""), wats.url)
        time_out = ("--timeout", "1") if case.get("fault") == "hang" else ()
        return sidecar("drain", "--queue", str(self.queue), "--once", *time_out, server=url, token=TOKEN)

    def run_until_sent(self, wats: WatsServer) -> None:
        """Runs drains until one sends the report. A run waits out the rest of a pause by itself."""
        posts = wats.posts
        wats.plan = lambda n, id: "ok"
        for _ in range(100):
            self.drain(wats)
            if wats.posts > posts:
                return
            self.clock.time += timedelta(seconds=100)

    def state(self, expected: dict[str, Any]) -> list[str]:
        if "nextRun" in expected:
            return [".completed"]
        if expected.get("counted"):
            return [".error", ".error.info"]
        return [".completed"] if expected["outcome"] == "Accepted" else [".queued"]


class Table(unittest.TestCase):
    def test_each_case_says_what_it_expects_and_is_there_once(self) -> None:
        self.assertEqual(len(CASES), len({case["case"] for case in CASES}))
        for case in CASES:
            self.assertEqual(("status" in case), ("fault" not in case), case)
            self.assertIn(case["expect"]["outcome"], ("Accepted", "Rejected", "Unavailable"))
            self.assertLessEqual(case["expect"].keys(), {"outcome", "attempts", "counted", "stops", "waits", "nextRun", "says", "message"})


if __name__ == "__main__":
    unittest.main()
