"""The operations of the sidecar that change a folder: between any two of them a crash makes a difference."""

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
    """The operation, with something that happens first."""

    def act(*args: Any, **kwargs: Any) -> Any:
        before()
        return real(*args, **kwargs)

    return act
