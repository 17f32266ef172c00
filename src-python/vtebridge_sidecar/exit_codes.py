"""Exit codes, shared with the extractor: its documentation lists them for all of VteBridge."""

DONE = 0
UNEXPECTED = 1
USAGE = 2
UNAVAILABLE = 4
WITH_REJECTED = 5
INTERRUPTED = 130


class SidecarError(Exception):
    """An expected way to fail: the message is for the person who reads it, the code for the program that does."""

    def __init__(self, message: str, code: int = UNAVAILABLE) -> None:
        super().__init__(message)
        self.code = code
