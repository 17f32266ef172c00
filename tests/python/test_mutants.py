"""Keeps the list of scripts/mutants valid: every change finds its line, and every named test exists."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import re
import sys
import unittest
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent.parent


def load() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("mutants", str(ROOT / "scripts" / "mutants"))
    spec = importlib.util.spec_from_loader("mutants", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants"] = module
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = written
    return module


class Mutants(unittest.TestCase):
    def setUp(self) -> None:
        self.tool = load()
        self.all = self.tool.read()

    def test_there_are_at_least_sixty_and_each_says_why(self) -> None:
        self.assertGreaterEqual(len(self.all), 60)
        self.assertEqual(len(self.all), len({m.why for m in self.all}))

    def test_each_changes_one_line_that_is_there_once(self) -> None:
        for mutant in self.all:
            with self.subTest(mutant.why):
                text = (ROOT / mutant.file).read_text(encoding="utf-8")
                self.assertNotEqual(text, self.tool.mutated(mutant, text))

    def test_the_named_test_of_each_is_there(self) -> None:
        for mutant in self.all:
            with self.subTest(mutant.why):
                *folders, kind, method = mutant.test.split(".")
                if mutant.is_python:
                    text = (ROOT / "tests" / "python" / f"{folders[0]}.py").read_text(encoding="utf-8")
                    self.assertRegex(text, rf"class {kind}\(")
                    self.assertRegex(text, rf"def {method}\(")
                else:
                    # A class may inherit its tests from a base class in the same folder.
                    folder = ROOT.joinpath(self.tool.TESTS, *folders)
                    self.assertTrue((folder / f"{kind}.cs").exists(), mutant.test)
                    texts = (file.read_text(encoding="utf-8") for file in folder.glob("*.cs"))
                    self.assertTrue(any(re.search(rf"\b{method}\(", text) for text in texts), mutant.test)


if __name__ == "__main__":
    unittest.main()
