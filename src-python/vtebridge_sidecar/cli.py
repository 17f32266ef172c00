"""The command line: reads the options and chooses the command. The exit codes are in ``exit_codes.py``."""

from __future__ import annotations

import argparse
import asyncio
import re
from datetime import timedelta
from pathlib import Path
from typing import TextIO

from . import __version__, commands
from .console import Lines, log, log_to_stderr
from .exit_codes import INTERRUPTED, UNEXPECTED, USAGE, SidecarError


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="vtebridge_sidecar", description="Takes WSJF reports to WATS through pyWATS.", allow_abbrev=False)
    top.add_argument("--version", action="version", version=__version__)
    top.add_argument("--verbose", action="store_true", help="log everything, including pyWATS's own messages, on standard error")
    subparsers = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    server = argparse.ArgumentParser(add_help=False)
    server.add_argument("--server", metavar="URL", help="address of WATS (else PYWATS_SERVER_URL)")
    server.add_argument("--token-file", type=Path, metavar="FILE", help="file with the API token (else PYWATS_API_TOKEN)")
    server.add_argument("--client-instance", metavar="ID", help="read the missing settings from the configuration of this pyWATS client")
    server.add_argument("--client-config", type=Path, metavar="FILE", help="like --client-instance, but from this configuration file of a pyWATS client")
    server.add_argument("--timeout", type=_timeout, default=30.0, metavar="SECONDS", help="longest wait for an answer (30)")

    drain = subparsers.add_parser("drain", allow_abbrev=False, parents=[server], help="send the reports of a queue folder")
    drain.add_argument("--queue", type=Path, required=True, metavar="DIR", help="folder with {id}.queued files; 'auto' with --client-instance or --client-config: the folder of that client")
    how = drain.add_mutually_exclusive_group(required=True)
    how.add_argument("--once", action="store_true", help="end when nothing more can be sent now")
    how.add_argument("--watch", action="store_true", help="run until stopped; new files are noticed within a second")
    drain.add_argument("--jobs", type=_count, default=10, metavar="N", help="uploads at the same time (10)")
    drain.add_argument("--rate", type=_rate, default=0, metavar="N", help="maximum uploads per minute, 0 = no limit (0)")
    drain.add_argument("--keep-completed", type=duration, default=timedelta(days=7), metavar="AGE", help="how long completed reports are kept, e.g. 7d, 12h, 0 (7d)")
    drain.add_argument("--until-stdin-closes", action="store_true", help="end gracefully when standard input ends")
    drain.set_defaults(run=commands.drain)

    ask = subparsers.add_parser("ask", allow_abbrev=False, parents=[server], help="read from WATS; paths such as api/Report/Wsjf/ID on standard input")
    ask.add_argument("--jobs", type=_count, default=10, metavar="N", help="requests at the same time (10)")
    ask.set_defaults(run=commands.ask)

    probe = subparsers.add_parser("probe", allow_abbrev=False, parents=[server], help="check what would work on this machine; changes nothing")
    probe.add_argument("--process", type=_codes, default=[], metavar="CODE[,CODE]", help="process codes that must exist in WATS")
    probe.add_argument("--repair-process", type=_code, metavar="CODE", help="repair process that must exist in WATS")
    probe.add_argument("--failure", nargs=2, action="append", default=[], metavar=("CATEGORY", "CODE"), help="failure that the repair process must have; may be given more than once")
    probe.add_argument("--report", type=Path, metavar="FILE", help="check this report against the server's own schema, without uploading it")
    probe.set_defaults(run=commands.probe)

    client = subparsers.add_parser("client", allow_abbrev=False, help="show a pyWATS client's configuration, without its token")
    client.add_argument("--instance", default="default", metavar="ID")
    client.add_argument("--file", type=Path, metavar="FILE", help="show this file, wherever it is")
    client.set_defaults(run=commands.client)
    return top


def run(arguments: list[str], out: TextIO) -> int:
    """Runs one command and writes its JSON lines to ``out``. Returns the exit code; never raises."""
    try:
        options = parser().parse_args(arguments)
    except SystemExit as e:
        return USAGE if e.code else 0
    log_to_stderr(options.verbose)
    try:
        code: int = asyncio.run(options.run(options, Lines(out)))
        return code
    except SidecarError as e:
        log.error("%s", e)
        return e.code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        log.exception("unexpected error; please report it with the lines below")
        return UNEXPECTED


def duration(text: str) -> timedelta:
    """Parses ``7d``, ``12h``, ``30m``, ``45s`` or ``0``."""
    match = re.fullmatch(r"(\d{1,9})([dhms]?)", text)
    if match is None or (not match[2] and match[1] != "0"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a duration; write for example 7d, 12h or 0")
    return timedelta(seconds=int(match[1]) * {"d": 86400, "h": 3600, "m": 60}.get(match[2], 1))


def _timeout(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 86400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time-out; write seconds, more than 0 and at most 86400 (a day)")
    return value


def _count(text: str) -> int:
    return _integer(text, 1, 100, "is not a number of jobs; write a whole number from 1 to 100")


def _rate(text: str) -> int:
    return _integer(text, 0, 1_000_000, "is not a rate; write a whole number of uploads a minute, 0 for no limit")


def _code(text: str) -> int:
    return _integer(text, 0, 2**31 - 1, "is not a process code; write a whole number")


def _codes(text: str) -> list[int]:
    return [_code(code) for code in text.split(",") if code.strip()]


def _integer(text: str, least: int, most: int, otherwise: str) -> int:
    value = int(text) if text.strip().isascii() and text.strip().isdecimal() and len(text) < 20 else -1
    if not least <= value <= most:
        raise argparse.ArgumentTypeError(f"{text.strip()!r} {otherwise}")
    return value
