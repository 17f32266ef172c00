"""``python -m vtebridge_sidecar``: see ``cli.py``."""

import os
import sys
from collections.abc import Mapping

from .cli import run
from .console import claim_stdout


def main() -> int:
    """Entry point of the module and of the installed script. Returns the exit code."""
    sys.path += outer_path(os.environ)
    return run(sys.argv[1:], claim_stdout())


def outer_path(environment: Mapping[str, str]) -> list[str]:
    """The PYTHONPATH of the user who runs vtebridge, which starts the sidecar without it. It is added last, so that other
    software's packages replace neither Python's nor ours. Relative entries are dropped: they depend on the current folder."""
    return [entry for entry in environment.get("VTEBRIDGE_PYTHONPATH", "").split(os.pathsep) if os.path.isabs(entry)]


if __name__ == "__main__":
    sys.exit(main())
