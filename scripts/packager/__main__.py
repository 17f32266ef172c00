"""Makes the packages that a site installs: zip, MSI and deb, each with SBOM and licences, and SHA256SUMS for all of them.

scripts/publish and scripts/publish.ps1 call it. The same commit gives the same bytes: file times are those of the last commit,
files are sorted by name, and ids are derived from names.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path

from . import deb, msi, stage, zips

MAKERS = {"zip": zips, "deb": deb, "msi": msi}


def main() -> int:
    parser = argparse.ArgumentParser(prog="publish", description="Makes self-contained packages and their SHA-256 sums.")
    parser.add_argument("--rid", action="append", choices=stage.RIDS, help="the system to make packages for (all)")
    parser.add_argument("--kind", action="append", choices=MAKERS, help="the kind of package (all that this machine can make)")
    parser.add_argument("--out", type=Path, default=stage.ROOT / "artifacts" / "publish", help="the folder for the packages (artifacts/publish)")
    parser.add_argument("--sign", type=Path, metavar="KEY", help="a private key (PEM, RSA or EC): writes a detached signature, NAME.sig, for each package and SHA256SUMS")
    parser.add_argument("--version", default=stage.version(), help="version number of the packages, to test an upgrade; the program keeps its own")
    parser.add_argument("--no-build", action="store_true", help="do not publish again; pack the output of the last run")
    parser.add_argument("properties", nargs="*", metavar="-p:NAME=VALUE", help="after --: properties for dotnet publish")
    options = parser.parse_args()
    out = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    for signature in out.glob("*.sig"):
        signature.unlink()
    for rid in options.rid or stage.RIDS:
        folder = out / "stage" / rid
        if not options.no_build:
            print(f"{rid}: publishing", flush=True)
            stage.fill(folder, rid, out / "build" / rid, options.properties)
        for kind in options.kind or MAKERS:
            maker = MAKERS[kind]
            if rid not in maker.RIDS:
                continue
            if missing := maker.missing():
                print(f"{rid}: no {kind} was made: {missing}", flush=True)
                if options.kind:
                    return 1
                continue
            target = maker.make(folder, out, rid, options.version)
            print(f"{rid}: {target} ({target.stat().st_size >> 20} MB)", flush=True)
    write_sums(out)
    if options.sign:
        sign(out, options.sign)
    return 0


def packages(out: Path) -> list[Path]:
    return sorted(file for kind in MAKERS for file in out.glob(f"vtebridge*.{kind}"))


def write_sums(out: Path) -> None:
    sums = "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in packages(out))
    (out / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")


def sign(out: Path, key: Path) -> None:
    """Writes a NAME.sig for each file. To check one: openssl dgst -sha256 -verify public.pem -signature NAME.sig NAME"""
    for file in [*packages(out), out / "SHA256SUMS"]:
        subprocess.run(["openssl", "dgst", "-sha256", "-sign", key, "-out", f"{file}.sig", file], check=True)


if __name__ == "__main__":
    sys.exit(main())
