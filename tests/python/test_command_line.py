"""Options, settings, a client's configuration, and what works without pyWATS."""

import importlib
import importlib.util
import json
import os
import subprocess
import sys
import types
import unittest
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from support import SOURCE, START, FolderTest, quiet, sidecar
from vtebridge_sidecar import cli
from vtebridge_sidecar.client_config import find, places
from vtebridge_sidecar.exit_codes import SidecarError
from vtebridge_sidecar.routes import Installed, findings, version_key
from vtebridge_sidecar.settings import resolve
from vtebridge_sidecar.submit import retry_after


def real_client_config() -> Any:
    """pyWATS's own class for its client's configuration, or why it cannot be had. The packages around it need PySide6, so
    they are stood in for."""
    try:
        spec = importlib.util.find_spec("pywats_client")
        if spec is None:
            return "pywats_client is not installed here"
        root = Path(list(spec.submodule_search_locations or [])[0])
        packages = {}
        for name, path in (("pywats_client", root), ("pywats_client.core", root / "core")):
            packages[name] = types.ModuleType(name)
            packages[name].__path__ = [str(path)]
        with mock.patch.dict(sys.modules, packages):
            return importlib.import_module("pywats_client.core.config").ClientConfig
    except Exception as e:
        return f"pywats_client does not import here: {e}"


class Usage(FolderTest):
    def test_wrong_options_exit_with_2_and_say_what_is_wrong_on_standard_error_only(self) -> None:
        wrong = (
            [],
            ["drain"],
            ["drain", "--queue", "x"],
            ["drain", "--queue", "x", "--once", "--watch"],
            ["drain", "--queue", "x", "--once", "--jobs", "0"],
            ["drain", "--queue", "x", "--once", "--rate", "-1"],
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
            "type A[T] = (": "SyntaxError",
            "class AsyncWATS:\n    def __init__(self, base_url): pass": "TypeError",
        }
        for source, said in wrong.items():
            with self.subTest(said):
                (self.queue.parent / "pywats" / "__init__.py").write_text(source)
                run = self.run_with(self.queue.parent, "drain", "--queue", str(self.queue), "--once")
                self.assertEqual((4, "", [".queued"]), (run.returncode, run.stdout, self.states(1)))
                self.assertIn(said, run.stderr)
                self.assertIn("pip install 'pywats-api>=0.5.0b4'", run.stderr)
                self.assertNotIn("Traceback", run.stderr)

    def test_probe_finds_a_pyWATS_that_is_made_for_another_Python(self) -> None:
        (self.queue.parent / "pywats").mkdir()
        (self.queue.parent / "pywats" / "__init__.py").write_text("type A[T] = (")
        run = self.run_with(self.queue.parent, "probe")
        levels = {f["check"]: f["level"] for f in json.loads(run.stdout)["findings"]}
        self.assertEqual((4, "error", "error"), (run.returncode, levels["route sidecar"], levels["server"]))

    def run_with(self, path: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(path), str(SOURCE)])}
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


class Settings(FolderTest):
    def setUp(self) -> None:
        super().setUp()
        self.folder = self.queue.parent
        config = {"service_address": "https://client.wats.com/", "api_token": "Y2xpZW50", "station_name": "S1", "location": "Oslo", "purpose": "Dev", "reports_folder": "queue"}
        (self.folder / "config_line2.json").write_text(json.dumps(config), encoding="utf-8-sig")
        patch = mock.patch("vtebridge_sidecar.client_config.places", return_value=[self.folder / "nowhere", self.folder])
        patch.start()
        self.addCleanup(patch.stop)

    def test_options_come_before_the_clients_configuration_and_that_before_the_environment(self) -> None:
        environment = {"PYWATS_SERVER_URL": "https://env.wats.com", "PYWATS_API_TOKEN": "ZW52"}
        token = self.folder / "token"
        token.write_text("ZmlsZQ==\n")
        token.chmod(0o600)
        cases = (
            ((None, None, None), ("https://env.wats.com", "ZW52")),
            ((None, None, "line2"), ("https://client.wats.com", "Y2xpZW50")),
            (("https://option.wats.com", token, "line2"), ("https://option.wats.com", "ZmlsZQ==")),
        )
        for (server, file, instance), expected in cases:
            with self.subTest(expected):
                found = resolve(server, file, instance, environment)
                self.assertEqual(expected, (found.url, found.token))

    def test_the_client_command_shows_everything_but_the_token(self) -> None:
        run = sidecar("client", "--instance", "line2")
        shown = json.loads(run.out)
        self.assertEqual((True, "S1", "Oslo", "Dev", str(self.queue)), tuple(shown[k] for k in ("api_token", "station_name", "location", "purpose", "reports_folder")))
        self.assertNotIn("Y2xpZW50", run.out + run.err)

    def test_a_client_that_is_not_there_is_named_with_the_places_looked_at(self) -> None:
        run = sidecar("client", "--instance", "line3")
        self.assertEqual(2, run.code)
        self.assertIn(str(self.folder / "config_line3.json"), run.err)

    def test_an_instance_name_cannot_leave_the_folder(self) -> None:
        for name in ("../x", "a/b", "a\\b", "..", ""):
            with self.subTest(name), self.assertRaises(SidecarError):
                find(name)

    def test_damaged_configurations_are_said_plainly(self) -> None:
        for content in ("{", "[]"):
            (self.folder / "config_bad.json").write_text(content)
            with self.subTest(content), self.assertRaisesRegex(SidecarError, "config_bad.json"):
                find("bad")

    def test_secrets_are_not_in_the_text_form_of_anything(self) -> None:
        server = resolve(None, None, "line2", {})
        self.assertNotIn("Y2xpZW50", repr(server) + repr(find("line2")))

    def test_addresses_that_cannot_be_right_are_refused(self) -> None:
        for url in ("wats.com", "ftp://wats.com", "https://", "https://user:pw@wats.com", "http://[x"):
            with self.subTest(url), self.assertRaises(SidecarError) as refused:
                resolve(url, None, None, {"PYWATS_API_TOKEN": "dA=="})
            self.assertNotIn("pw@", str(refused.exception))

    @unittest.skipIf(sys.platform == "win32", "Windows keeps permissions in access lists, not in mode bits")
    def test_a_token_file_that_others_can_read_is_warned_about(self) -> None:
        token = self.folder / "token"
        token.write_text("dA==")
        for mode, warned in ((0o644, True), (0o600, False)):
            token.chmod(mode)
            run = sidecar("drain", "--queue", "gone", "--once", "--token-file", str(token))
            with mock.patch("vtebridge_sidecar.settings.log") as log:
                resolve("https://x", token, None, {})
            self.assertEqual(warned, log.warning.called)
            self.assertEqual(2, run.code)

    def test_the_places_are_those_of_old_and_new_clients(self) -> None:
        linux = places({}, False, Path("/home/a"))
        self.assertEqual([Path("/var/lib/pywats"), Path("/home/a/.config/pywats_client"), Path("/home/a/.pywats_client")], linux)
        windows = places({"PROGRAMDATA": "D:\\Data", "APPDATA": "C:\\Users\\a\\AppData"}, True, Path("home"))
        expected = [Path("D:\\Data") / "pyWATS", Path("D:\\Data") / "Virinco" / "pyWATS", Path("C:\\Users\\a\\AppData") / "pyWATS_Client", Path("home") / ".pywats_client"]
        self.assertEqual(expected, windows)

    def test_a_token_that_is_encrypted_for_the_client_alone_is_said_to_be_so(self) -> None:
        config = {"service_address": "https://client.wats.com", "api_token": "", "connection": {"token_encrypted": "Z0FBQUFB"}}
        (self.folder / "config_line4.json").write_text(json.dumps(config))
        with self.assertRaisesRegex(SidecarError, "PYWATS_API_TOKEN.*config_line4.json is encrypted") as refused:
            resolve(None, None, "line4", {})
        self.assertNotIn("Z0FBQUFB", str(refused.exception))

    def test_a_configuration_is_read_as_the_real_client_writes_it(self) -> None:
        client = real_client_config()
        if isinstance(client, str):
            self.skipTest(client)
        file = self.folder / "config_line9.json"
        values = {"service_address": "https://x.wats.com", "api_token": "Y2xpZW50", "station_name": "S1", "location": "Ø", "purpose": "Dev", "reports_folder": "my reports"}
        client(instance_id="line9", **values).save(file)
        loaded = client.load(file)
        found = find("line9")
        self.assertEqual(loaded.get_reports_path(), found.reports_folder)
        self.assertEqual(loaded.get_runtime_credentials(), (found.server, found.token))
        self.assertEqual((loaded.station_name, loaded.location, loaded.purpose), (found.station_name, found.location, found.purpose))


class Routes(unittest.TestCase):
    def levels(self, version: str, python: tuple[int, int] = (3, 12), problem: str | None = None, raw: bool = False, registry: bool = False) -> list[str]:
        return [f.level for f in findings(Installed(version, python, problem, raw, registry, False, True))]

    def test_each_release_is_judged_as_it_was_found_to_be(self) -> None:
        self.assertEqual(["ok", "warning", "warning"], self.levels("0.5.0b6"))
        self.assertEqual(["error", "error", "error"], self.levels("0.1.0b38", problem="SyntaxError"))
        self.assertEqual(["error", "warning", "warning"], self.levels("0.3.0b1", problem="SyntaxError"))
        self.assertEqual(["warning", "warning", "warning"], self.levels("0.1.0b30"))
        self.assertEqual(["ok", "warning", "warning"], self.levels("1.0.0", raw=True, registry=True))

    def test_an_import_that_needs_python_3_14_says_so(self) -> None:
        api = findings(Installed("0.4.0b1", (3, 12), "SyntaxError: x", False, False, False, True))[0]
        self.assertIn("Python 3.14 only", api.evidence)

    def test_versions_are_ordered_with_finals_after_their_betas(self) -> None:
        keys = [version_key(v) or () for v in ("0.1.0b37", "0.2.0b1", "0.5.0b4", "0.5.0b10", "0.5.0", "0.5.1")]
        self.assertEqual(sorted(keys), keys)


class RetryAfter(unittest.TestCase):
    def test_seconds_and_dates_count_and_nonsense_does_not(self) -> None:
        cases = {"120": 120.0, "0": 0.0, "Mon, 02 Mar 2026 08:01:00 GMT": 60.0, "Mon, 02 Mar 2026 07:00:00 GMT": 0.0, "soon": None, "": None, None: None}
        for text, seconds in cases.items():
            with self.subTest(text):
                self.assertEqual(seconds, retry_after(text, START))


class Console(unittest.TestCase):
    def test_log_lines_cannot_steer_a_terminal(self) -> None:
        with quiet() as err:
            cli.log.warning("serial %s", "A\x1b[2J\nB\u202e")
        self.assertEqual("WARNING serial A [2J B \n", err.getvalue())


if __name__ == "__main__":
    unittest.main()
