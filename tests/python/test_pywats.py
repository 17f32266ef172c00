"""The whole program with the real pyWATS and with its stand-in, against a server in this process."""

import json
import unittest
from email.utils import format_datetime
from datetime import datetime, timedelta, timezone
from threading import Event

from pywats_support import PyWatsTest, on_each_pywats
from support import guid, report, sidecar
from wats_server import TOKEN, WatsServer


@on_each_pywats
class Contract(PyWatsTest):
    def test_what_the_server_receives_is_the_file_in_meaning_exactly(self) -> None:
        odd = report(1, steps=40)
        odd["root"]["reportText"] = "µΩ \u2028 \U0001f600 <b>&amp;</b> \t\r\n \"\\"
        odd["numbers"] = [0, -0.0, 1e-320, 1.7976931348623157e308, 5e-324, 0.1, 12345678901234567890, 3.141592653589793]
        odd["empty"] = {"list": [], "object": {}, "null": None, "yes": True, "text": ""}
        self.put(1, json.dumps(odd, ensure_ascii=False).encode())
        with WatsServer() as wats:
            run = self.drain(wats)
        self.assertEqual(("Accepted", 0), (run.outcome(1), run.code))
        self.assertEqual(repr(odd), repr(json.loads(wats.bodies[guid(1)])))
        self.assertEqual({f"Basic {TOKEN}"}, wats.tokens)

    def test_an_accepted_report_is_proved_by_the_id_in_the_answer_and_asked_for_only_without_one(self) -> None:
        self.drop(1)
        with WatsServer() as wats:
            self.drain(wats)
            self.assertEqual([], wats.gets)
            self.drop(2)
            wats.plan = lambda n, id: "empty"
            run = self.drain(wats)
        self.assertEqual(("Accepted", "by receipt"), (run.outcome(2), run.line(2)["message"]))

    def test_an_answer_without_proof_is_not_believed(self) -> None:
        for deed in ("swallow", "login page"):
            with self.subTest(deed):
                self.drop(1)
                with WatsServer(lambda n, id: deed) as wats:
                    run = self.drain(wats)
                self.assertEqual(("Unavailable", 4), (run.outcome(1), run.code))
                self.assertEqual([".error", ".error.info"], self.states(1))

    def test_an_older_version_in_WATS_is_no_receipt_for_a_newer_one(self) -> None:
        self.drop(1, result="F")
        with WatsServer(lambda n, id: "swallow") as wats:
            wats.held[guid(1)] = report(1, result="P")
            self.assertEqual("Unavailable", self.drain(wats).outcome(1))


@on_each_pywats
class Statuses(PyWatsTest):
    def test_permanent_refusals_are_rejected_with_the_servers_words(self) -> None:
        for status in (400, 413, 422):
            with self.subTest(status), WatsServer(lambda n, id: (status, {}, "sn is missing")) as wats:
                self.drop(1)
                run = self.drain(wats)
                self.assertEqual(5, run.code)
                said = {"id": guid(1), "outcome": "Rejected", "status": status, "message": "sn is missing", "attempts": 1}
                self.assertEqual({**said, "sha256": self.sha256(1, ".error")}, run.line(1))
                self.assertTrue(self.info(1)["permanent"])

    def test_refused_credentials_and_a_wrong_address_stop_and_everything_stays_queued(self) -> None:
        for status, word in ((401, "token"), (403, "allowed"), (404, "URL"), (405, "URL")):
            with self.subTest(status), WatsServer(lambda n, id: status) as wats:
                self.drop(1)
                run = self.drain(wats)
                self.assertEqual((4, [".queued"]), (run.code, self.states(1)))
                self.assertEqual(("Unavailable", status), (run.outcome(1), run.line(1)["status"]))
                self.assertIn(word, run.done["stopped"])

    def test_trouble_that_may_pass_keeps_the_report_and_the_next_run_delivers_it(self) -> None:
        for status in (408, 500, 502, 503, 504):
            with self.subTest(status), WatsServer(lambda n, id: status) as wats:
                self.drop(1)
                run = self.drain(wats)
                self.assertEqual((4, "Unavailable", status), (run.code, run.outcome(1), run.line(1)["status"]))
                self.assertEqual((1, False, status), tuple(self.info(1)[k] for k in ("attempts", "permanent", "status")))
                wats.plan = lambda n, id: "ok"
                self.assertEqual(("Accepted", 2), (self.drain(wats).outcome(1), len(wats.order)))

    def test_Retry_After_is_obeyed_as_seconds_and_as_a_date(self) -> None:
        date = format_datetime(datetime.now(timezone.utc) + timedelta(minutes=10), usegmt=True)
        for value in ("600", date):
            with self.subTest(value), WatsServer(lambda n, id: (429, {"Retry-After": value})) as wats:
                self.drop(1)
                run = self.drain(wats)
                self.assertEqual((4, 429), (run.code, run.line(1)["status"]))
                again = self.drain(wats)
                self.assertEqual((4, 1), (again.code, wats.posts))
                self.assertIn("s of that are left", again.done["stopped"])
                self.clock.time += timedelta(seconds=600)
                wats.plan = lambda n, id: "ok"
                self.assertEqual("Accepted", self.drain(wats).outcome(1))

    def test_reports_beside_a_rejected_one_are_delivered(self) -> None:
        for n in range(20):
            self.drop(n)
        with WatsServer(lambda n, id: 400 if id == guid(7) else "ok") as wats:
            run = self.drain(wats)
        self.assertEqual((5, 19, 1), (run.code, run.done["accepted"], run.done["rejected"]))


    def test_all_that_WATS_says_about_a_refusal_is_kept(self) -> None:
        self.drop(1)
        said = {"Message": "The request is invalid.", "ModelState": {"report.sn": ["The sn field is required."]}}
        with WatsServer(lambda n, id: (400, {}, said)) as wats:
            run = self.drain(wats)
        self.assertIn("The sn field is required.", run.line(1)["message"])


@on_each_pywats
class Faults(PyWatsTest):
    def test_a_secure_address_of_a_server_that_is_not_is_named_and_blames_no_report(self) -> None:
        self.drop(1)
        with WatsServer() as wats:
            url = wats.url.replace("http:", "https:")
            run = sidecar("drain", "--queue", str(self.queue), "--once", server=url, token=TOKEN)
        self.assertEqual((4, [".queued"]), (run.code, self.states(1)))
        self.assertIn("https", run.done["stopped"])

    def test_when_pyWATSs_circuit_breaker_answers_the_reason_before_it_is_said(self) -> None:
        for n in range(20):
            self.drop(n)
        run = sidecar("drain", "--queue", str(self.queue), "--once", server="http://127.0.0.1:1", token=TOKEN)
        self.assertIn("cannot be reached", run.done["stopped"])

    def test_a_large_report_may_take_longer_than_the_time_out(self) -> None:
        large = report(1)
        large["comment"] = "x" * 1_000_000
        self.put(1, json.dumps(large).encode())
        with WatsServer() as wats:
            wats.on_post = lambda n: Event().wait(1.5)
            run = self.drain(wats, "--timeout", "1")
        self.assertEqual(("Accepted", 1), (run.outcome(1), wats.posts), run.out)

    def test_a_server_that_hangs_is_left_after_the_time_out(self) -> None:
        self.drop(1)
        with WatsServer(lambda n, id: "hang") as wats:
            run = self.drain(wats, "--timeout", "0.2")
        self.assertEqual(("Unavailable", None, 4), (run.outcome(1), run.line(1)["status"], run.code))
        self.assertIn("in time", run.line(1)["message"])

    def test_a_folder_that_vanishes_is_said_plainly(self) -> None:
        self.drop(1)

        def vanish(n: int) -> None:
            for path in self.queue.iterdir():
                path.unlink()
            self.queue.rmdir()

        with WatsServer() as wats:
            wats.on_post = vanish
            run = self.drain(wats)
        self.assertEqual(4, run.code)
        self.assertIn("cannot be used", run.err)

    def test_a_connection_reset_in_mid_body_is_no_receipt(self) -> None:
        self.drop(1)
        with WatsServer(lambda n, id: "reset" if n == 1 else "ok") as wats:
            self.assertEqual("Unavailable", self.drain(wats).outcome(1))
            self.assertEqual("Accepted", self.drain(wats).outcome(1))

    def test_with_nobody_listening_for_one_run_every_report_arrives_exactly_once_in_the_next(self) -> None:
        for n in range(50):
            self.drop(n)
        with WatsServer() as wats:
            down = sidecar("drain", "--queue", str(self.queue), "--once", server="http://127.0.0.1:1", token=TOKEN)
            self.assertEqual((4, 50), (down.code, down.done["waiting"]))
            up = self.drain(wats)
        self.assertEqual((0, 50, 50), (up.code, up.done["accepted"], len(wats.order)))

    def test_with_every_upload_hanging_pyWATSs_circuit_breaker_ends_the_run_and_blames_no_report(self) -> None:
        for n in range(40):
            self.drop(n)
        with WatsServer(lambda n, id: "hang") as wats:
            run = self.drain(wats, "--timeout", "0.2", "--jobs", "2")
            self.assertEqual((4, 40), (run.code, run.done["waiting"]))
            self.assertLess(wats.posts, 20)
            wats.plan = lambda n, id: "ok"
            self.assertEqual(40, self.drain(wats).done["accepted"])

    def test_the_same_serial_number_is_never_uploaded_twice_at_once(self) -> None:
        for n in range(60):
            self.drop(n, serial=f"S{n % 4}")
        with WatsServer() as wats:
            self.drain(wats)
        self.assertFalse(wats.overtaken)
        for serial in range(4):
            mine = [id for id in wats.order if int(id[-12:]) % 4 == serial]
            self.assertEqual(sorted(mine), mine)


@on_each_pywats
class Secrets(PyWatsTest):
    def test_the_token_and_its_password_are_in_no_output_and_no_file(self) -> None:
        for n, deed in ((1, (400, {}, f"bad Basic {TOKEN}")), (2, (500, {}, "user test:canary-password"))):
            self.drop(n)
            with WatsServer(lambda n, id: deed) as wats:
                run = self.drain(wats)
            written = run.out + run.err + "".join(p.read_text() for p in self.queue.iterdir())
            self.assertNotIn(TOKEN, written)
            self.assertNotIn("canary", written)
            self.assertIn("***", written)


if __name__ == "__main__":
    unittest.main()
