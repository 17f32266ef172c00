"""The order of reports, and watching a folder; needs no pyWATS."""

import asyncio
import io
import json
import os
import random
import unittest
from datetime import timedelta
from typing import Any
from unittest import mock

from support import START, Drain, DrainOptions, FolderTest, Lines, ScriptedWats, StillClock, drain, guid, quiet, report
from vtebridge_sidecar.answer import Answer, Verdict
from vtebridge_sidecar.error_info import NOTHING_KNOWN
from vtebridge_sidecar.folder import QueueFolder, Waiting
from vtebridge_sidecar.line import Line
from vtebridge_sidecar.report_file import Turn, read_turn

LATER = Answer(Verdict.LATER, "broken", 500)


class Order(FolderTest):
    def test_reports_of_one_serial_number_go_oldest_first_and_never_side_by_side(self) -> None:
        chance = random.Random(7)
        minutes = list(range(60))
        chance.shuffle(minutes)
        for n, minute in enumerate(minutes):
            self.drop(n, serial=f"SN{minute % 7}", minute=minute)
        arrived: dict[str, list[str]] = {}
        busy: set[str] = set()

        class Slow(ScriptedWats):
            async def submit(inner, sent: dict[str, Any], size: int) -> Answer:
                assert sent["sn"] not in busy
                busy.add(sent["sn"])
                for _ in range(chance.randrange(20)):
                    await asyncio.sleep(0)
                busy.discard(sent["sn"])
                arrived.setdefault(sent["sn"], []).append(sent["startUTC"])
                return Answer(Verdict.ACCEPTED)

        run = drain(self.queue, Slow())
        self.assertEqual(60, run.done["accepted"])
        self.assertEqual(7, len(arrived))
        for starts in arrived.values():
            self.assertEqual(sorted(starts), starts)

    def test_a_line_made_anew_gives_no_second_report_of_a_serial_number_in_hand(self) -> None:
        first, second = (Waiting(guid(n), ".queued", Turn("SN1", float(n)), NOTHING_KNOWN, 0.0, 1) for n in (1, 2))
        line = Line()
        line.rebuild([second, first], lambda w: True)
        self.assertEqual(first, line.take())
        line.rebuild([second, first], lambda w: True)
        self.assertIsNone(line.take())
        line.done(first)
        self.assertEqual(second, line.take())

    def test_different_serial_numbers_go_side_by_side_up_to_jobs(self) -> None:
        for n in range(20):
            self.drop(n)
        now, most = 0, 0

        class Slow(ScriptedWats):
            async def submit(inner, sent: dict[str, Any], size: int) -> Answer:
                nonlocal now, most
                now += 1
                most = max(most, now)
                for _ in range(5):
                    await asyncio.sleep(0)
                now -= 1
                return Answer(Verdict.ACCEPTED)

        drain(self.queue, Slow(), jobs=4)
        self.assertEqual(4, most)

    def test_a_report_that_must_wait_holds_back_the_younger_ones_of_its_serial_number_only(self) -> None:
        for n, serial in ((1, "A"), (2, "A"), (3, "B"), (4, "B")):
            self.drop(n, serial=serial)
        clock, wats = StillClock(), ScriptedWats(lambda n, r: LATER if r["id"] == guid(1) else Verdict.ACCEPTED)
        run = drain(self.queue, wats, clock)
        self.assertEqual([guid(1), guid(3), guid(4)], sorted(wats.sent))
        self.assertEqual(2, run.done["waiting"])
        self.assertEqual([".queued"], self.states(2))
        next_run = ScriptedWats()
        drain(self.queue, next_run, clock)
        self.assertEqual([], next_run.sent)
        clock.time += timedelta(minutes=5)
        last = ScriptedWats()
        drain(self.queue, last, clock)
        self.assertEqual([guid(1), guid(2)], last.sent)

    def test_a_rejected_report_does_not_hold_back_the_others_of_its_serial_number(self) -> None:
        self.drop(1, serial="A")
        self.drop(2, serial="A")
        run = drain(self.queue, ScriptedWats(lambda n, r: Verdict.REJECTED if r["id"] == guid(1) else Verdict.ACCEPTED))
        self.assertEqual(("Rejected", "Accepted"), (run.outcome(1), run.outcome(2)))

    def test_starts_are_compared_as_instants_and_not_as_text(self) -> None:
        for n, start in ((1, "2026-03-29T03:30:00+02:00"), (2, "2026-03-29T01:45:00.1234567+00:00"), (3, "2026-03-28T22:00:00-05:00")):
            body = {**report(n, serial="A"), "start": start}
            del body["startUTC"]
            self.put(n, json.dumps(body).encode())
        wats = ScriptedWats()
        drain(self.queue, wats)
        self.assertEqual([guid(1), guid(2), guid(3)], wats.sent)

    def test_the_turn_is_read_from_the_top_level_only_and_also_far_down_in_the_file(self) -> None:
        nested = {"id": guid(1), "subUnits": [{"sn": "wrong", "start": "2020-01-01T00:00:00Z"}], "text": "x" * 20_000, "sn": "right", "start": "2026-03-02T08:00:00Z"}
        self.put(1, json.dumps(nested, indent=2).encode())
        self.assertEqual(("right", START.timestamp()), tuple(read_turn(str(self.queue / f"{guid(1)}.queued"), guid(1))))

    def test_files_are_read_for_their_turn_once_and_not_at_every_look(self) -> None:
        self.drop(1)
        folder = QueueFolder(self.queue)
        with mock.patch("vtebridge_sidecar.folder.read_turn", wraps=read_turn) as reads:
            folder.scan()
            folder.scan()
            self.drop(1, result="F", steps=2)
            folder.scan()
        self.assertEqual(2, reads.call_count)

    def test_uploads_keep_to_the_rate(self) -> None:
        for n in range(5):
            self.drop(n)
        clock, times = StillClock(), []

        def script(n: int, sent: object) -> Verdict:
            times.append((clock.time - START).total_seconds())
            return Verdict.ACCEPTED

        drain(self.queue, ScriptedWats(script), clock, rate=30)
        self.assertEqual([0, 2, 4, 6, 8], [round(t, 3) for t in times])


class Watching(FolderTest):
    def watch(self, wats: ScriptedWats, clock: StillClock, **options: Any) -> Any:
        return drain(self.queue, wats, clock, self.stop, watch=True, **options)

    def setUp(self) -> None:
        super().setUp()
        self.stop = asyncio.Event()

    def test_a_new_file_is_sent_within_a_second(self) -> None:
        clock, sent_at = StillClock(), []
        clock.on_sleep = lambda: self.drop(1) and None if len(clock.slept) == 10 else None

        def script(n: int, sent: object) -> Verdict:
            sent_at.append(clock.time)
            self.stop.set()
            return Verdict.ACCEPTED

        run = self.watch(ScriptedWats(script), clock)
        dropped_at = START + timedelta(seconds=sum(clock.slept[:10]))
        self.assertLessEqual(sent_at[0] - dropped_at, timedelta(seconds=1))
        self.assertEqual(1, run.done["accepted"])

    def test_a_folder_in_which_nothing_happens_is_hardly_looked_at(self) -> None:
        clock, old = StillClock(), START.timestamp() - 1e7
        self.put(1, b"{}", ".completed")
        os.utime(self.queue, (old, old))

        def tick() -> None:
            if len(clock.slept) >= 240:
                self.stop.set()

        clock.on_sleep = tick
        with mock.patch.object(QueueFolder, "scan", autospec=True, side_effect=QueueFolder.scan) as scans:
            self.watch(ScriptedWats(), clock)
        self.assertEqual(timedelta(minutes=2), clock.time - START)
        self.assertLessEqual(scans.call_count, 8)

    def test_a_long_backlog_is_not_looked_through_again_after_every_upload(self) -> None:
        for n in range(300):
            self.drop(n)
        clock = StillClock()
        clock.on_sleep = self.stop.set
        with mock.patch.object(QueueFolder, "scan", autospec=True, side_effect=QueueFolder.scan) as scans:
            run = self.watch(ScriptedWats(), clock)
        self.assertEqual(300, run.done["accepted"])
        self.assertLess(scans.call_count, 6)

    def test_stopping_finishes_the_uploads_under_way_and_starts_no_more(self) -> None:
        for n in range(10):
            self.drop(n)

        def script(n: int, sent: object) -> Verdict:
            self.stop.set()
            return Verdict.ACCEPTED

        run = self.watch(ScriptedWats(script), StillClock(), jobs=3)
        self.assertEqual((3, 7), (run.done["accepted"], run.done["waiting"]))
        self.assertEqual(7, sum(self.states(n) == [".queued"] for n in range(10)))

    def test_with_WATS_down_it_rests_longer_and_longer_and_delivers_everything_when_it_is_back(self) -> None:
        clock = StillClock()
        for n in range(30):
            self.drop(n)

        def script(n: int, sent: object) -> Verdict:
            return Verdict.UNREACHABLE if clock.time < START + timedelta(minutes=10) else Verdict.ACCEPTED

        clock.on_sleep = lambda: self.stop.set() if all(self.states(n) == [".completed"] for n in range(30)) else None
        wats = ScriptedWats(script)
        run = self.watch(wats, clock)
        self.assertEqual(30, run.done["accepted"])
        self.assertLess(len(wats.sent), 30 + 10 * 4 * 10)
        self.assertIn(120, clock.slept)

    def test_refused_credentials_end_it(self) -> None:
        self.drop(1)
        run = self.watch(ScriptedWats(lambda n, r: Verdict.STOP), StillClock())
        self.assertEqual("stop", run.done["stopped"])

    def test_a_reader_that_has_gone_ends_it_with_the_states_right(self) -> None:
        class Gone(io.StringIO):
            def write(self, text: str) -> int:
                raise BrokenPipeError

        for n in range(10):
            self.drop(n)
        drainer = Drain(QueueFolder(self.queue), ScriptedWats(), Lines(Gone()), DrainOptions(watch=True, jobs=2), StillClock())
        with quiet():
            done = asyncio.run(drainer.run(asyncio.Event()))
        self.assertEqual((2, 8), (done["accepted"], done["waiting"]))


if __name__ == "__main__":
    unittest.main()
