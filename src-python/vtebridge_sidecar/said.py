"""Extracts WATS's own message from the body of an answer, whatever form it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

WORDLESS = "without a word"
ENOUGH = 8_000  # Nobody reads more. An answer can contain a whole report with a hundred thousand texts.
_PLAIN = {"message", "error", "title", "detail", "description"}
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


def said(data: Any) -> str:
    """The texts of the body, each once, leaving out a sentence that a longer text already contains. For a web page, its title."""
    text = ""
    for name, part in dict.fromkeys(_parts(data, "")):
        if len(text) >= ENOUGH:
            break
        if " " in part and part in text:
            continue
        text += ("" if not text else " " if text.endswith((".", "!", "?", ":")) else "; ") + (f"{name}: {part}" if name else part)
    return text or WORDLESS


def _parts(data: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _parts(value, "" if str(key).lower() in _PLAIN else str(key))
    elif isinstance(data, list):
        for value in data:
            yield from _parts(value, name)
    elif data is not None and (text := _plain(str(data))):
        yield name, text


def _plain(text: str) -> str:
    if "<html" in text[:500].lower():
        title = _TITLE.search(text)
        return f"a web page, {title[1].strip()!r}" if title else "a web page"
    return text.strip()


def host(address: str) -> str:
    """Scheme, host and port of an address, without anything that may be secret."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname}{port}" if parts.hostname else ""
    except ValueError:
        return ""
