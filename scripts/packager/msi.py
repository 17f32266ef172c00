"""Makes the Windows package: program files for the machine, and the service, registered but not started.

Configuration and state are in ProgramData and belong to the site: no version of the package contains or removes them.
The program itself manages the service ("vtebridge service ..."), so that the zip and the MSI do the same.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import struct
import subprocess
import uuid
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import quoteattr

from . import stage

RIDS = ("win-x64",)
# This must never change: Windows finds earlier versions by it.
UPGRADE_CODE = "6B3C1E02-61D6-5B5E-9C3A-0F52B8F0A001"
_LEFT_OUT = ("simulator/", "demo", "scripts/demo", "scripts/vtebridge-simulator", "scripts/deploy/install-service", "scripts/deploy/vtebridge.service", "SHA256SUMS")
_PRODUCT = """\
<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="{product}" Name="VteBridge" Language="1033" Version="{version}" Manufacturer="The VteBridge authors" UpgradeCode="{upgrade}">
    <Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine" Description="VteBridge {version}" Comments="Test results from Keysight VTE to WATS"/>
    <MajorUpgrade DowngradeErrorMessage="A newer version of VteBridge is installed."/>
    <Media Id="1" Cabinet="vtebridge.cab" EmbedCab="yes"/>
    <Property Id="ARPNOMODIFY" Value="1"/>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder">
        <Directory Id="INSTALLDIR" Name="VteBridge">
{tree}
        </Directory>
      </Directory>
    </Directory>
    <Feature Id="Main" Level="1">
{components}
    </Feature>
{actions}
    <InstallExecuteSequence>
{sequence}
    </InstallExecuteSequence>
  </Product>
</Wix>
"""
# Arguments of the program, place in the sequence, condition, and whether a failure is ignored: a service that cannot be stopped or removed
_ACTIONS = {
    "StopService": ("service stop", 1950, 'REMOVE="ALL" AND UPGRADINGPRODUCTCODE', "ignore"),
    "RemoveService": ("service uninstall", 1951, 'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE', "ignore"),
    "InstallService": ("service install", 4100, 'NOT REMOVE="ALL"', "check"),
    "RestartService": ("service start --if-automatic", 4101, "WIX_UPGRADE_DETECTED", "ignore"),
}

# Of Windows' table Upgrade.
_MIGRATE_FEATURES, _INCLUDE_MAXIMUM = 1, 512


def missing() -> str:
    return "" if shutil.which("wixl") and shutil.which("msibuild") else "there is no wixl on this machine (Debian: apt install wixl msitools)"


def make(folder: Path, out: Path, rid: str, version: str) -> Path:
    files = [(name, file) for name, file in stage.files(folder) if not name.startswith(_LEFT_OUT)]
    contents = hashlib.sha256("".join(f"{name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n" for name, file in files).encode()).hexdigest()
    tree = out / "msi"
    shutil.rmtree(tree, ignore_errors=True)
    for name, file in files:
        target = tree / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        os.utime(target, (stage.moment(), stage.moment()))
    source = out / "vtebridge.wxs"
    source.write_text(_describe([name for name, _ in files], tree, version, _guid(f"product {version} {contents}")), encoding="utf-8")
    target = out / f"vtebridge-{version}-{rid}.msi"
    target.unlink(missing_ok=True)
    subprocess.run(["wixl", "-a", "x64", "-o", target, source.name], cwd=out, check=True)
    # wixl puts these behind everything else.
    order = {"RemoveExistingProducts": 1501, **{action: at for action, (_, at, _, _) in _ACTIONS.items()}}
    queries = [f"UPDATE InstallExecuteSequence SET Sequence={at} WHERE Action='{action}'" for action, at in order.items()]
    # Another build of the same version takes the place of the first: WiX' AllowSameVersionUpgrades, which wixl does not know.
    queries.append("DELETE FROM Upgrade WHERE ActionProperty='WIX_UPGRADE_DETECTED'")
    row = f"('{{{UPGRADE_CODE}}}', '{version}', {_MIGRATE_FEATURES | _INCLUDE_MAXIMUM}, 'WIX_UPGRADE_DETECTED')"
    queries.append(f"INSERT INTO Upgrade (UpgradeCode, VersionMax, Attributes, ActionProperty) VALUES {row}")
    for query in queries:
        subprocess.run(["msibuild", target, "-q", query], check=True)
    target.write_bytes(_repeatable(target, _guid(f"package {version} {contents}")))
    shutil.rmtree(tree)
    source.unlink()
    return target


def _describe(names: list[str], tree: Path, version: str, product: str) -> str:
    components = []

    def folder(path: str, indent: str) -> list[str]:
        lines = []
        inside = [name for name in names if name.startswith(path)]
        for name in (name for name in inside if "/" not in name[len(path) :]):
            component = _id("c", name)
            components.append(f"      <ComponentRef Id={quoteattr(component)}/>")
            key = "vtebridge" if name == "bin/vtebridge.exe" else _id("f", name)
            lines.append(f'{indent}<Component Id="{component}" Guid="{_guid(name)}" Win64="yes">')
            lines.append(f'{indent}  <File Id="{key}" Name={quoteattr(PurePosixPath(name).name)} Source={quoteattr(f"{tree.name}/{name}")} KeyPath="yes"/>')
            lines.append(f"{indent}</Component>")
        for sub in sorted({name[len(path) :].split("/")[0] for name in inside if "/" in name[len(path) :]}):
            lines.append(f'{indent}<Directory Id="{_id("d", path + sub)}" Name={quoteattr(sub)}>')
            lines += folder(f"{path}{sub}/", indent + "  ")
            lines.append(f"{indent}</Directory>")
        return lines

    lines = folder("", " " * 10)
    actions = [
        f'    <CustomAction Id="{name}" FileKey="vtebridge" ExeCommand="{command}" Execute="deferred" Impersonate="no" Return="{result}"/>'
        for name, (command, _, _, result) in _ACTIONS.items()
    ]
    sequence = [f'      <Custom Action="{name}" After="InstallFiles">{_text(condition)}</Custom>' for name, (_, _, condition, _) in _ACTIONS.items()]
    return _PRODUCT.format(
        product=product,
        version=version,
        upgrade=UPGRADE_CODE,
        tree="\n".join(lines),
        components="\n".join(components),
        actions="\n".join(actions),
        sequence="\n".join(sequence),
    )


def _repeatable(package: Path, code: str) -> bytes:
    """The package with an id and times that are the same each time it is made: wixl draws the one and reads a clock for the others."""
    data = bytearray(package.read_bytes())
    drawn = re.search(rb"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", _summary(package).encode())[0]
    at = data.index(drawn)
    data[at : at + len(drawn)] = f"{{{code}}}".encode()
    # A FILETIME counts tenths of microseconds since 1601; type 0x40 marks one in the summary that holds the id.
    moment = struct.pack("<Q", (stage.moment() + 11_644_473_600) * 10_000_000)
    begin = data.rindex(b"\xfe\xff\x00\x00", 0, at)
    for found in re.finditer(rb"\x40\x00\x00\x00.{7}\x01", bytes(data[begin : at + 1024]), re.DOTALL):
        data[begin + found.start() + 4 : begin + found.end()] = moment
    return bytes(data)


def _summary(package: Path) -> str:
    return subprocess.run(["msiinfo", "suminfo", package], check=True, capture_output=True, text=True, errors="replace").stdout


def _guid(name: str) -> str:
    return str(uuid.uuid5(uuid.UUID(UPGRADE_CODE), name)).upper()


def _id(kind: str, name: str) -> str:
    return kind + hashlib.sha256(name.encode()).hexdigest()[:20]


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
