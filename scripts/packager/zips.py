"""Makes the zip: everything, to be unpacked in any folder."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

from . import stage

RIDS = stage.RIDS


def missing() -> str:
    return ""


def make(folder: Path, out: Path, rid: str, version: str) -> Path:
    target = out / f"vtebridge-{version}-{rid}.zip"
    moment = time.gmtime(stage.moment())[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, file in stage.files(folder):
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system = 3
            entry.external_attr = (0o100755 if stage.RUNNABLE.match(name) else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
    return target
