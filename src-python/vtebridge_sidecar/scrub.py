"""Keeps secrets out of everything that is written: log lines, messages and state files."""

from __future__ import annotations

import base64
import binascii

_secrets: set[str] = set()
MAX_MESSAGE = 2000
SHORTEST = 4
"""Shorter texts are not treated as secrets, because replacing them would garble every message."""


def hide(token: str) -> None:
    """From now on ``scrub`` removes this token. If it is Base64 of user:password, the password is removed too."""
    found = {token}
    try:
        decoded = base64.b64decode(token, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        decoded = ""
    found |= {decoded, decoded.partition(":")[2]}
    _secrets.update(secret for secret in found if len(secret) >= SHORTEST)


def scrub(text: str) -> str:
    """The text with every known secret replaced by ``***``."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, "***")
    return text


def message(text: object) -> str:
    """A text fit for a state file or a line: without secrets, and cut if it is too long to read."""
    clean = scrub(str(text)).strip()
    return clean if len(clean) <= MAX_MESSAGE else clean[:MAX_MESSAGE] + " … (cut)"
