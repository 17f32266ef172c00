"""The parts of scripts/publish that can be tested without a .NET SDK."""

import json
import os
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts"))

from packager import licences, sbom, stage, zips


class PackageTests(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.stage = self.folder / "stage"

    def file(self, name: str, text: str = "text") -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def test_the_same_files_give_the_same_zip_whenever_they_were_written(self) -> None:
        for name in ("stage/b", "stage/bin/vtebridge", "stage/a"):
            self.file(name)
        with mock.patch.dict(os.environ, {"SOURCE_DATE_EPOCH": "1700000000"}):
            one = zips.make(self.stage, self.folder, "linux-x64", "1").read_bytes()
            os.utime(self.stage / "a", (1, 1))
            two = zips.make(self.stage, self.folder, "linux-x64", "2").read_bytes()
        self.assertEqual(one, two)

    def test_programs_can_be_run_after_unpacking_and_nothing_else_can(self) -> None:
        for name in ("demo", "bin/vtebridge", "scripts/deploy/install-service", "README.md", "bin/vtebridge.dll"):
            self.file(f"stage/{name}")
        with zipfile.ZipFile(zips.make(self.stage, self.folder, "linux-x64", "1")) as archive:
            runnable = [entry.filename for entry in archive.infolist() if entry.external_attr >> 16 & 0o111]
        self.assertEqual(runnable, ["bin/vtebridge", "demo", "scripts/deploy/install-service"])

    def test_the_scripts_of_a_package_stand_alone(self) -> None:
        self.stage.mkdir()
        stage.copy_scripts(self.stage)
        names = {name for name, _ in stage.files(self.stage)}
        self.assertLessEqual({"demo", "demo.ps1", "scripts/demo.py", "scripts/vtebridge", "scripts/setup-sidecar"}, names)
        self.assertLessEqual({"scripts/deploy/install-service", "scripts/deploy/install-task.ps1"}, names)
        self.assertNotIn("scripts/run-from-tree", names)
        self.assertNotIn("scripts/deploy/Dockerfile", names)

    def restored(self, licence: str) -> Path:
        """A restored project with two packages; no file of the second one ships."""
        nuspec = f"<package><metadata><id>Used</id><license>{licence}</license><copyright>2024 Somebody</copyright></metadata></package>"
        self.file("packages/used/1.0/used.nuspec", nuspec)
        target = {"Used/1.0": {"type": "package", "runtime": {"lib/Used.dll": {}}}, "Unused/2.0": {"type": "package", "runtime": {"lib/_._": {}}}}
        assets = {"packageFolders": {str(self.folder / "packages"): {}}, "targets": {"net10.0/linux-x64": target}, "project": {"frameworks": {"net10.0": {}}}}
        return self.file("assets.json", json.dumps(assets))

    def test_only_what_ships_is_listed_with_its_licence(self) -> None:
        texts = self.file("texts/MIT.txt").parent
        licences.write({"bin": licences.shipped(self.restored("MIT"), "linux-x64")}, texts, self.folder / "licences")
        listed = (self.folder / "licences" / "licences.md").read_text(encoding="utf-8")
        self.assertIn("| Used | 1.0 | bin | MIT | 2024 Somebody | MIT.txt |", listed)
        self.assertNotIn("Unused", listed)
        self.assertTrue((self.folder / "licences" / "MIT.txt").exists())

    def test_the_bill_of_materials_is_the_same_twice_and_names_what_ships(self) -> None:
        shipped = {"bin": licences.shipped(self.restored("MIT"), "linux-x64")}
        for name in ("one.json", "two.json"):
            sbom.write(shipped, "1.2.3", 1_700_000_000, self.folder / name)
        one = (self.folder / "one.json").read_text(encoding="utf-8")
        self.assertEqual(one, (self.folder / "two.json").read_text(encoding="utf-8"))
        document = json.loads(one)
        self.assertEqual((document["bomFormat"], document["metadata"]["component"]["version"]), ("CycloneDX", "1.2.3"))
        self.assertEqual([component["purl"] for component in document["components"]], ["pkg:nuget/Used@1.0"])
        self.assertEqual(document["components"][0]["licenses"], [{"license": {"id": "MIT"}}])

    def test_a_licence_without_a_text_stops_the_publishing(self) -> None:
        packages = licences.shipped(self.restored("Odd-1.0"), "linux-x64")
        with self.assertRaisesRegex(SystemExit, "no text of its licence 'Odd-1.0'"):
            licences.write({"bin": packages}, self.folder / "texts", self.folder / "licences")

    def test_everything_that_ships_has_the_text_of_its_licence(self) -> None:
        for project in ("VteBridge", "VteBridge.Simulator"):
            assets = stage.ROOT / "src-dotnet" / project / "obj" / "project.assets.json"
            if not assets.exists():
                self.skipTest(f"{project} has not been restored")
            for rid in stage.RIDS:
                texts = self.folder / project / rid
                licences.write({"bin": licences.shipped(assets, rid)}, stage.ROOT / "scripts" / "deploy" / "licences", texts)
                self.assertIn("Microsoft.NETCore.App.Runtime", (texts / "licences.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
