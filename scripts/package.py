"""Makes the zips that a site installs from: the program with its runtime, the sidecar, scripts, docs, licences.

Called by scripts/publish and scripts/publish.ps1. Same sources and packages give the same zips, byte for byte,
as far as the .NET SDK does: times are those of the last commit, names are in order.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import package_licences

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = {"VteBridge": "bin", "VteBridge.Simulator": "simulator"}
RUNNABLE = re.compile(r"^(demo|bin/vtebridge|simulator/vtebridge-simulator|scripts/(demo|setup-sidecar|vtebridge|vtebridge-simulator|deploy/install-service))$")
IGNORED = shutil.ignore_patterns("__pycache__", "*.pyc", "bin", "obj")


def main() -> int:
    parser = argparse.ArgumentParser(prog="publish", description="Makes self-contained zips and their SHA-256 sums.")
    parser.add_argument("--rid", action="append", choices=["linux-x64", "win-x64"], help="for which system (both)")
    parser.add_argument("--out", type=Path, default=ROOT / "artifacts" / "publish", help="where the zips go (artifacts/publish)")
    parser.add_argument("properties", nargs="*", metavar="-p:NAME=VALUE", help="after --: properties for dotnet publish, such as -p:SqlClientVersion=6.1.*, or -p:PublishReadyToRun=false where its compiler is not on the feed")
    options = parser.parse_args()
    out = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    zips = []
    for rid in options.rid or ["linux-x64", "win-x64"]:
        stage = out / "stage" / rid
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True)
        print(f"{rid}: publishing", flush=True)
        fill(stage, rid, out / "build" / rid, options.properties)
        target = out / f"vtebridge-{version()}-{rid}.zip"
        pack(stage, target)
        print(f"{rid}: {target} ({target.stat().st_size >> 20} MB)", flush=True)
        zips.append(target)
    sums = "".join(f"{sha256(file)}  {file.name}\n" for file in sorted(zips))
    (out / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    return 0


def version() -> str:
    props = (ROOT / "src-dotnet" / "Directory.Build.props").read_text(encoding="utf-8")
    return re.search(r"<Version>(.+?)</Version>", props)[1]


def fill(stage: Path, rid: str, build: Path, properties: list[str]) -> None:
    packages = {}
    for project, folder in PROGRAMS.items():
        publish(project, rid, build, stage / folder, properties)
        packages[folder] = package_licences.shipped(build / "obj" / project / "project.assets.json", rid)
    package_licences.write(packages, ROOT / "scripts" / "deploy" / "licences", stage / "licences")
    shutil.copytree(ROOT / "src-python" / "vtebridge_sidecar", stage / "sidecar" / "vtebridge_sidecar", ignore=IGNORED)
    shutil.copy(ROOT / "src-python" / "requirements.txt", stage / "sidecar")
    shutil.copytree(ROOT / "docs", stage / "docs", ignore=IGNORED)
    shutil.copy(ROOT / "README.md", stage)
    copy_scripts(stage)
    sums = "".join(f"{sha256(file)}  {file.relative_to(stage).as_posix()}\n" for file in files(stage))
    (stage / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")


def publish(project: str, rid: str, build: Path, out: Path, properties: list[str]) -> None:
    command = ["dotnet", "publish", str(ROOT / "src-dotnet" / project), "-c", "Release", "-r", rid, "--self-contained"]
    # A task that starts every five minutes would else compile SqlClient each time (docs/decisions.md). Not the simulator,
    # whose T-SQL parser takes minutes to compile ahead.
    if project == "VteBridge":
        command += ["-p:PublishReadyToRun=true"]
    command += ["-o", str(out), "--artifacts-path", str(build), "-nologo", "-v", "quiet", "-p:ContinuousIntegrationBuild=true", *properties]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        raise SystemExit(f"dotnet publish of {project} for {rid} failed; the lines above say why.")


def copy_scripts(stage: Path) -> None:
    """The scripts of the tree that make sense without it; those in deploy/zip stand in for their namesakes of the tree."""
    scripts = stage / "scripts"
    scripts.mkdir()
    for name in ("demo.py", "setup-sidecar", "setup-sidecar.ps1", "vte-read-only-login.sql"):
        shutil.copy(ROOT / "scripts" / name, scripts)
    shutil.copytree(ROOT / "scripts" / "deploy", scripts / "deploy", ignore=shutil.ignore_patterns("zip", "licences", "Dockerfile*"))
    for file in sorted((ROOT / "scripts" / "deploy" / "zip").iterdir()):
        shutil.copy(file, stage if file.stem == "demo" else scripts)


def pack(stage: Path, target: Path) -> None:
    moment = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH") or last_commit() or 0))[:6]
    moment = max(moment, (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for file in files(stage):
            name = file.relative_to(stage).as_posix()
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system = 3
            entry.external_attr = (0o100755 if RUNNABLE.match(name) else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())


def last_commit() -> str:
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    return asked.stdout.strip() if asked.returncode == 0 else ""


def files(folder: Path) -> list[Path]:
    return sorted((file for file in folder.rglob("*") if file.is_file()), key=lambda file: file.relative_to(folder).as_posix())


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
