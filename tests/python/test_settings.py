"""Where the settings for server and token come from, and which are refused."""

import re
import sys
import unittest

from client_folder import ClientFolderTest
from vtebridge_sidecar.client_config import chosen, find
from vtebridge_sidecar.exit_codes import SidecarError
from vtebridge_sidecar.settings import resolve


class Settings(ClientFolderTest):
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
                found = resolve(server, file, chosen(instance, None), environment)
                self.assertEqual(expected, (found.url, found.token))

    def test_secrets_are_not_in_the_text_form_of_anything(self) -> None:
        server = resolve(None, None, find("line2"), {})
        self.assertNotIn("Y2xpZW50", repr(server) + repr(find("line2")))

    def test_addresses_that_cannot_be_right_are_refused(self) -> None:
        for url in ("wats.com", "ftp://wats.com", "https://", "https://user:pw@wats.com", "http://[x", "https://wats.com/?a=b", "https://wats.com/#top"):
            with self.subTest(url), self.assertRaises(SidecarError) as refused:
                resolve(url, None, None, {"PYWATS_API_TOKEN": "dA=="})
            self.assertNotIn("pw@", str(refused.exception))

    @unittest.skipIf(sys.platform == "win32", "Windows keeps permissions in access lists, not in mode bits")
    def test_a_token_file_that_others_can_read_is_refused(self) -> None:
        token = self.folder / "token"
        token.write_text("dA==")
        for mode in (0o644, 0o640, 0o602):
            token.chmod(mode)
            with self.subTest(oct(mode)), self.assertRaisesRegex(SidecarError, "can be read by other accounts: chmod 600"):
                resolve("https://x", token, None, {})
        self.assertEqual("dA==", resolve("https://x", token, None, {"CREDENTIALS_DIRECTORY": f"{self.folder}/"}).token)
        token.chmod(0o600)
        self.assertEqual("dA==", resolve("https://x", token, None, {}).token)

    def test_a_token_file_is_UTF_8_or_UTF_16_with_a_byte_order_mark_or_is_refused_by_name(self) -> None:
        token = self.folder / "token"
        token.touch(0o600)
        for content in (b"dA==\r\n", b"\xef\xbb\xbfdA==", "\ufeffdA==\r\n".encode("utf-16-le"), "\ufeffdA==".encode("utf-16-be")):
            token.write_bytes(content)
            self.assertEqual("dA==", resolve("https://x", token, None, {}).token)
        for content in ("dA==".encode("utf-16-le"), "dA==".encode("utf-16-be"), b"d\xe5A==", b"\xff\xfedA="):
            token.write_bytes(content)
            with self.subTest(content), self.assertRaisesRegex(SidecarError, f"{re.escape(str(token))} .*save it as UTF-8"):
                resolve("https://x", token, None, {})


if __name__ == "__main__":
    unittest.main()
