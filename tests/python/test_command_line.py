"""Options, settings, a pyWATS client's configuration, and the commands that work without pyWATS."""

import json
import os
import subprocess
import sys
import unittest
from datetime import timedelta
from unittest import mock

from pywats_support import STAND_IN
from support import SOURCE, START, FolderTest, StillClock, quiet, sidecar
from vtebridge_sidecar import cli
from vtebridge_sidecar.reply import Reply
from vtebridge_sidecar.said import said
from vtebridge_sidecar.submit import retry_after


class Usage(FolderTest):
    def test_wrong_options_exit_with_2_and_say_what_is_wrong_on_standard_error_only(self) -> None:
        wrong = (
            [],
            ["drain"],
            ["drain", "--queue", "x"],
            ["drain", "--queue", "x", "--once", "--watch"],
            ["drain", "--queue", "x", "--once", "--jobs", "0"],
            ["drain", "--queue", "x", "--once", "--jobs", "abc"],
            ["drain", "--queue", "x", "--once", "--rate", "-1"],
            ["drain", "--queue", "x", "--once", "--timeout", "90000"],
            ["drain", "--queue", "x", "--once", "--timeout", "nan"],
            ["drain", "--queue", "x", "--once", "--keep-completed", "7 weeks"],
            ["drain", "--queue", "x", "--once", "--token", "secret"],
            ["probe", "--process", "ten"],
            ["nonsense"],
        )
        for arguments in wrong:
            with self.subTest(arguments):
                run = sidecar(*arguments, server="http://localhost", token="dA==")
                self.assertEqual((2, ""), (run.code, run.out))
                self.assertIn("error:", run.err)
                self.assertNotIn("invalid _", run.err)

    def test_a_value_out_of_range_is_named_with_what_is_right(self) -> None:
        for option, value, right in (("--timeout", "90000", "at most 86400"), ("--jobs", "abc", "from 1 to 100"), ("--rate", "x", "0 for no limit")):
            run = sidecar("drain", "--queue", "x", "--once", option, value)
            self.assertIn(f"'{value}' is not a ", run.err)
            self.assertIn(right, run.err)

    def test_the_queue_of_a_client_needs_a_client(self) -> None:
        run = sidecar("drain", "--queue", "auto", "--once", server="http://localhost", token="dA==")
        self.assertEqual(2, run.code)
        self.assertIn("--client-instance ID or --client-config FILE", run.err)

    def test_a_queue_folder_that_does_not_exist_is_said_plainly(self) -> None:
        run = sidecar("drain", "--queue", str(self.queue / "gone"), "--once", server="http://localhost", token="dA==")
        self.assertEqual(2, run.code)
        self.assertIn("does not exist", run.err)

    def test_all_that_is_missing_is_said_at_once(self) -> None:
        run = sidecar("drain", "--queue", str(self.queue), "--once")
        self.assertEqual(2, run.code)
        self.assertIn("PYWATS_SERVER_URL", run.err)
        self.assertIn("PYWATS_API_TOKEN", run.err)

    def test_durations_are_days_hours_minutes_or_seconds(self) -> None:
        self.assertEqual([timedelta(days=7), timedelta(hours=12), timedelta(0)], [cli.duration(t) for t in ("7d", "12h", "0")])


class WithoutPyWats(FolderTest):
    def test_drain_says_what_to_install_and_leaves_every_file_where_it_is(self) -> None:
        (self.queue.parent / "pywats").mkdir()
        self.drop(1)
        wrong = {
            "raise ImportError('not here')": "ImportError: not here",
            "raise ModuleNotFoundError('no', name='pywats')": "is not installed for this Python",
            "type A[T] = (": "SyntaxError",
            "class AsyncWATS:\n    def __init__(self, base_url): pass": "TypeError",
            "class AsyncWATS:\n    def __init__(self, **more): pass": "AttributeError",
            "class AsyncWATS:\n    def __init__(self, **more): pass\n    async def __aenter__(self): raise OSError('no')": "OSError: no",
        }
        for source, said in wrong.items():
            with self.subTest(said):
                (self.queue.parent / "pywats" / "__init__.py").write_text(source)
                run = self.run_with( "drain", "--queue", str(self.queue), "--once")
                self.assertEqual((4, "", [".queued"]), (run.returncode, run.stdout, self.states(1)))
                self.assertIn(said, run.stderr)
                self.assertIn("pip install 'pywats-api>=0.5.0b4'", run.stderr)
                self.assertNotIn("Traceback", run.stderr)

    def test_probe_finds_a_pyWATS_that_is_made_for_another_Python(self) -> None:
        (self.queue.parent / "pywats").mkdir()
        (self.queue.parent / "pywats" / "__init__.py").write_text("type A[T] = (")
        run = self.run_with("probe")
        levels = {f["check"]: f["level"] for f in json.loads(run.stdout)["findings"]}
        self.assertEqual((4, "error", "error"), (run.returncode, levels["route sidecar"], levels["server"]))

    def test_a_pyWATS_that_has_changed_is_named_with_its_version(self) -> None:
        (self.queue.parent / "pywats").mkdir()
        (self.queue.parent / "pywats" / "__init__.py").write_text("class AsyncWATS:\n    def __init__(self, **more): pass\n    async def __aenter__(self): pass")
        (self.queue.parent / "pywats_api-9.9rc1.dist-info").mkdir()
        (self.queue.parent / "pywats_api-9.9rc1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: pywats-api\nVersion: 9.9rc1\n")
        self.drop(1)
        run = self.run_with("drain", "--queue", str(self.queue), "--once")
        self.assertEqual((4, [".queued"], 1), (run.returncode, self.states(1), len(run.stderr.splitlines())))
        self.assertIn("pyWATS 9.9rc1 cannot be used (AttributeError", run.stderr)
        run = self.run_with("probe")
        found = {f["check"]: f for f in json.loads(run.stdout)["findings"]}
        self.assertEqual(("warning", "ok", "error"), tuple(found[check]["level"] for check in ("pywats-api", "route sidecar", "server")))
        self.assertIn("9.9rc1 is newer than 0.5.0b6, the newest that was tested", found["pywats-api"]["evidence"])

    def test_a_proxy_of_another_kind_in_the_environment_is_named(self) -> None:
        (self.queue.parent / "pywats").mkdir()
        (self.queue.parent / "pywats" / "__init__.py").write_text("class AsyncWATS:\n    def __init__(self, **more): raise ImportError('no socksio')")
        with mock.patch.dict(os.environ, {"ALL_PROXY": "socks5://user:canary@proxy:1080"}):
            run = self.run_with("drain", "--queue", str(self.queue), "--once")
        self.assertEqual((4, 1), (run.returncode, len(run.stderr.splitlines())))
        self.assertIn("the proxy that ALL_PROXY in the environment names", run.stderr)
        self.assertNotIn("canary", run.stderr)

    def run_with(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(self.queue.parent), *STAND_IN.path, str(SOURCE)])}
        environment.update(PYWATS_SERVER_URL="http://127.0.0.1:1", PYWATS_API_TOKEN="dA==", PYTHONDONTWRITEBYTECODE="1")
        return subprocess.run([sys.executable, "-m", "vtebridge_sidecar", *arguments], env=environment, capture_output=True, text=True)

    def test_the_command_line_works_on_a_bare_python(self) -> None:
        code = f"import sys; sys.path.insert(0, {str(SOURCE)!r}); from vtebridge_sidecar import cli; sys.exit(cli.run(['--version'], sys.stdout))"
        run = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
        self.assertEqual((0, "0.1.0\n", ""), (run.returncode, run.stdout, run.stderr))

    def test_only_one_file_imports_pywats(self) -> None:
        files = sorted((SOURCE / "vtebridge_sidecar").glob("*.py"))
        self.assertGreater(len(files), 20)
        importing = [f.name for f in files if "import pywats" in f.read_text() or "from pywats" in f.read_text()]
        self.assertEqual(["submit.py"], importing)


class RetryAfter(unittest.TestCase):
    def test_seconds_and_dates_count_and_nonsense_does_not(self) -> None:
        cases = {"120": 120.0, " 7 ": 7.0, "0": 0.0, "Mon, 02 Mar 2026 08:01:00 GMT": 60.0, "Mon, 02 Mar 2026 07:00:00 GMT": 0.0, "soon": None, "-5": None, "1e9": None, "²": None, "": None, None: None}
        for text, seconds in cases.items():
            with self.subTest(text):
                self.assertEqual(seconds, retry_after(Reply(429, None, {} if text is None else {"retry-after": text}), StillClock()))

    def test_a_date_counts_from_the_servers_own_clock(self) -> None:
        headers = {"retry-after": "Mon, 02 Mar 2026 08:01:00 GMT", "date": "Mon, 02 Mar 2026 08:00:30 GMT"}
        self.assertEqual(30.0, retry_after(Reply(429, None, headers), StillClock(START + timedelta(days=300))))


class Said(unittest.TestCase):
    def test_a_refusal_is_told_in_words_and_each_only_once(self) -> None:
        cases = (
            ({"message": "sn is missing"}, "sn is missing"),
            ({"Message": "Invalid.", "ModelState": {"report.sn": ["is required", "is required"]}}, "Invalid. report.sn: is required"),
            ({"title": "Bad", "status": 400, "detail": "no sn"}, "Bad; status: 400; no sn"),
            (["a", "b"], "a; b"),
            ("plain", "plain"),
            ("<html><head><title> Too large </title></head></html>", "a web page, 'Too large'"),
            (None, "without a word"),
            ({}, "without a word"),
        )
        for data, words in cases:
            with self.subTest(data):
                self.assertEqual(words, said(data))


    def test_words_end_where_nobody_reads_on(self) -> None:
        self.assertLess(len(said([f"text {i}" for i in range(100_000)])), 8_100)


class Console(unittest.TestCase):
    def test_log_lines_cannot_steer_a_terminal(self) -> None:
        with quiet() as err:
            cli.log.warning("serial %s", "A\x1b[2J\nB\u202e")
        self.assertEqual("WARNING serial A [2J B \n", err.getvalue())


if __name__ == "__main__":
    unittest.main()
