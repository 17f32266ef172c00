"""scripts/setup-sidecar, run as a person would run it; no index is asked."""

import subprocess
import sys
import unittest
import zipfile
from pathlib import Path

from support import FolderTest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "setup-sidecar"


@unittest.skipIf(sys.platform == "win32", "this is the bash script; Windows has its own")
class SetUp(FolderTest):
    def run_script(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        self.venv = self.queue.parent / "environment"
        command = [str(SCRIPT), "--venv", str(self.venv), "--python", sys.executable, *arguments]
        return subprocess.run(command, capture_output=True, text=True)

    def test_from_a_folder_of_wheels_it_makes_the_environment_and_says_where(self) -> None:
        name = "pywats_api-0.5.0b6"
        with zipfile.ZipFile(self.queue / f"{name}-py3-none-any.whl", "w") as wheel:
            wheel.writestr("pywats/__init__.py", "")
            wheel.writestr(f"{name}.dist-info/METADATA", "Metadata-Version: 2.1\nName: pywats-api\nVersion: 0.5.0b6\n")
            wheel.writestr(f"{name}.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{name}.dist-info/RECORD", "")
        run = self.run_script("--wheels", str(self.queue))
        self.assertEqual((0, f"{self.venv}/bin/python\n"), (run.returncode, run.stdout), run.stderr)
        self.assertEqual(0, subprocess.run([run.stdout.strip(), "-I", "-c", "import pywats"]).returncode)

    def test_without_the_wheels_it_says_what_is_missing_and_leaves_nothing_half_made(self) -> None:
        run = self.run_script("--wheels", str(self.queue))
        self.assertEqual((4, ""), (run.returncode, run.stdout))
        self.assertIn("pip download", run.stderr)
        self.assertFalse(self.venv.exists())

    def test_wrong_options_exit_with_2(self) -> None:
        for arguments in (["--nonsense"], ["--wheels"]):
            self.assertEqual(2, self.run_script(*arguments).returncode)


if __name__ == "__main__":
    unittest.main()
