"""The operations of the sidecar that change a folder. A crash matters before each of them, and only there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Callable

OPERATIONS: tuple[tuple[Any, str], ...] = (
    (os, "link"),
    (os, "unlink"),
    (os, "rename"),
    (os, "utime"),
    (Path, "unlink"),
    (os, "write"),
)


def counted(real: Callable[..., Any], before: Callable[[], None]) -> Callable[..., Any]:
    """Wraps an operation so that ``before`` is called first."""

    def act(*args: Any, **kwargs: Any) -> Any:
        before()
        return real(*args, **kwargs)

    return act
