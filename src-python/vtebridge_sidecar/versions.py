"""Versions of pywats-api: which one is installed, which were tested, and how they compare (PEP 440)."""

from __future__ import annotations

import re
from importlib import metadata
from typing import Any

DISTRIBUTION = "pywats-api"
OLDEST = "0.5.0b4"
TESTED = "0.5.0b6"
"""The newest release that the sidecar was tested with. Newer ones are used too, but reported as unknown."""

_FORM = re.compile(
    r"v?(?:(?P<epoch>\d+)!)?(?P<release>\d+(?:\.\d+)*)(?:[-_.]?(?P<pre>a|b|c|rc|alpha|beta|pre|preview)[-_.]?(?P<pre_n>\d*))?"
    r"(?:-(?P<post_dash>\d+)|[-_.]?(?P<post>post|rev|r)[-_.]?(?P<post_n>\d*))?(?:[-_.]?(?P<dev>dev)[-_.]?(?P<dev_n>\d*))?(?:\+[a-z0-9.\-_]+)?",
    re.IGNORECASE,
)
_STAGES = {"a": 0, "alpha": 0, "b": 1, "beta": 1, "c": 2, "rc": 2, "pre": 2, "preview": 2}
_DEV_ONLY, _FINAL = -1, 3


def installed_version() -> str | None:
    """The version of the distribution, because ``pywats.__version__`` is wrong in some releases."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return None


def version_key(version: str) -> tuple[Any, ...] | None:
    """A key that sorts as PEP 440 orders versions; None for a text that is no version. A local part is ignored."""
    match = _FORM.fullmatch(version.strip())
    if match is None:
        return None
    release = [int(n) for n in match["release"].split(".")]
    while len(release) > 1 and release[-1] == 0:
        release.pop()
    post = match["post_n"] if match["post"] else match["post_dash"]
    has_post = match["post"] is not None or match["post_dash"] is not None
    if match["pre"]:
        pre = (_STAGES[match["pre"].lower()], int(match["pre_n"] or 0))
    else:
        pre = (_DEV_ONLY if match["dev"] and not has_post else _FINAL, 0)
    dev = int(match["dev_n"] or 0) if match["dev"] else float("inf")
    return int(match["epoch"] or 0), tuple(release), pre, int(post or 0) if has_post else -1, dev


def at_least(version: str | None, other: str) -> bool:
    """False for an unknown version."""
    key, other_key = version_key(version or ""), version_key(other)
    return key is not None and other_key is not None and key >= other_key


def before(version: str | None, other: str) -> bool:
    """False for an unknown version."""
    return version_key(version or "") is not None and not at_least(version, other)
