"""How is the site looked at as a host would show it? By a server for this machine alone.

It listens on 127.0.0.1, answers nobody who calls it by another name, and gives nothing but the files of site/: no
listing of a folder, nothing above it, nothing behind a link, nothing whose name begins with a dot.
"""

from __future__ import annotations

import errno
import posixpath
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote_to_bytes

from backfile import disk
from backfile.errors import BackfileError, NotFound
from backfile.site.urls import HOME, NOT_FOUND, below
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings

HOST = "127.0.0.1"
PORT = 8000

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".ico": "image/x-icon",
}
_FEEDS = {"feed.xml": "application/atom+xml", "feed.json": "application/feed+json"}
_ANYTHING = "application/octet-stream"

_UNSAFE_PART = re.compile(r'\.|.*[\\:*?"<>|\0-\x1f\x7f]|.*[ .]\Z', re.DOTALL)
"""A part of a path that leads elsewhere or is hidden: `..`, a dotfile, a drive or stream of Windows, what it strips."""


@contextmanager
def serving(workspace: Workspace, *, port: int = PORT) -> Iterator[str]:
    """Serve the site while the block runs; gives the address. Port 0 is any that is free."""
    if not (workspace.site / HOME).is_file():
        raise NotFound(workspace.site, "the site is not built yet", "build it with: backfile build")
    prefix = below(read_settings(workspace.root).base_url)
    try:
        server = _Server((HOST, port), workspace.site.resolve(), prefix)
    except OSError as error:
        why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror or error}"
        raise BackfileError(
            f"port {port}", why, "choose another with --port, or --port 0 for any that is free"
        ) from error
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def find_file(folder: Path, target: str, prefix: str = "/") -> Path | None:
    """The file of `folder` that the target of a request names, or None where there is none that may be given.

    A folder is its index.html. What stands below `prefix` on its future host is found there too.
    """
    path = path_of(target)
    if path is None:
        return None
    for candidate in dict.fromkeys((path, f"/{path}".removeprefix(prefix).lstrip("/"))):
        if any(_UNSAFE_PART.match(part) for part in candidate.split("/") if part):
            return None
        file = folder.joinpath(*candidate.split("/"))
        if candidate == "" or candidate.endswith("/"):
            file = file / HOME
        with suppress(OSError):  # a name that is too long, a link that leads in a circle
            if file.is_file() and _inside(file, folder):
                return file
    return None


def path_of(target: str) -> str | None:
    """The path that a target names, from the top of the site; None where it is none, or no UTF-8.

    >>> path_of("/storm/quay%20closed.html?q=1#x"), path_of("/%ff"), path_of("storm")
    ('storm/quay closed.html', None, None)
    """
    path = target.partition("#")[0].partition("?")[0]
    if not path.startswith("/"):
        return None
    try:
        return unquote_to_bytes(path).decode("utf-8").lstrip("/")
    except UnicodeDecodeError:
        return None


def type_of(file: Path) -> str:
    """The media type of a file."""
    return _FEEDS.get(file.name) or TYPES.get(file.suffix.lower(), _ANYTHING)


def _inside(file: Path, folder: Path) -> bool:
    """Does a file stand below the folder itself, and not behind a link?"""
    return file.resolve() == folder / file.relative_to(folder)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would share a port that another program holds

    def __init__(self, address: tuple[str, int], folder: Path, prefix: str) -> None:
        self.folder, self.prefix = folder, prefix
        super().__init__(address, _Handler)
        port = self.server_address[1]
        # A page elsewhere can have its own name lead here: it is not answered.
        self.names = {f"{name}{suffix}" for name in (HOST, "localhost") for suffix in ("", f":{port}")}

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that went away is no fault of ours."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "backfile", ""
    timeout = 30  # seconds that a silent caller may hold a thread

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is written down."""

    def _answer(self, *, with_body: bool) -> None:
        if (self.headers.get("Host") or "").lower() not in self.server.names:
            self._give(HTTPStatus.FORBIDDEN, b"Only this machine is answered.\n", TYPES[".txt"], with_body)
            return
        folder = self.server.folder
        file = find_file(folder, self.path, self.server.prefix)
        if file is not None:
            self._give_file(HTTPStatus.OK, file, with_body)
        elif (path := path_of(self.path)) and find_file(folder, f"/{quote(path)}/", self.server.prefix):
            self._redirect(f"/{quote(posixpath.normpath(path))}/")
        elif (missing := find_file(folder, f"/{NOT_FOUND}")) is not None:
            self._give_file(HTTPStatus.NOT_FOUND, missing, with_body)
        else:
            self._give(HTTPStatus.NOT_FOUND, b"Not found.\n", TYPES[".txt"], with_body)

    def _redirect(self, place: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _give_file(self, status: HTTPStatus, file: Path, with_body: bool) -> None:
        try:
            data = disk.read_bytes(file)
        except BackfileError as fault:  # gone since, or not to be read
            self._give(HTTPStatus.INTERNAL_SERVER_ERROR, f"{fault}\n".encode(), TYPES[".txt"], with_body)
            return
        self._give(status, data, type_of(file), with_body)

    def _give(self, status: HTTPStatus, data: bytes, kind: str, with_body: bool) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")  # what was rebuilt is seen at once
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if with_body:
            self.wfile.write(data)
