"""The commands: each puts its parts together, runs, and returns an exit code."""

from __future__ import annotations

import argparse
import io
import signal
import sys

from . import probe_installed, probe_server
from .client_config import find
from .clock import Clock
from .console import Lines, log
from .drain import Drain, DrainOptions
from .exit_codes import DONE, INTERRUPTED, UNAVAILABLE, USAGE, WITH_REJECTED, SidecarError
from .folder import QueueFolder
from .folder_lock import FolderLock
from .finding import Finding, error
from .settings import from_environment
from .stopping import Stopping
from .submit import PyWats
from .verify import Verification, wanted


async def drain(options: argparse.Namespace, lines: Lines) -> int:
    """Exit code 4 when WATS stopped taking reports, 5 when some were rejected, 130 when interrupted."""
    folder = find(options.client_instance).reports_folder if str(options.queue) == "auto" and options.client_instance else options.queue
    if not folder.is_dir():
        raise SidecarError(f"the queue folder {folder} does not exist", USAGE)
    server = from_environment(options.server, options.token_file, options.client_instance)
    stopping = Stopping(options.until_stdin_closes)
    settings = DrainOptions(options.watch, options.jobs, options.rate, options.keep_completed)
    try:
        with FolderLock(folder):
            async with PyWats(server, options.timeout) as wats:
                done = await Drain(QueueFolder(folder), wats, lines, settings, Clock()).run(stopping.event)
    except OSError as e:
        raise SidecarError(f"the queue folder {folder} cannot be worked on: {e}") from e
    finally:
        stopping.close()
    lines.write({"done": done})
    if done["stopped"]:
        log.error("stopped: %s", done["stopped"])
        return UNAVAILABLE
    if stopping.by_signal is not None and not (options.watch and stopping.by_signal == signal.SIGTERM):
        return INTERRUPTED
    return WITH_REJECTED if done["rejected"] else DONE


async def verify(options: argparse.Namespace, lines: Lines) -> int:
    """Exit code 4 when something could not be found out, 5 when something is missing or different."""
    server = from_environment(options.server, options.token_file, options.client_instance)
    ids = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
    async with PyWats(server, options.timeout) as wats:
        verification = Verification(wats, lines, options.jobs, Clock())
        await verification.run(wanted(ids))
    counts = verification.counts
    lines.write({"done": {**counts, "stopped": verification.stopped}})
    if verification.stopped:
        log.error("stopped: %s", verification.stopped)
    if verification.stopped or counts["unknown"]:
        return UNAVAILABLE
    return WITH_REJECTED if counts["missing"] or counts["different"] else DONE


async def probe(options: argparse.Namespace, lines: Lines) -> int:
    """Exit code 4 when a finding is an error."""
    findings = probe_installed.look() + await _ask_server(options)
    lines.write({"findings": [finding.to_json() for finding in findings]})
    return UNAVAILABLE if any(finding.level == "error" for finding in findings) else DONE


async def _ask_server(options: argparse.Namespace) -> list[Finding]:
    try:
        server = from_environment(options.server, options.token_file, options.client_instance)
        async with PyWats(server, options.timeout) as wats:
            return await probe_server.look(wats, server.url, options.process, options.report, Clock().now(), options.repair_process, [(c, f) for c, f in options.failure])
    except SidecarError as e:
        return [error("server", f"not asked: {e}", "put this right and probe again")]


async def client(options: argparse.Namespace, lines: Lines) -> int:
    lines.write(find(options.instance).to_json())
    return DONE
