"""Reads files that people write, as the C# class TextFile does: UTF-8 with or without a byte order mark, or UTF-16 with one."""

from __future__ import annotations

from pathlib import Path

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read(file: Path) -> str:
    """Raises UnicodeError for any other encoding, because a guess could give a different text."""
    data = file.read_bytes()
    text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    if "\0" in text:
        raise UnicodeError("a zero byte")
    return text
