"""``python -m vtebridge_sidecar``: see ``cli.py``."""

import sys

from .cli import run
from .console import claim_stdout


def main() -> int:
    """Entry point of the module and of the installed script. Returns the exit code."""
    return run(sys.argv[1:], claim_stdout())


if __name__ == "__main__":
    sys.exit(main())
