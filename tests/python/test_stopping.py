"""What makes a run wait or stop, and what the next run then does; needs no pyWATS."""

import json
import unittest
from datetime import timedelta
from unittest import mock

from support import START, FolderTest, ScriptedWats, StillClock, drain, guid, report
from vtebridge_sidecar import pause
from vtebridge_sidecar.answer import Answer, Verdict, classify


class Stopping(FolderTest):
    def test_refused_credentials_stop_the_run_and_everything_waits_as_it_was(self) -> None:
        for status in (401, 403, 404):
            with self.subTest(status):
                for n in range(1, 40):
                    self.drop(n)
                wats = ScriptedWats(lambda n, r: classify(status, "no"))
                run = drain(self.queue, wats, jobs=4)
                self.assertLessEqual(len(wats.sent), 4)
                self.assertEqual([[".queued"]] * 39, [self.states(n) for n in range(1, 40)])
                self.assertIn(str(status), run.done["stopped"])
                self.assertEqual({"Unavailable"}, {line["outcome"] for line in run.lines})

    def test_a_server_that_cannot_be_reached_is_tried_three_times_more_and_counts_no_attempts(self) -> None:
        self.drop(1)
        clock, wats = StillClock(), ScriptedWats(lambda n, r: Verdict.UNREACHABLE)
        run = drain(self.queue, wats, clock)
        self.assertEqual(4, len(wats.sent))
        self.assertEqual([".queued"], self.states(1))
        self.assertEqual((0, "unreachable"), (run.line(1)["attempts"], run.done["stopped"]))
        self.assertEqual([0.5, 1.0, 2.0], clock.slept)

    def test_a_short_gap_in_the_connection_is_bridged(self) -> None:
        self.drop(1)
        run = drain(self.queue, ScriptedWats(lambda n, r: Verdict.UNREACHABLE if n < 3 else Verdict.ACCEPTED))
        self.assertEqual(("Accepted", 1, 1), (run.outcome(1), run.line(1)["attempts"], len(run.lines)))

    def test_a_short_Retry_After_is_waited_for_with_nothing_sent_meanwhile(self) -> None:
        clock, times = StillClock(), []
        for n in range(1, 5):
            self.drop(n)

        def script(n: int, sent: object) -> Answer | Verdict:
            times.append(clock.time)
            return Answer(Verdict.SLOW_DOWN, "slow", 429, 7.0) if n == 1 else Verdict.ACCEPTED

        run = drain(self.queue, ScriptedWats(script), clock, jobs=1)
        self.assertEqual(START + timedelta(seconds=7), min(times[1:]))
        self.assertEqual((4, None), (run.done["accepted"], run.done["stopped"]))
        self.assertEqual(4, len(run.lines))

    def test_a_long_wait_ends_the_run_and_binds_the_next_one(self) -> None:
        clock = StillClock()
        for n in range(1, 5):
            self.drop(n)
        run = drain(self.queue, ScriptedWats(lambda n, r: Answer(Verdict.SLOW_DOWN, "slow", 429, 600.0)), clock, jobs=1)
        self.assertEqual(("slow; the next run sends again in 600 s", 4), (run.done["stopped"], run.done["waiting"]))
        self.assertEqual(("Unavailable", [".queued"]), (run.outcome(1), self.states(1)))
        clock.time += timedelta(seconds=300)
        early = ScriptedWats()
        self.assertEqual("slow; 300 s of that are left", drain(self.queue, early, clock).done["stopped"])
        self.assertEqual([], early.sent)
        clock.time += timedelta(seconds=300)
        self.assertEqual(4, drain(self.queue, ScriptedWats(), clock).done["accepted"])
        self.assertFalse((self.queue / pause.NAME).exists())

    def test_a_wait_written_under_a_wrong_clock_ends_when_the_clock_is_right(self) -> None:
        for wrong in (timedelta(days=365), timedelta(minutes=30), timedelta(days=-365)):
            with self.subTest(wrong):
                clock = StillClock()
                clock.wrong = wrong
                self.drop(1)
                drain(self.queue, ScriptedWats(lambda n, r: Answer(Verdict.SLOW_DOWN, "slow", 429, 600.0)), clock)
                clock.wrong = timedelta(0)
                self.assertEqual("Accepted", drain(self.queue, ScriptedWats(), clock).outcome(1))
                self.assertLessEqual(clock.time - START, timedelta(seconds=700))

    def test_a_clock_set_back_during_a_wait_does_not_lengthen_it(self) -> None:
        clock = StillClock()
        self.drop(1)
        clock.on_sleep = lambda: setattr(clock, "wrong", timedelta(days=-30))
        drain(self.queue, ScriptedWats(lambda n, r: Answer(Verdict.SLOW_DOWN, "slow", 429, 60.0) if n == 1 else Verdict.ACCEPTED), clock)
        self.assertEqual([".completed"], self.states(1))
        self.assertEqual(timedelta(seconds=60), clock.time - START)

    def test_a_retry_time_written_under_a_wrong_clock_does_not_count(self) -> None:
        self.put(1, json.dumps(report(1)).encode(), ".error")
        info = {"error": "x", "attempts": 1, "timestamp": "2027-03-02T08:00:00Z", "next_attempt": "2027-03-02T08:05:00Z"}
        self.put(1, json.dumps(info).encode(), ".error.info")
        self.assertEqual("Accepted", drain(self.queue, ScriptedWats()).outcome(1))

    def test_endless_pleas_for_patience_end_the_run_after_two_minutes(self) -> None:
        self.drop(1)
        clock, wats = StillClock(), ScriptedWats(lambda n, r: Answer(Verdict.SLOW_DOWN, "slow", 429, 1.0))
        self.assertIn("slow", drain(self.queue, wats, clock).done["stopped"])
        self.assertEqual((9, timedelta(seconds=120)), (len(wats.sent), clock.time - START))

    def test_a_wait_is_told_while_it_lasts(self) -> None:
        self.drop(1)
        run = drain(self.queue, ScriptedWats(lambda n, r: Answer(Verdict.SLOW_DOWN, "slow", 429, 25.0) if n == 1 else Verdict.ACCEPTED))
        self.assertEqual([25, 15, 5], [told["wait"] for told in run.progress])
        self.assertEqual({"accepted": 0, "rejected": 0, "wait": 25, "reason": "slow", "per_minute": None}, run.progress[0])

    def test_after_a_wait_one_upload_finds_out_before_all_go_on(self) -> None:
        for n in range(30):
            self.drop(n)
        clock, times = StillClock(), []

        def script(n: int, sent: object) -> Answer | Verdict:
            times.append(clock.time)
            return Answer(Verdict.SLOW_DOWN, "slow", 429) if clock.time < START + timedelta(seconds=5) else Verdict.ACCEPTED

        run = drain(self.queue, ScriptedWats(script), clock, jobs=10)
        self.assertEqual((30, 10 + 2), (run.done["accepted"], sum(t < START + timedelta(seconds=5) for t in times)))

    def test_more_reports_than_a_limited_WATS_takes_at_once_all_arrive_in_one_run(self) -> None:
        for n in range(1200):
            self.drop(n)
        clock, taken, refused = StillClock(), [], 0

        def script(n: int, sent: object) -> Answer | Verdict:
            nonlocal refused
            if sum(clock.time - t < timedelta(seconds=60) for t in taken[-500:]) >= 500:
                refused += 1
                return Answer(Verdict.SLOW_DOWN, "slow", 429)
            taken.append(clock.time)
            return Verdict.ACCEPTED

        run = drain(self.queue, ScriptedWats(script), clock)
        self.assertEqual((1200, 0, None), (run.done["accepted"], run.done["waiting"], run.done["stopped"]))
        self.assertLess(clock.time - START, timedelta(minutes=5))
        self.assertLess(refused, 30, "the rate adapts")

    def test_a_folder_that_can_no_longer_be_worked_on_stops_the_run_with_the_reason(self) -> None:
        for n in range(40):
            self.drop(n)
        wats = ScriptedWats()
        with mock.patch("vtebridge_sidecar.folder.os.utime", side_effect=OSError(28, "No space left on device")):
            run = drain(self.queue, wats, jobs=2)
        self.assertIn("No space left", run.done["stopped"])
        self.assertLess(len(wats.sent), 10)
        self.assertEqual(40, drain(self.queue, ScriptedWats()).done["accepted"])

    def test_a_file_that_somebody_holds_open_waits_and_the_rest_goes_on(self) -> None:
        for n in range(20):
            self.drop(n)

        def held(path: str) -> None:
            if guid(7) in str(path):
                raise OSError(5, "input/output error")

        with mock.patch("vtebridge_sidecar.folder.os.utime", side_effect=held):
            run = drain(self.queue, ScriptedWats())
        self.assertEqual((19, 1, None), (run.done["accepted"], run.done["waiting"], run.done["stopped"]))
        self.assertEqual(("Unavailable", [".queued"]), (run.outcome(7), self.states(7)))
        self.assertEqual("Accepted", drain(self.queue, ScriptedWats()).outcome(7))


if __name__ == "__main__":
    unittest.main()
