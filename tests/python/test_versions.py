"""What each version of pyWATS supports, and the order of versions."""

import unittest

import support  # noqa: F401 (makes the sidecar importable)
from vtebridge_sidecar.routes import Installed, findings
from vtebridge_sidecar.versions import at_least, before, version_key


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


class Versions(unittest.TestCase):
    def test_they_are_ordered_as_PEP_440_says(self) -> None:
        ordered = "0.1.0b37 0.2.0b1 0.5.0.dev1 0.5.0a1 0.5.0b4 0.5.0b6.dev2 0.5.0b6 0.5.0b6.post1 0.5.0b10 0.5.0rc1 0.5.0 0.5.0.post1 0.5.1 0.6.0rc1 0.6 0.10 1!0.1".split()
        keys = [version_key(v) or () for v in ordered]
        self.assertEqual(sorted(keys), keys)
        self.assertEqual(len(keys), len(set(keys)))

    def test_the_same_version_is_written_in_several_ways(self) -> None:
        for one, other in (("0.6.0rc1", "v0.6.0-RC.1"), ("0.6", "0.6.0"), ("0.5.0b6", "0.5.0beta6"), ("0.5.0+local", "0.5.0"), ("0.5.0-1", "0.5.0.post1")):
            with self.subTest(one):
                self.assertEqual(version_key(one), version_key(other))

    def test_what_is_no_version_is_neither_before_nor_after_any(self) -> None:
        for text in ("", "latest", "0.5.x", "0.5.0b6 "[:-1] + "~"):
            self.assertEqual((None, False, False), (version_key(text), at_least(text, "0.1"), before(text, "9")))


if __name__ == "__main__":
    unittest.main()
