"""Type checks of the sidecar where mypy is installed: as strict as pyproject.toml says, for Linux and Windows."""

import os
import shutil
import subprocess
import unittest
from pathlib import Path

from support import SOURCE

MYPY = shutil.which("mypy")


class Types(unittest.TestCase):
    @unittest.skipIf(MYPY is None, "mypy is not installed here")
    def test_mypy_finds_nothing_on_Linux_nor_on_Windows(self) -> None:
        for platform in ("linux", "win32"):
            with self.subTest(platform):
                command = [str(MYPY), "--platform", platform, "--config-file", str(Path(SOURCE).parent / "pyproject.toml")]
                run = subprocess.run([*command, "--cache-dir", os.devnull, str(SOURCE / "vtebridge_sidecar")], capture_output=True, text=True)
                self.assertEqual(0, run.returncode, run.stdout + run.stderr)


if __name__ == "__main__":
    unittest.main()
