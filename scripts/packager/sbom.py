"""Makes the bill of materials: a CycloneDX document of the packages that ship, read from the restored packages."""

from __future__ import annotations

import json
import time
import uuid
from pathlib import Path

from .licences import Package


def write(parts: dict[str, list[Package]], version: str, moment: int, out: Path) -> None:
    """``parts``: the packages of each folder. The serial number is derived from the contents, so that equal contents get the same one."""
    packages = sorted(set().union(*parts.values()))
    components = [_component(package, [folder for folder, shipped in parts.items() if package in shipped]) for package in packages]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(components)).urn,
        "version": 1,
        "metadata": {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment)),
            "component": {"type": "application", "name": "VteBridge", "version": version, "licenses": [{"license": {"id": "MIT"}}]},
        },
        "components": components,
    }
    out.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8", newline="\n")


def _component(package: Package, folders: list[str]) -> dict:
    found = {
        "type": "library",
        "name": package.name,
        "version": package.version,
        "purl": f"pkg:nuget/{package.name}@{package.version}",
        "licenses": [{"expression": package.licence}] if " " in package.licence else [{"license": _licence(package.licence)}],
        "properties": [{"name": "vtebridge:folder", "value": folder} for folder in folders],
    }
    if package.copyright:
        found["copyright"] = package.copyright
    return found


def _licence(licence: str) -> dict:
    """The licence as CycloneDX writes it. ``licence`` is an SPDX id, a URL, or the name of a file in the package."""
    if licence.startswith("http"):
        return {"name": "see the address", "url": licence}
    return {"name": licence} if "." in licence and not licence[-1].isdigit() else {"id": licence}
