"""A real browser for tests: Chromium without a window, which loads a page, lets its scripts run, and tells what stands
there then.

Where none is installed the tests that need it are skipped, and say so; with BACKFILE_NO_SKIPS=1 they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn, Protocol

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 120
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-extensions"),
    *("--disable-dev-shm-usage", "--hide-scrollbars"),
)


class Loads(Protocol):
    """What loads a page and lets its scripts run."""

    def dump_dom(self, address: str, *, milliseconds: int = ..., height: int = ...) -> str: ...


@dataclass(frozen=True)
class Browser:
    """Chromium; every load has a profile of its own, so that no test sees another's."""

    program: str

    def dump_dom(self, address: str, *, milliseconds: int = 4_000, height: int = 600) -> str:
        """The page's HTML once its scripts had that much (virtual) time, in a window so high (pixels of CSS)."""
        window = f"--window-size=800,{height}"
        return self._run(address, f"--virtual-time-budget={milliseconds}", window, "--dump-dom").stdout

    def console(self, address: str, *, milliseconds: int = 4_000) -> str:
        """What the page and the browser had to say of it: errors, refused loads, messages."""
        told = self._run(
            address, f"--virtual-time-budget={milliseconds}", "--dump-dom", "--enable-logging=stderr", "--log-level=0"
        ).stderr
        return "\n".join(line for line in told.splitlines() if "CONSOLE" in line)

    def _run(self, address: str, *options: str) -> subprocess.CompletedProcess[str]:
        with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            return subprocess.run(
                [self.program, *OPTIONS, f"--user-data-dir={profile}", *options, address],
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=True,
            )


def find_browser() -> Browser:
    """The browser that BACKFILE_CHROMIUM names, or one on the path; skips or fails the test when there is none."""
    named = os.environ.get("BACKFILE_CHROMIUM")
    programs = filter(None, map(shutil.which, (named,) if named else NAMES))
    program = next(programs, None)
    if program is None:
        miss("no Chromium here (install chromium, or name it in BACKFILE_CHROMIUM)")
    return Browser(program)


def miss(why: str) -> NoReturn:
    """Skip the test that lacks something, or fail it where no test may be skipped."""
    if os.environ.get("BACKFILE_NO_SKIPS") == "1":
        pytest.fail(why)
    pytest.skip(why)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The folder over HTTP on this machine alone; gives the address that its top has, without the last slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        return None
