"""Shared helpers of the tests that need pyWATS: the real package or its stand-in, and a drain over real HTTP."""

from __future__ import annotations

import contextlib
import importlib
import sys
import unittest
import unittest.mock
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Iterator

from support import FolderTest, Run, StillClock, sidecar
from wats_server import TOKEN, WatsServer


class Packages:
    """pyWATS and the httpx that it uses: either the real packages or their stand-ins."""

    _NAMES = ("pywats", "pywats_client", "httpx")

    def __init__(self, name: str, folder: Path | None) -> None:
        self.name = name
        self.path = [str(folder)] if folder else []
        self._modules: dict[str, Any] = {}

    @contextlib.contextmanager
    def used(self) -> Iterator[None]:
        """While the context is active, imports in this process get these packages."""
        before = self._take()
        sys.modules.update(self._modules)
        sys.path[:0] = self.path
        try:
            yield
        finally:
            self._modules = self._take()
            sys.modules.update(before)
            for entry in self.path:
                sys.path.remove(entry)

    def _take(self) -> dict[str, Any]:
        mine = [name for name in sys.modules if name.partition(".")[0] in self._NAMES]
        return {name: sys.modules.pop(name) for name in mine}

    def missing(self) -> str:
        """Why the packages cannot be imported here; empty when they can."""
        with self.used():
            try:
                importlib.import_module("pywats")
            except Exception as e:
                return f"the real pyWATS does not import here: {e}"
        return ""


STAND_IN = Packages("stand_in", Path(__file__).resolve().parent / "stand_in")
REAL = Packages("real_pywats", None)
MISSING = REAL.missing()
needs_pywats = unittest.skipIf(MISSING, MISSING)


def on_each_pywats(body: type[unittest.TestCase]) -> None:
    """Makes two variants of a test class: one with the stand-in for pyWATS and one with the real pyWATS where it can be imported."""
    for packages in (STAND_IN, REAL):
        name = f"{body.__name__}_with_{packages.name}"
        variant = type(name, (body,), {"packages": packages, "__module__": body.__module__, "__qualname__": name})
        setattr(sys.modules[body.__module__], name, needs_pywats(variant) if packages is REAL else variant)


class PyWatsTest(FolderTest):
    """Drains over real HTTP with one of the pyWATS packages and a clock that only sleeping moves."""

    packages = STAND_IN

    def setUp(self) -> None:
        super().setUp()
        used = self.packages.used()
        used.__enter__()
        self.addCleanup(used.__exit__, None, None, None)
        self.clock = StillClock(datetime.now(timezone.utc).replace(microsecond=0))
        patch = unittest.mock.patch("vtebridge_sidecar.commands.Clock", return_value=self.clock)
        patch.start()
        self.addCleanup(patch.stop)

    def drain(self, wats: WatsServer, *more: str) -> Run:
        return sidecar("drain", "--queue", str(self.queue), "--once", *more, server=wats.url, token=TOKEN)
