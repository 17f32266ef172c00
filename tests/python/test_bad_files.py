"""Files that cannot be reports; needs no pyWATS."""

import asyncio
import json
import unittest

from support import FolderTest, ScriptedWats, drain, guid, report
from vtebridge_sidecar.answer import Answer, Verdict


class BadFiles(FolderTest):
    def test_a_file_that_can_be_no_report_is_rejected_with_the_reason_and_the_rest_goes_on(self) -> None:
        good = json.dumps(report(1)).encode()
        bad = {
            2: (b"", "empty"),
            3: (b"hello", "not JSON"),
            4: (good[: len(good) // 2], "cut off"),
            5: (b"\xef\xbb\xbf" + good, "byte order mark (UTF-8)"),
            6: ("\ufeff{}".encode("utf-16-le"), "byte order mark (UTF-16)"),
            7: (b'{"a":"\xff"}', "not UTF-8"),
            8: (b"[1]", "not an object"),
            9: (b'{"id":' + json.dumps(guid(9)).encode() + b',"x":NaN}', "NaN"),
            10: (b'{"id":' + json.dumps(guid(10)).encode() + b',"x":1e999}', "too large"),
            11: (good, "must be the same"),
            12: (b"[" * 200_000, "nested too deeply"),
            13: (b'{"id":' + json.dumps(guid(13)).encode() + b',"x":"\\ud800"}', "half of a surrogate pair"),
        }
        self.put(1, good)
        for n, (content, _) in bad.items():
            self.put(n, content)
        wats = ScriptedWats()
        run = drain(self.queue, wats)
        self.assertEqual([guid(1)], wats.sent)
        for n, (_, reason) in bad.items():
            with self.subTest(reason):
                self.assertEqual("Rejected", run.outcome(n))
                self.assertIn(reason, self.info(n)["error"])
                self.assertTrue(self.info(n)["permanent"])
                self.assertEqual([".error", ".error.info"], self.states(n))

    def test_a_file_of_50_MB_is_rejected_without_being_read(self) -> None:
        with (self.queue / f"{guid(1)}.queued").open("wb") as file:
            file.truncate(50_000_000)
        run = drain(self.queue, ScriptedWats())
        self.assertIn("50,000,000 bytes", run.line(1)["message"])


    def test_large_reports_go_one_at_a_time_to_keep_memory_flat(self) -> None:
        for n in range(6):
            self.put(n, json.dumps({**report(n), "comment": "x" * (2_100_000 if n % 2 else 0)}).encode())
        large, most = 0, 0

        class Slow(ScriptedWats):
            async def submit(inner, sent: dict[str, object], size: int) -> Answer:
                nonlocal large, most
                large += size > 2_000_000
                most = max(most, large)
                await asyncio.sleep(0)
                large -= size > 2_000_000
                return Answer(Verdict.ACCEPTED)

        self.assertEqual((6, 1), (drain(self.queue, Slow()).done["accepted"], most))


if __name__ == "__main__":
    unittest.main()
