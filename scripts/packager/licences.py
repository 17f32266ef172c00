"""Lists the packages that ship in a published program, with their licences. Both are read from the restored packages."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

TEXT_NAMES = ("license", "licence", "notice", "third-party")


@dataclass(frozen=True, order=True)
class Package:
    name: str
    version: str
    licence: str
    copyright: str
    folder: Path


def shipped(assets: Path, rid: str) -> list[Package]:
    """The packages of one restored project that have files in its output, and the .NET runtime that it contains."""
    restored = json.loads(assets.read_text(encoding="utf-8"))
    folders = [Path(folder) for folder in restored["packageFolders"]]
    target = next(libraries for name, libraries in restored["targets"].items() if name.endswith("/" + rid))
    found = [_read(folders, *key.split("/")) for key, library in target.items() if library["type"] == "package" and _has_files(library)]
    framework = next(iter(restored["project"]["frameworks"].values()))
    for download in framework.get("downloadDependencies", []):
        if ".Runtime." in download["name"] and download["name"].endswith("." + rid):
            found.append(_read(folders, download["name"], download["version"].strip("[]").split(",")[0].strip()))
    return sorted(set(found))


def write(parts: dict[str, list[Package]], texts: Path, out: Path) -> None:
    """Writes ``licences.md`` and every licence text that the packages contain or name. ``parts``: the packages of each folder."""
    out.mkdir(parents=True)
    lines = ["# What ships with VteBridge", "", "| Package | Version | In | Licence | Copyright | Text |", "|---|---|---|---|---|---|"]
    for package in sorted(set().union(*parts.values())):
        where = ", ".join(folder for folder, packages in parts.items() if package in packages)
        copied = _copy_texts(package, out)
        generic = texts / f"{package.licence}.txt"
        if not copied and generic.exists():
            shutil.copy(generic, out / generic.name)
            copied = [generic.name]
        if not copied:
            raise SystemExit(f"{package.name} {package.version}: there is no text of its licence '{package.licence}'; add it to {texts}")
        lines.append(f"| {package.name} | {package.version} | {where} | {package.licence} | {package.copyright} | {', '.join(copied)} |")
    (out / "licences.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _has_files(library: dict) -> bool:
    kinds = (library.get(kind, {}) for kind in ("runtime", "native", "runtimeTargets", "resource"))
    return any(not path.endswith("_._") for files in kinds for path in files)


def _read(folders: list[Path], name: str, version: str) -> Package:
    for root in folders:
        folder = root / name.lower() / version.lower()
        nuspec = next(folder.glob("*.nuspec"), None)
        if nuspec is not None:
            metadata = next(iter(ElementTree.parse(nuspec).getroot()))
            values = {element.tag.rpartition("}")[2]: (element.text or "").strip() for element in metadata}
            licence = values.get("license") or values.get("licenseUrl") or "none named"
            return Package(name, version, licence, values.get("copyright") or values.get("authors", ""), folder)
    raise SystemExit(f"{name} {version} is not in the package folders {', '.join(map(str, folders))}")


def _copy_texts(package: Package, out: Path) -> list[str]:
    copied = []
    for text in sorted(package.folder.iterdir()):
        if text.is_file() and any(text.name.lower().startswith(name) for name in TEXT_NAMES) and text.suffix.lower() in ("", ".txt", ".md"):
            name = f"{package.name}.{text.stem}.txt"
            shutil.copy(text, out / name)
            copied.append(name)
    return copied
