"""The states of reports on disk and the order between reports; needs no pyWATS."""

import hashlib
import json
import os
import sys
import unittest
from datetime import timedelta
from typing import Any, Callable
from unittest import mock

from support import START, FolderTest, ScriptedWats, StillClock, drain, guid, report
from vtebridge_sidecar import pause
from vtebridge_sidecar.answer import Answer, Verdict, classify
from vtebridge_sidecar.error_info import ErrorInfo
from vtebridge_sidecar.folder import QueueFolder, _written
from vtebridge_sidecar.renaming import rename_new, write_new


class States(FolderTest):
    def test_an_accepted_report_ends_as_completed_and_nothing_else_of_it_is_left(self) -> None:
        self.drop(1)
        run = drain(self.queue, ScriptedWats())
        self.assertEqual([".completed"], self.states(1))
        said = {"id": guid(1), "outcome": "Accepted", "status": None, "message": "accepted", "attempts": 1}
        self.assertEqual({**said, "sha256": self.sha256(1, ".completed")}, run.line(1))
        self.assertEqual({"accepted": 1, "rejected": 0, "waiting": 0, "oldest_waiting": None, "stopped": None}, run.done)

    def test_a_rejected_report_keeps_its_bytes_and_the_servers_reason_and_is_never_sent_again(self) -> None:
        self.drop(1)
        sent = (self.queue / f"{guid(1)}.queued").read_bytes()
        run = drain(self.queue, ScriptedWats(lambda n, r: classify(400, "sn is missing")))
        self.assertEqual([".error", ".error.info"], self.states(1))
        self.assertEqual(sent, (self.queue / f"{guid(1)}.error").read_bytes())
        info = self.info(1)
        self.assertEqual(("sn is missing", 1, True, 400, "2026-03-02T08:00:00Z"), tuple(info[k] for k in ("error", "attempts", "permanent", "status", "timestamp")))
        self.assertEqual("Rejected", run.outcome(1))
        again = ScriptedWats()
        self.assertEqual(0, drain(self.queue, again, StillClock(START + timedelta(days=9))).done["waiting"])
        self.assertEqual([], again.sent)

    def test_a_new_version_of_a_rejected_report_is_sent_and_takes_its_place(self) -> None:
        self.drop(1)
        drain(self.queue, ScriptedWats(lambda n, r: classify(422, "no")))
        self.drop(1, result="F")
        run = drain(self.queue, ScriptedWats())
        self.assertEqual([".completed"], self.states(1))
        self.assertEqual(1, run.line(1)["attempts"])

    def test_a_new_version_of_a_completed_report_takes_its_place(self) -> None:
        self.drop(1)
        drain(self.queue, ScriptedWats())
        self.drop(1, result="F")
        drain(self.queue, ScriptedWats())
        self.assertEqual([".completed"], self.states(1))
        self.assertEqual("F", json.loads((self.queue / f"{guid(1)}.completed").read_text())["result"])

    def test_a_new_version_dropped_while_the_old_one_is_on_its_way_is_sent_after_it(self) -> None:
        for verdict in (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.LATER):
            with self.subTest(verdict):
                self.drop(1)

                def script(n: int, sent: dict[str, object]) -> Verdict:
                    if n == 1:
                        self.drop(1, result="F")
                    return verdict if n == 1 else Verdict.ACCEPTED

                wats = ScriptedWats(script)
                run = drain(self.queue, wats)
                self.assertEqual([guid(1)] * 2, wats.sent)
                self.assertEqual([".completed"], self.states(1))
                self.assertEqual("Accepted", run.outcome(1))
                self.assertEqual("F", json.loads((self.queue / f"{guid(1)}.completed").read_text())["result"])

    def test_a_new_version_dropped_at_the_moment_in_which_the_old_one_is_taken_is_not_lost(self) -> None:
        self.drop(1)
        left = ["rename", "unlink"]

        def dropping(name: str) -> Callable[..., None]:
            real = getattr(os, name)

            def act(path: Any, *more: Any) -> None:
                if left and str(path).endswith(".queued"):
                    left.clear()
                    self.drop(1, result="F")
                real(path, *more)

            return act

        with mock.patch.object(os, "rename", dropping("rename")), mock.patch.object(os, "unlink", dropping("unlink")):
            drain(self.queue, ScriptedWats())
        self.assertEqual([], left)
        self.assertEqual("F", json.loads((self.queue / f"{guid(1)}.completed").read_text())["result"])

    def test_each_line_says_which_version_of_the_report_it_is_about(self) -> None:
        old = hashlib.sha256((self.queue / f"{self.drop(1)}.queued").read_bytes()).hexdigest()

        def script(n: int, sent: dict[str, object]) -> Verdict:
            if n == 1:
                self.drop(1, result="F")
            return Verdict.ACCEPTED

        run = drain(self.queue, ScriptedWats(script))
        self.assertEqual([old, self.sha256(1, ".completed")], [line["sha256"] for line in run.lines])
        self.assertNotEqual(old, self.sha256(1, ".completed"))

    def test_a_report_in_hand_when_the_last_drainer_died_goes_at_once(self) -> None:
        self.put(1, json.dumps(report(1)).encode(), ".processing")
        drain(self.queue, ScriptedWats())
        self.assertEqual([".completed"], self.states(1))

    def test_what_the_last_drainer_had_in_hand_yields_to_a_newer_version(self) -> None:
        self.put(1, json.dumps(report(1)).encode(), ".processing")
        self.drop(1, result="F")
        wats = ScriptedWats()
        drain(self.queue, wats)
        self.assertEqual([guid(1)], wats.sent)
        self.assertEqual("F", json.loads((self.queue / f"{guid(1)}.completed").read_text())["result"])

    def test_a_pyWATS_client_on_the_same_folder_that_fails_a_report_at_any_moment_leaves_its_bytes(self) -> None:
        for state in (".queued", ".processing"):
            with self.subTest(state):
                self.drop(1)
                folder = QueueFolder(self.queue)
                waiting = folder.scan()[0]
                if state == ".processing":
                    folder.claim(waiting)
                os.rename(folder.file(guid(1), state), folder.file(guid(1), ".error"))
                with self.assertRaises(FileNotFoundError):
                    folder.claim(waiting) if state == ".queued" else folder.fail(guid(1), ErrorInfo("no"))
                self.assertIn(".error", self.states(1))

    def test_reports_that_somebody_takes_away_before_their_turn_stop_nothing(self) -> None:
        for n in range(10):
            self.drop(n)

        def take_all_but_the_last(n: int, report: dict[str, Any]) -> Verdict:
            for taken in range(1, 9):
                (self.queue / f"{guid(taken)}.queued").unlink(missing_ok=True)
            return Verdict.ACCEPTED

        run = drain(self.queue, ScriptedWats(take_all_but_the_last), jobs=1)
        self.assertEqual((2, None), (run.done["accepted"], run.done["stopped"]))

    def test_completed_reports_are_removed_after_the_configured_time_and_no_sooner(self) -> None:
        for n, days in ((1, 8), (2, 6)):
            self.put(n, b"{}", ".completed")
            old = (START - timedelta(days=days)).timestamp()
            os.utime(self.queue / f"{guid(n)}.completed", (old, old))
        drain(self.queue, ScriptedWats(), keep_completed=timedelta(days=7))
        self.assertEqual(([], [".completed"]), (self.states(1), self.states(2)))

    def test_a_completed_report_that_vanishes_while_it_is_looked_at_is_no_trouble(self) -> None:
        self.put(1, b"{}", ".completed")
        self.drop(2)
        with mock.patch("vtebridge_sidecar.folder._written", side_effect=lambda entry: (os.unlink(entry.path), _written(entry))[1]):
            run = drain(self.queue, ScriptedWats())
        self.assertEqual((1, []), (run.done["accepted"], self.states(1)))

    @unittest.skipIf(sys.platform == "win32", "making links needs a right on Windows")
    def test_a_planted_link_is_neither_followed_nor_written_through(self) -> None:
        victim = self.queue.parent / "victim"
        victim.write_text("precious")
        for name in (f"{guid(1)}.error.info.new", pause.NAME):
            (self.queue / name).symlink_to(victim)
        self.drop(1)
        drain(self.queue, ScriptedWats(lambda n, r: classify(400, "no")))
        drain(self.queue, ScriptedWats(lambda n, r: Answer(Verdict.SLOW_DOWN, "slow", 429, 600.0)))
        self.assertEqual(("precious", True), (victim.read_text(), self.info(1)["permanent"]))

    def test_a_link_that_is_planted_at_the_last_moment_is_not_written_through(self) -> None:
        victim = self.queue.parent / "victim"
        victim.write_text("precious")
        (self.queue / "new").symlink_to(victim)
        with self.assertRaises(FileExistsError):
            write_new(self.queue / "new", "other")
        self.assertEqual("precious", victim.read_text())

    @unittest.skipIf(sys.platform == "win32", "the size of files cannot be limited there")
    def test_a_file_that_is_written_in_part_is_an_error(self) -> None:
        import resource

        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
        try:
            with self.assertRaises(OSError):
                write_new(self.queue / "new", "x" * 200)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    def test_names_that_are_no_report_are_left_alone_and_mentioned_once(self) -> None:
        for name in ("notes.txt", "abc.queued", f"{guid(1)}.queued.tmp", f"x{guid(1)}.queued"):
            (self.queue / name).write_text("{}")
        self.drop(2)
        run = drain(self.queue, ScriptedWats())
        self.assertEqual({guid(2)}, {line["id"] for line in run.lines})
        self.assertTrue((self.queue / "abc.queued").exists())
        self.assertEqual(1, run.err.count("notes.txt"))

    def test_renaming_never_lands_on_an_existing_name(self) -> None:
        source, target = self.queue / "a", self.queue / "b"
        source.write_text("new")
        target.write_text("old")
        with self.assertRaises(FileExistsError):
            rename_new(source, target)
        self.assertEqual(("new", "old"), (source.read_text(), target.read_text()))


if __name__ == "__main__":
    unittest.main()
