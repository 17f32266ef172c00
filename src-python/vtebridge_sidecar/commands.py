"""The commands: each makes the objects that it needs, runs, and returns an exit code."""

from __future__ import annotations

import argparse
import io
import signal
import sys
from pathlib import Path

from . import probe_installed, probe_server
from .client_config import chosen, find
from .clock import Clock
from .console import Lines, log
from .drain import Drain, DrainOptions
from .exit_codes import DONE, INTERRUPTED, UNAVAILABLE, USAGE, WITH_REJECTED, SidecarError
from .folder import QueueFolder
from .folder_lock import FolderLock
from .finding import Finding, error
from .questions import Questions
from .settings import from_options
from .stopping import Stopping
from .submit import PyWats


async def drain(options: argparse.Namespace, lines: Lines) -> int:
    """Exit code 4 if WATS stopped taking reports, 5 if some were rejected, 130 if interrupted."""
    folder = _queue(options)
    server = from_options(options)
    stopping = Stopping(options.until_stdin_closes)
    settings = DrainOptions(options.watch, options.jobs, options.rate, options.keep_completed)
    try:
        with FolderLock(folder):
            async with PyWats(server, options.timeout) as wats:
                done = await Drain(QueueFolder(folder), wats, lines, settings, Clock()).run(stopping.event)
    except OSError as e:
        raise SidecarError(f"the queue folder {folder} cannot be used: {e}") from e
    finally:
        stopping.close()
    lines.write({"done": done})
    if done["stopped"]:
        log.error("stopped: %s", done["stopped"])
        return UNAVAILABLE
    if stopping.by_signal is not None and not (options.watch and stopping.by_signal == signal.SIGTERM):
        return INTERRUPTED
    return WITH_REJECTED if done["rejected"] else DONE


def _queue(options: argparse.Namespace) -> Path:
    folder: Path = options.queue
    if str(folder) == "auto":
        client = chosen(options.client_instance, options.client_config)
        if client is None:
            raise SidecarError("--queue auto means the folder of a pyWATS client: name the client with --client-instance ID or --client-config FILE", USAGE)
        folder = client.reports_folder
    if not folder.is_dir():
        raise SidecarError(f"the queue folder {folder} does not exist", USAGE)
    return folder


async def ask(options: argparse.Namespace, lines: Lines) -> int:
    """Exit code 2 if the input has a path that may not be asked for, 4 if a query got no answer."""
    server = from_options(options)
    paths = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
    async with PyWats(server, options.timeout) as wats:
        questions = Questions(wats, options.jobs, Clock())
        async for path, reply in questions.answers(path.strip() for path in paths):
            lines.write({"path": path, "status": reply.status, "data": reply.data})
    lines.write({"done": {"stopped": questions.stopped}})
    if questions.refused:
        log.error("%r cannot be read with this command; write paths below api/Report/ or api/App/, one on each line", questions.refused)
        return USAGE
    if questions.stopped:
        log.error("stopped: %s", questions.stopped)
    return UNAVAILABLE if questions.stopped or questions.unanswered else DONE


async def probe(options: argparse.Namespace, lines: Lines) -> int:
    """Exit code 4 if a finding is an error."""
    findings = probe_installed.look([options.client_instance or "default"]) + await _ask_server(options)
    lines.write({"findings": [finding.to_json() for finding in findings]})
    return UNAVAILABLE if any(finding.level == "error" for finding in findings) else DONE


async def _ask_server(options: argparse.Namespace) -> list[Finding]:
    try:
        server = from_options(options)
        async with PyWats(server, options.timeout) as wats:
            return await probe_server.look(wats, server.url, options.process, options.report, Clock().now(), options.repair_process, [(c, f) for c, f in options.failure])
    except SidecarError as e:
        return [error("server", f"not asked: {e}", "correct this and run the probe again")]


async def client(options: argparse.Namespace, lines: Lines) -> int:
    lines.write((chosen(options.instance, options.file) or find("default")).to_json())
    return DONE
