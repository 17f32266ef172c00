"""How long a report that WATS does not take waits, and when it is rejected; needs no pyWATS."""

import asyncio
import json
import unittest
from datetime import timedelta

from support import FolderTest, ScriptedWats, StillClock, drain, guid, report
from vtebridge_sidecar.answer import Answer, Verdict
from vtebridge_sidecar.clock import parse_iso

LATER = Answer(Verdict.LATER, "broken", 500)


class Later(FolderTest):
    def test_a_report_that_fails_while_WATS_takes_others_backs_off_doubling_up_to_four_hours(self) -> None:
        clock, self.next = StillClock(), 100

        def script(n: int, sent: dict[str, object]) -> Answer | Verdict:
            return LATER if sent["id"] == guid(1) else Verdict.ACCEPTED

        self.drop(1)
        waits = []
        for attempt in range(1, 9):
            self.next += 1
            self.drop(self.next)
            drain(self.queue, ScriptedWats(script), clock)
            info = self.info(1)
            self.assertEqual((attempt, False, 500), (info["attempts"], info["permanent"], info["status"]))
            moment = parse_iso(info["next_attempt"])
            assert moment is not None
            waits.append((moment - clock.time).total_seconds() / 60)
            clock.time = moment
        self.assertEqual([5, 10, 20, 40, 80, 160, 240, 240], waits)

    def test_a_slow_failure_backs_off_as_well_when_others_were_taken_meanwhile(self) -> None:
        for n in range(1, 5):
            self.drop(n)

        class Slow(ScriptedWats):
            async def submit(inner, sent: dict[str, object], size: int) -> Answer:
                for _ in range(50 if sent["id"] == guid(1) else 0):
                    await asyncio.sleep(0)
                return LATER if sent["id"] == guid(1) else Answer(Verdict.ACCEPTED)

        run = drain(self.queue, Slow())
        self.assertEqual((3, None), (run.done["accepted"], run.done["stopped"]))
        self.assertEqual("2026-03-02T08:05:00Z", self.info(1)["next_attempt"])

    def test_before_its_time_a_report_is_not_sent_again(self) -> None:
        clock = StillClock()
        self.drop(1)
        self.drop(2)
        drain(self.queue, ScriptedWats(lambda n, r: LATER if r["id"] == guid(1) else Verdict.ACCEPTED), clock)
        clock.time += timedelta(minutes=4, seconds=59)
        early = ScriptedWats()
        self.assertEqual(1, drain(self.queue, early, clock).done["waiting"])
        self.assertEqual([], early.sent)
        clock.time += timedelta(seconds=1)
        self.assertEqual("Accepted", drain(self.queue, ScriptedWats(), clock).outcome(1))

    def test_after_twenty_failures_of_its_own_a_report_is_rejected_with_the_last_reason(self) -> None:
        clock, run = StillClock(), None
        self.drop(1)
        for n in range(2, 22):
            self.drop(n)
            run = drain(self.queue, ScriptedWats(lambda n, r: LATER if r["id"] == guid(1) else Verdict.ACCEPTED), clock)
            clock.time += timedelta(hours=4)
        assert run is not None
        self.assertEqual("Rejected", run.outcome(1))
        self.assertIn("given up after 20 failures", self.info(1)["error"])
        self.assertEqual(1, run.done["rejected"])

    def test_an_outage_makes_nobody_wait_once_WATS_is_back(self) -> None:
        for n in range(1, 30):
            self.drop(n)
        run = drain(self.queue, ScriptedWats(lambda n, r: LATER))
        self.assertEqual(29, run.done["waiting"])
        self.assertIn("broken", run.done["stopped"])
        back = ScriptedWats()
        self.assertEqual(29, drain(self.queue, back).done["accepted"])
        self.assertEqual(sorted(set(back.sent)), sorted(back.sent))

    def test_a_single_report_that_fails_alone_stops_the_run_and_is_tried_by_the_next(self) -> None:
        self.drop(1)
        run = drain(self.queue, ScriptedWats(lambda n, r: LATER))
        self.assertEqual(("Unavailable", 1), (run.outcome(1), self.info(1)["attempts"]))
        self.assertIn("WATS does not accept reports", run.done["stopped"])
        self.assertEqual("Unavailable", drain(self.queue, ScriptedWats(lambda n, r: LATER)).outcome(1))
        self.assertEqual(2, self.info(1)["attempts"])
        self.assertEqual(3, drain(self.queue, ScriptedWats()).line(1)["attempts"])

    def test_a_damaged_error_info_costs_the_counts_and_not_the_report(self) -> None:
        for n, content in ((1, b""), (2, b"{"), (3, b"[]"), (4, b'{"attempts":"x"}'), (5, b'{"next_attempt":7}')):
            self.put(n, json.dumps(report(n)).encode(), ".error")
            self.put(n, content, ".error.info")
        self.assertEqual(5, drain(self.queue, ScriptedWats()).done["accepted"])

    def test_pyWATSs_own_errors_are_taken_up(self) -> None:
        self.put(1, json.dumps(report(1)).encode(), ".error")
        self.put(1, b'{"error":"no attribute submit_raw","timestamp":"2026-01-01T10:00:00.123","attempts":1}', ".error.info")
        self.assertEqual(2, drain(self.queue, ScriptedWats()).line(1)["attempts"])


if __name__ == "__main__":
    unittest.main()
