"""The commands drain, ask and probe as processes with a pyWATS, as VteBridge starts them."""

import json
import os
import subprocess
import sys
import unittest
from typing import Any

from pywats_support import PyWatsTest, on_each_pywats
from support import SOURCE, Run, guid, report, sidecar
from wats_server import TOKEN, WatsServer


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
        self.assertIn("should look like https://", self.probe("company.wats.com")["server"]["evidence"])


if __name__ == "__main__":
    unittest.main()
