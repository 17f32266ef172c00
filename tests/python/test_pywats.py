"""The whole program with pyWATS, the real one and what stands in for it, against a server in this process."""

import json
import os
import subprocess
import sys
import unittest
from email.utils import format_datetime
from datetime import datetime, timedelta, timezone
from threading import Event
from typing import Any

from support import SOURCE, PyWatsTest, Run, guid, on_each_pywats, report, sidecar
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
        self.assertIn("cannot be worked on", run.err)

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


@on_each_pywats
class Processes(PyWatsTest):
    def start(self, wats: WatsServer, *more: str) -> "subprocess.Popen[str]":
        environment = {**os.environ, "PYWATS_SERVER_URL": wats.url, "PYWATS_API_TOKEN": TOKEN}
        environment["PYTHONPATH"] = os.pathsep.join([str(SOURCE), *self.packages.path, os.environ.get("PYTHONPATH", "")])
        command = [sys.executable, "-m", "vtebridge_sidecar", "drain", "--queue", str(self.queue), *more]
        return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def test_killed_at_any_request_it_loses_nothing_and_sends_only_what_was_on_its_way_again(self) -> None:
        for at in (1, 7, 20):
            with self.subTest(at), WatsServer() as wats:
                for n in range(20):
                    self.drop(n)
                child: list["subprocess.Popen[str]"] = []
                wats.on_post = lambda n: child[0].kill() if n == at else None
                with wats.lock:
                    child.append(self.start(wats, "--once", "--jobs", "3"))
                child[0].communicate()
                wats.on_post = lambda n: None
                run = self.drain(wats)
                self.assertEqual((0, [[".completed"]] * 20), (run.code, [self.states(n) for n in range(20)]))
                self.assertEqual({guid(n) for n in range(20)}, set(wats.held))
                self.assertLessEqual(len(wats.order), 20 + 3)
                for path in self.queue.iterdir():
                    path.unlink()

    def test_watching_it_sends_what_is_dropped_and_ends_when_standard_input_closes(self) -> None:
        with WatsServer() as wats:
            child = self.start(wats, "--watch", "--until-stdin-closes")
            assert child.stdout and child.stdin
            for n in range(3):
                self.drop(n)
                self.assertEqual(guid(n), json.loads(child.stdout.readline())["id"])
            out, err = child.communicate()
        self.assertEqual((0, 3, ""), (child.returncode, json.loads(out)["done"]["accepted"], err))

    @unittest.skipIf(sys.platform == "win32", "Windows has no SIGTERM to send; the parent closes standard input there")
    def test_a_signal_finishes_the_uploads_under_way(self) -> None:
        import signal

        for number, code in ((signal.SIGTERM, 0), (signal.SIGINT, 130)):
            with self.subTest(number), WatsServer() as wats:
                for n in range(50):
                    self.drop(n)
                child: list["subprocess.Popen[str]"] = []
                wats.on_post = lambda n: child[0].send_signal(number) if n == 5 else None
                with wats.lock:
                    child.append(self.start(wats, "--watch", "--jobs", "1"))
                out, _ = child[0].communicate()
                done = json.loads(out.splitlines()[-1])["done"]
                self.assertEqual(code, child[0].returncode)
                self.assertEqual((50, len(wats.order)), (done["accepted"] + done["waiting"], done["accepted"]))
                self.assertEqual(0, sum(p.suffix == ".processing" for p in self.queue.iterdir()))
                for path in self.queue.iterdir():
                    path.unlink()

    def test_two_drainers_on_one_folder_send_every_report_once(self) -> None:
        for n in range(100):
            self.drop(n)
        with WatsServer() as wats:
            children = [self.start(wats, "--once") for _ in range(2)]
            codes = sorted(child.wait() for child in children)
            for child in children:
                child.communicate()
            self.assertEqual(100, len(wats.order))
        self.assertIn(codes, ([0, 4], [0, 0]))

    def test_nothing_but_JSON_lines_reaches_standard_output_even_when_others_print(self) -> None:
        self.drop(1)
        noisy = self.queue / "sitecustomize.py"
        noisy.write_text("import atexit, os\natexit.register(lambda: (print('noise'), os.write(1, b'noise')))\n")
        self.addCleanup(os.environ.__setitem__, "PYTHONPATH", os.environ.get("PYTHONPATH", ""))
        os.environ["PYTHONPATH"] = os.pathsep.join([str(self.queue), os.environ.get("PYTHONPATH", "")])
        with WatsServer() as wats:
            out, err = self.start(wats, "--once").communicate()
        self.assertEqual(2, len([json.loads(line) for line in out.splitlines()]))
        self.assertIn("noise", err)


@on_each_pywats
class Ask(PyWatsTest):
    def ask(self, wats: WatsServer, *paths: str) -> Run:
        return sidecar("ask", server=wats.url, token=TOKEN, stdin="\n".join(paths) + "\n")

    def test_a_report_comes_back_whole_with_its_status(self) -> None:
        with WatsServer() as wats:
            wats.held[guid(1)] = report(1)
            paths = [f"api/Report/Wsjf/{guid(n)}?detailLevel=7" for n in (1, 2)]
            run = self.ask(wats, *paths)
        self.assertEqual([(paths[0], 200), (paths[1], 404)], [(line["path"], line["status"]) for line in run.lines])
        self.assertEqual(report(1)["sn"], run.lines[0]["data"]["sn"])
        self.assertEqual(0, run.code)

    def test_a_server_that_asks_for_patience_is_given_it(self) -> None:
        with WatsServer() as wats:
            wats.held = {guid(n): report(n) for n in range(20)}
            wats.headers = {"Retry-After": "0"}
            wats.on_get = lambda n: setattr(wats, "get_status", 429 if n % 3 == 1 else 200)
            run = self.ask(wats, *(f"api/Report/Wsjf/{guid(n)}?detailLevel=0" for n in range(25)))
        self.assertEqual(([200] * 20 + [404] * 5, 0), ([line["status"] for line in run.lines], run.code))

    def test_a_server_that_cannot_be_asked_is_no_answer(self) -> None:
        for status in (401, 404, 500):
            with self.subTest(status), WatsServer() as wats:
                wats.get_status = wats.query_status = status
                run = self.ask(wats, f"api/Report/Wsjf/{guid(1)}?detailLevel=0")
                self.assertEqual(([], 4), (run.lines, run.code))
                self.assertIn(str(status), run.done["stopped"])

    def test_only_what_reads_may_be_asked(self) -> None:
        with WatsServer() as wats:
            run = self.ask(wats, "api/App/Version", "api/Token/Revoke", "http://elsewhere.example/api/Report/Wsjf/1")
        self.assertEqual((["api/App/Version"], 2), ([line["path"] for line in run.lines], run.code))
        self.assertIn("api/Token/Revoke", run.err)

    def test_a_server_that_falls_away_is_not_asked_on(self) -> None:
        with WatsServer() as wats:
            wats.on_get = lambda n: setattr(wats, "get_status", 503 if n > 20 else 200)
            run = self.ask(wats, *(f"api/Report/Wsjf/{guid(n)}?detailLevel=7" for n in range(500)))
        self.assertEqual(4, run.code)
        self.assertIn("503", run.done["stopped"])
        self.assertLess(len(wats.gets), 100)


@on_each_pywats
class Probe(PyWatsTest):
    def probe(self, url: str, *more: str) -> dict[str, Any]:
        run = sidecar("probe", *more, server=url, token=TOKEN)
        findings = json.loads(run.out)["findings"]
        self.assertEqual(4 if any(f["level"] == "error" for f in findings) else 0, run.code)
        for finding in findings:
            self.assertEqual({"check", "level", "evidence", "advice"}, finding.keys())
            self.assertEqual(finding["level"] == "ok", not finding["advice"], finding)
        return {f["check"]: f for f in findings}

    def test_a_server_in_order_is_ok_in_everything_and_nothing_is_uploaded(self) -> None:
        self.drop(1)
        with WatsServer() as wats:
            wats.schema = {"type": "object", "required": ["sn"]}
            found = self.probe(wats.url, "--process", "10", "--report", str(self.queue / f"{guid(1)}.queued"))
            self.assertEqual(0, wats.posts)
        for check in ("python", "route sidecar", "server", "credentials", "clock", "processes"):
            self.assertEqual("ok", found[check]["level"], found[check])
        self.assertIn(found["report"]["level"], ("ok", "warning"))

    def test_a_server_without_a_schema_or_a_clock_right_is_warned_about_and_no_error(self) -> None:
        self.drop(1)
        with WatsServer() as wats:
            wats.date = "Mon, 02 Mar 2026 08:00:00 GMT"
            found = self.probe(wats.url, "--report", str(self.queue / f"{guid(1)}.queued"))
        self.assertEqual(("warning", "warning"), (found["report"]["level"], found["clock"]["level"]))
        self.assertIn("does not offer /WSJFReport.schema.json (404)", found["report"]["evidence"])
        self.assertIn("ahead of the server", found["clock"]["evidence"])

    def test_each_trouble_is_named_with_what_to_do(self) -> None:
        with WatsServer() as wats:
            self.assertIn("has no active process 99; it has 10 SW Debug", self.probe(wats.url, "--process", "99")["processes"]["evidence"])
            wats.get_status = 401
            self.assertEqual("error", self.probe(wats.url)["credentials"]["level"])
            wats.get_status = 404
            self.assertIn("not WATS", self.probe(wats.url)["server"]["evidence"])
            wats.get_status = 200
            self.assertEqual("ok", self.probe(wats.url + "/")["server"]["level"])
            self.assertIn("not WATS", self.probe(wats.url + "/a/path")["server"]["evidence"])
            self.assertIn("https or http", self.probe(wats.url.replace("http:", "https:"))["server"]["evidence"])
        self.assertEqual("error", self.probe("http://127.0.0.1:1")["server"]["level"])
        self.assertIn("looks like https://", self.probe("company.wats.com")["server"]["evidence"])


if __name__ == "__main__":
    unittest.main()
