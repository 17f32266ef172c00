"""Files that people write, decoded as vtebridge's own TextFile does it: UTF-8 with or without a byte order mark, or UTF-16 with one."""

from __future__ import annotations

from pathlib import Path

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read(file: Path) -> str:
    """Raises UnicodeError for anything else: a guess would be another text."""
    data = file.read_bytes()
    text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    if "\0" in text:
        raise UnicodeError("a zero byte")
    return text
