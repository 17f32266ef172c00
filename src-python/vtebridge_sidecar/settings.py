"""The address of WATS and the API token. A token comes from a file or the environment, never from the command line."""

from __future__ import annotations

import argparse
import logging
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from . import text_file
from .client_config import ClientConfig, chosen
from .exit_codes import USAGE, SidecarError
from .scrub import hide

log = logging.getLogger("vtebridge_sidecar")


@dataclass(frozen=True)
class Server:
    """``token`` is the Base64 text that WATS issues. It is sent as ``Authorization: Basic <token>``."""

    url: str
    token: str = field(repr=False)


def resolve(server: str | None, token_file: Path | None, client: ClientConfig | None, environment: Mapping[str, str]) -> Server:
    """Takes address and token each from the first source that has it: option, the pyWATS client's configuration, environment.

    Raises SidecarError that lists everything that is missing. From then on the token is hidden from all output.
    """
    url = server or (client.server if client else "") or environment.get("PYWATS_SERVER_URL", "")
    token = _from_file(token_file, environment) if token_file else (client.token if client else "") or environment.get("PYWATS_API_TOKEN", "")
    url, token = url.strip(), token.strip()
    if token:
        hide(token)
    missing = [] if url else ["the server's address (PYWATS_SERVER_URL or --server)"]
    missing += [] if token else ["the API token (PYWATS_API_TOKEN or --token-file)"]
    if missing:
        why = f"; the token in {client.file} is encrypted for that client alone" if client and client.encrypted and not token else ""
        raise SidecarError("not configured: " + " and ".join(missing) + why, USAGE)
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise SidecarError("the API token contains characters that are not allowed; copy it from WATS again", USAGE)
    return Server(_checked(url), token)


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname)
        secret = parts.username is not None
    except ValueError:
        valid = secret = False
    if not valid:
        raise SidecarError("the server URL is not a web address; it should look like https://company.wats.com", USAGE)
    if secret:
        raise SidecarError("the server URL has a user name in it; give the credentials as the API token instead", USAGE)
    if "?" in url or "#" in url:
        raise SidecarError("the server URL continues after its path with ? or #; it should look like https://company.wats.com", USAGE)
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        log.warning("%s is not https: the API token is sent over the network unencrypted", parts.hostname)
    return url.rstrip("/")


def _from_file(file: Path, environment: Mapping[str, str]) -> str:
    try:
        if sys.platform != "win32" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) and not _is_credential(file, environment):
            raise SidecarError(f"the token file {file} can be read by other accounts: chmod 600 {file}", USAGE)
        token = text_file.read(file).strip()
    except OSError as e:
        raise SidecarError(f"the token file {file} cannot be read: {e.strerror}", USAGE) from e
    except UnicodeError as e:
        raise SidecarError(f"the token file {file} is neither UTF-8 nor UTF-16 with a byte order mark: save it as UTF-8", USAGE) from e
    if not token:
        raise SidecarError(f"the token file {file} is empty", USAGE)
    return token


def _is_credential(file: Path, environment: Mapping[str, str]) -> bool:
    """Whether the file is in the folder that systemd makes for a service's credentials. The access list that lets the service read
    it appears there as a permission of the group."""
    folder = environment.get("CREDENTIALS_DIRECTORY")
    return bool(folder) and Path(os.path.abspath(file)).parent == Path(os.path.abspath(str(folder)))


def from_options(options: argparse.Namespace) -> Server:
    """The server by the options that every command with a server has, and by the environment of this process."""
    return resolve(options.server, options.token_file, chosen(options.client_instance, options.client_config), os.environ)
