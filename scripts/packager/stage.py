"""Makes the folder from which all packages of one system are made."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from . import licences, sbom

ROOT = Path(__file__).resolve().parents[2]
RIDS = ("linux-x64", "linux-arm64", "win-x64")
RUNNABLE = re.compile(r"^(demo|bin/vtebridge|simulator/vtebridge-simulator|scripts/(demo|setup-sidecar|vtebridge|vtebridge-simulator|deploy/install-service))$")
IGNORED = shutil.ignore_patterns("__pycache__", "*.pyc", "bin", "obj")
_PROGRAMS = {"VteBridge": "bin", "VteBridge.Simulator": "simulator"}


def version() -> str:
    """The version, which only Directory.Build.props states."""
    props = (ROOT / "src-dotnet" / "Directory.Build.props").read_text(encoding="utf-8")
    return re.search(r"<Version>(.+?)</Version>", props)[1]


def moment() -> int:
    """The time of every file in a package, in seconds since 1970: SOURCE_DATE_EPOCH, or the time of the last commit."""
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    return max(int(os.environ.get("SOURCE_DATE_EPOCH") or asked.stdout.strip() or 0), 315_532_800)


def fill(stage: Path, rid: str, build: Path, properties: list[str]) -> None:
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    packages = {}
    for project, folder in _PROGRAMS.items():
        _publish(project, rid, build, stage / folder, properties)
        packages[folder] = licences.shipped(build / "obj" / project / "project.assets.json", rid)
    licences.write(packages, ROOT / "scripts" / "deploy" / "licences", stage / "licences")
    sbom.write(packages, version(), moment(), stage / "sbom.cdx.json")
    shutil.copytree(ROOT / "src-python" / "vtebridge_sidecar", stage / "sidecar" / "vtebridge_sidecar", ignore=IGNORED)
    shutil.copy(ROOT / "src-python" / "requirements.txt", stage / "sidecar")
    shutil.copytree(ROOT / "docs", stage / "docs", ignore=IGNORED)
    for name in ("README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, stage)
    copy_scripts(stage)
    sums = "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {name}\n" for name, file in files(stage))
    (stage / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")


def files(folder: Path) -> list[tuple[str, Path]]:
    """Every file with its path relative to the folder, with slashes, sorted."""
    return sorted((file.relative_to(folder).as_posix(), file) for file in folder.rglob("*") if file.is_file())


def _publish(project: str, rid: str, build: Path, out: Path, properties: list[str]) -> None:
    options = [str(ROOT / "src-dotnet" / project), "--artifacts-path", str(build), "-v", "quiet", "-p:SelfContained=true", *properties]
    # Compiled ahead of time, because a task that starts every five minutes would otherwise compile SqlClient each time
    # (docs/decisions/running.md). The simulator is not: its T-SQL parser takes minutes to compile.
    if project == "VteBridge":
        options += ["-p:PublishReadyToRun=true"]
    # A program contains the path of its symbols, which is below the build folder: without PathMap, another folder gives other bytes.
    options += [f"-p:PathMap={ROOT}=/_%2C{build}=/build"]
    # Restores for all systems, because the lock file covers all.
    _dotnet("restore", *options)
    _dotnet("publish", *options, "-c", "Release", "-r", rid, "--no-restore", "-o", str(out), "-nologo", "-p:ContinuousIntegrationBuild=true")


def _dotnet(*arguments: str) -> None:
    done = subprocess.run(["dotnet", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        raise SystemExit(f"dotnet {' '.join(arguments)} failed; the lines above say why.")


def copy_scripts(stage: Path) -> None:
    """Copies the scripts that work without the source tree. Those in deploy/zip replace the tree's scripts of the same name."""
    scripts = stage / "scripts"
    scripts.mkdir()
    for name in ("demo.py", "setup-sidecar", "setup-sidecar.ps1", "vte-read-only-login.sql"):
        shutil.copy(ROOT / "scripts" / name, scripts)
    ignored = shutil.ignore_patterns("zip", "deb", "licences", "Dockerfile*")
    shutil.copytree(ROOT / "scripts" / "deploy", scripts / "deploy", ignore=ignored)
    for file in sorted((ROOT / "scripts" / "deploy" / "zip").iterdir()):
        shutil.copy(file, stage if file.stem == "demo" else scripts)
