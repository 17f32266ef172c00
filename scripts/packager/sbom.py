"""The bill of materials: a CycloneDX document of the packages that ship, read from what was restored."""

from __future__ import annotations

import json
import time
import uuid
from pathlib import Path

from .licences import Package


def write(parts: dict[str, list[Package]], version: str, moment: int, out: Path) -> None:
    """``parts``: what ships in which folder. The serial number is made from the contents, so that it is the same twice."""
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
    """An SPDX id, an address, or the name of a file in the package."""
    if licence.startswith("http"):
        return {"name": "see the address", "url": licence}
    return {"name": licence} if "." in licence and not licence[-1].isdigit() else {"id": licence}
