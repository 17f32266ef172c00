"""The pyWATS client on the same machine: where its configuration is, what it says, and whether its service runs."""

import importlib
import importlib.util
import json
import socket
import sys
import types
import unittest
from pathlib import Path
from typing import Any
from unittest import mock

from client_folder import ClientFolderTest
from support import FolderTest, sidecar
from vtebridge_sidecar import client_service
from vtebridge_sidecar.client_config import chosen, find, places
from vtebridge_sidecar.exit_codes import SidecarError
from vtebridge_sidecar.settings import resolve


def real_client_config() -> Any:
    """pyWATS's own class for its client's configuration, or the reason why it cannot be loaded. Its packages need PySide6 and
    are replaced by empty ones."""
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


class ClientConfig(ClientFolderTest):
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

    def test_the_places_are_those_of_old_and_new_clients(self) -> None:
        linux = places({}, False, Path("/home/a"))
        self.assertEqual([Path("/var/lib/pywats"), Path("/home/a/.config/pywats_client"), Path("/home/a/.pywats_client")], linux)
        windows = places({"PROGRAMDATA": "D:\\Data", "APPDATA": "C:\\Users\\a\\AppData"}, True, Path("home"))
        expected = [Path("D:\\Data") / "pyWATS", Path("D:\\Data") / "Virinco" / "pyWATS", Path("C:\\Users\\a\\AppData") / "pyWATS_Client", Path("home") / ".pywats_client"]
        self.assertEqual(expected, windows)

    def test_the_file_of_the_configurator_is_found_and_any_file_can_be_named(self) -> None:
        home = self.folder / "home"
        file = home / ".pywats" / "instances" / "gui" / "client_config.json"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps({"service_address": "https://gui.wats.com", "api_token": "Z3Vp"}))
        self.assertEqual(file, find("gui", home=home).file)
        run = sidecar("client", "--file", str(file))
        self.assertEqual((0, "https://gui.wats.com"), (run.code, json.loads(run.out)["server"]))
        self.assertEqual("Z3Vp", resolve(None, None, chosen("line2", file), {}).token)

    def test_a_file_that_names_a_server_counts_before_one_that_does_not(self) -> None:
        home, machine = self.folder / "home", self.folder / "machine"
        machine.mkdir()
        gui = home / ".pywats" / "instances" / "both" / "client_config.json"
        gui.parent.mkdir(parents=True)
        (machine / "config_both.json").write_text("{}")
        gui.write_text(json.dumps({"service_address": "https://gui.wats.com"}))
        self.assertEqual(gui, find("both", [machine], home).file)
        (machine / "config_both.json").write_text(json.dumps({"service_address": "https://machine.wats.com"}))
        self.assertEqual("https://machine.wats.com", find("both", [machine], home).server)

    # A client's configuration and the station name, location and purpose that follow from it. HOST means this computer's name.
    stations = (
        ({"station_name": "S1", "location": "Oslo", "purpose": "Dev"}, ("S1", "Oslo", "Dev")),
        ({"station_name": "S1", "station_name_source": "config"}, ("S1", "", "")),
        ({"station_name": ""}, ("HOST", "", "")),
        ({"station_name": "", "station_name_source": "config"}, ("", "", "")),
        ({"station_name": "", "station_name_source": "manual"}, ("", "", "")),
        ({"station_name": "S1", "multi_station_enabled": True, "active_station_key": "b", "station_presets": [{"key": "a", "name": "A"}, {"key": "b", "name": "B", "location": "Bergen"}]}, ("B", "Bergen", "Production")),
        ({"station_name": "S1", "multi_station_enabled": True, "active_station_key": "gone", "station_presets": [{"key": "a", "name": "A"}]}, ("S1", "", "")),
        ({"station_name": "S1", "multi_station_enabled": False, "active_station_key": "a", "station_presets": [{"key": "a", "name": "A"}]}, ("S1", "", "")),
    )

    def test_the_station_is_the_one_that_the_client_itself_would_use(self) -> None:
        for values, expected in self.stations:
            with self.subTest(values), mock.patch("socket.gethostname", return_value="host"):
                (self.folder / "config_line5.json").write_text(json.dumps(values))
                found = find("line5", [self.folder])
                self.assertEqual(expected, (found.station_name, found.location, found.purpose))

    def test_the_real_client_agrees_on_the_station(self) -> None:
        client = real_client_config()
        if isinstance(client, str):
            self.skipTest(client)
        file = self.folder / "config_line6.json"
        for values, expected in self.stations:
            with self.subTest(values), mock.patch("socket.gethostname", return_value="host"):
                file.write_text(json.dumps({"instance_id": "line6", "service_address": "https://x.wats.com", "api_token": "dA==", **values}))
                loaded = client.load(file)
                self.assertEqual(expected, (loaded.get_effective_station_name(), loaded.get_effective_location(), loaded.get_effective_purpose()))

    def test_a_token_that_is_encrypted_for_the_client_alone_is_said_to_be_so(self) -> None:
        config = {"service_address": "https://client.wats.com", "api_token": "", "connection": {"token_encrypted": "Z0FBQUFB"}}
        (self.folder / "config_line4.json").write_text(json.dumps(config))
        with self.assertRaisesRegex(SidecarError, "PYWATS_API_TOKEN.*config_line4.json is encrypted") as refused:
            resolve(None, None, find("line4"), {})
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


@unittest.skipIf(sys.platform == "win32", "on Windows the service listens at a port of TCP")
class ClientService(FolderTest):
    def test_it_runs_when_something_listens_at_its_socket(self) -> None:
        path = self.queue / "pyWATS_Service_line1.sock"
        with socket.socket(socket.AF_UNIX) as service:
            service.bind(str(path))
            service.listen()
            self.assertEqual([str(path)], client_service.running([], self.queue))
        self.assertTrue(path.exists())
        self.assertEqual([], client_service.running([], self.queue), "a socket that a dead service left behind")

    def test_the_port_on_Windows_is_the_clients_own(self) -> None:
        self.assertEqual(52759, client_service.port("default"))
        self.assertNotEqual(client_service.port("default"), client_service.port("line1"))


if __name__ == "__main__":
    unittest.main()
