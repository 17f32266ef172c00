"""The commands: each puts its parts together, runs, and returns an exit code."""

from __future__ import annotations

import argparse
import signal

from .clock import Clock
from .console import Lines, log
from .drain import Drain, DrainOptions
from .exit_codes import DONE, INTERRUPTED, UNAVAILABLE, USAGE, WITH_REJECTED, SidecarError
from .folder import QueueFolder
from .folder_lock import FolderLock
from .settings import from_environment
from .stopping import Stopping
from .submit import PyWats


async def drain(options: argparse.Namespace, lines: Lines) -> int:
    if not options.queue.is_dir():
        raise SidecarError(f"the queue folder {options.queue} does not exist", USAGE)
    server = from_environment(options.server, options.token_file, options.client_instance)
    stopping = Stopping(options.until_stdin_closes)
    settings = DrainOptions(options.watch, options.jobs, options.rate, options.keep_completed)
    with FolderLock(options.queue):
        async with PyWats(server, options.timeout) as wats:
            done = await Drain(QueueFolder(options.queue), wats, lines, settings, Clock()).run(stopping.event)
    lines.write({"done": done})
    if done["stopped"]:
        log.error("stopped: %s", done["stopped"])
        return UNAVAILABLE
    if stopping.by_signal is not None and not (options.watch and stopping.by_signal == signal.SIGTERM):
        return INTERRUPTED
    return WITH_REJECTED if done["rejected"] else DONE
