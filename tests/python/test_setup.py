"""scripts/setup-sidecar, run as a person runs it, but without a package index."""

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

    def wheel(self, name: str, version: str, package: str) -> None:
        stem = f"{name}-{version}"
        with zipfile.ZipFile(self.queue / f"{stem}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{package}/__init__.py", "")
            wheel.writestr(f"{stem}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
            wheel.writestr(f"{stem}.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{stem}.dist-info/RECORD", "")

    def test_from_a_folder_of_wheels_it_makes_the_environment_and_says_where(self) -> None:
        self.wheel("pywats_api", "0.5.0b6", "pywats")
        self.wheel("jsonschema", "4.26.0", "jsonschema")
        run = self.run_script("--wheels", str(self.queue))
        self.assertEqual((0, f"{self.venv}/bin/python\n"), (run.returncode, run.stdout), run.stderr)
        self.assertEqual(0, subprocess.run([run.stdout.strip(), "-I", "-c", "import pywats, jsonschema"]).returncode)

    def test_another_version_can_be_asked_for(self) -> None:
        self.wheel("pywats_api", "0.6.0rc1", "pywats")
        self.wheel("jsonschema", "4.26.0", "jsonschema")
        run = self.run_script("--wheels", str(self.queue), "--version", "0.6.0rc1")
        self.assertEqual(0, run.returncode, run.stderr)
        says = "from importlib import metadata; print(metadata.version('pywats-api'))"
        self.assertEqual(b"0.6.0rc1\n", subprocess.run([run.stdout.strip(), "-I", "-c", says], capture_output=True).stdout)

    def test_without_the_wheels_it_says_what_is_missing_and_leaves_nothing_half_made(self) -> None:
        run = self.run_script("--wheels", str(self.queue))
        self.assertEqual((4, ""), (run.returncode, run.stdout))
        self.assertIn("pip download", run.stderr)
        self.assertFalse(self.venv.exists())

    def test_wrong_options_exit_with_2(self) -> None:
        for arguments in (["--nonsense"], ["--wheels"], ["--version", "1; rm"]):
            self.assertEqual(2, self.run_script(*arguments).returncode)


if __name__ == "__main__":
    unittest.main()
