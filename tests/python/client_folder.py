"""A folder with the configuration of one pyWATS client."""

import json
from unittest import mock

from support import FolderTest


class ClientFolderTest(FolderTest):
    """The only folder of the machine in which clients keep their configuration; ``line2`` has one."""

    def setUp(self) -> None:
        super().setUp()
        self.folder = self.queue.parent
        config = {"service_address": "https://client.wats.com/", "api_token": "Y2xpZW50", "station_name": "S1", "location": "Oslo", "purpose": "Dev", "reports_folder": "queue"}
        (self.folder / "config_line2.json").write_text(json.dumps(config), encoding="utf-8-sig")
        patch = mock.patch("vtebridge_sidecar.client_config.places", return_value=[self.folder / "nowhere", self.folder])
        patch.start()
        self.addCleanup(patch.stop)
