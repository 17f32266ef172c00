"""Makes the Debian package: the program in /opt/vtebridge as install-service places it, an account, a unit and the site's folders."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from . import stage

RIDS = ("linux-x64", "linux-arm64")
_ARCHITECTURES = {"linux-x64": "amd64", "linux-arm64": "arm64"}
_LEFT_OUT = ("simulator/", "demo", "scripts/demo", "scripts/vtebridge-simulator", "scripts/deploy/install-task", "SHA256SUMS")
_CONTROL = """\
Package: vtebridge
Version: {version}
Architecture: {architecture}
Maintainer: The VteBridge authors <vtebridge@localhost>
Section: misc
Priority: optional
Installed-Size: {kilobytes}
Depends: libc6, libgcc-s1, libstdc++6, libssl3 | libssl3t64, libicu72 | libicu76 | libicu74 | libicu70, ca-certificates, passwd
Recommends: python3 (>= 3.10), python3-venv
Description: copies test results from Keysight VTE to WATS
 Reads VTE's SQL Server database read-only, makes a report of each test run and
 repair and hands it to WATS, as a systemd service or step by step.
"""


def missing() -> str:
    return "" if shutil.which("dpkg-deb") else "there is no dpkg-deb on this machine"


def make(folder: Path, out: Path, rid: str, version: str) -> Path:
    tree = out / "deb" / rid
    shutil.rmtree(tree, ignore_errors=True)
    for name, file in stage.files(folder):
        if not name.startswith(_LEFT_OUT):
            _copy(file, tree / "opt/vtebridge" / name, 0o755 if stage.RUNNABLE.match(name) else 0o644)
    _copy(folder / "scripts/deploy/vtebridge.service", tree / "usr/lib/systemd/system/vtebridge.service", 0o644)
    _copy(folder / "LICENSE", tree / "usr/share/doc/vtebridge/copyright", 0o644)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/vtebridge").symlink_to("/opt/vtebridge/bin/vtebridge")
    (tree / "etc/vtebridge/credentials").mkdir(parents=True)
    for script in sorted((stage.ROOT / "scripts/deploy/deb").iterdir()):
        _copy(script, tree / "DEBIAN" / script.name, 0o755)
    size = sum(file.stat().st_size for _, file in stage.files(tree) if not file.is_symlink()) // 1024
    control = _CONTROL.format(version=version, architecture=_ARCHITECTURES[rid], kilobytes=size)
    (tree / "DEBIAN/control").write_text(control, encoding="utf-8", newline="\n")
    for directory in [tree, *(path for path in tree.rglob("*") if path.is_dir() and not path.is_symlink())]:
        directory.chmod(0o755)
    for directory in ("etc/vtebridge", "etc/vtebridge/credentials"):
        (tree / directory).chmod(0o750)
    target = out / f"vtebridge_{version}_{_ARCHITECTURES[rid]}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", "--build", tree, target],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(stage.moment())},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    shutil.rmtree(tree)
    return target


def _copy(file: Path, target: Path, mode: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)
    target.chmod(mode)
