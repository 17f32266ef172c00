"""Exit codes, shared with the C# program, whose documentation lists them for all of VteBridge."""

DONE = 0
UNEXPECTED = 1
USAGE = 2
UNAVAILABLE = 4
WITH_REJECTED = 5
INTERRUPTED = 130


class SidecarError(Exception):
    """An expected failure: the message is for people, the code for the calling program."""

    def __init__(self, message: str, code: int = UNAVAILABLE) -> None:
        super().__init__(message)
        self.code = code
