"""Firefox without a window, for tests: loads a page, waits for what its scripts leave, and tells what stands there.

It speaks Marionette (https://firefox-source-docs.mozilla.org/testing/marionette/), which every Firefox has:
JSON over TCP, each message with its length before it. Where there is no Firefox the tests that need it are skipped.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.browser import SECONDS, miss

NAMES = ("firefox", "firefox-esr")


@dataclass
class Firefox:
    """A window of a Firefox with a profile of its own."""

    line: socket.socket
    _number: int = 0

    def dump_dom(self, address: str, *, milliseconds: int = 4_000, height: int = 600) -> str:
        """The page's HTML once something stands in #answers."""
        self.open(address)
        self.until("return document.getElementById('answers').textContent !== ''")
        held: str = self.ask("return document.documentElement.outerHTML")
        return held

    def open(self, address: str) -> None:
        self.call("WebDriver:Navigate", url=address)

    def ask(self, script: str) -> Any:
        """What a script returns."""
        return self.call("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def until(self, script: str) -> Any:
        """What a script returns once that is something."""
        end = time.monotonic() + SECONDS
        while not (held := self.ask(script)):
            assert time.monotonic() < end, f"never: {script}"
            time.sleep(0.02)
        return held

    def type(self, selector: str, text: str) -> None:
        """Keys, as pressed in an element."""
        element = self.call("WebDriver:FindElement", using="css selector", value=selector)["value"]
        [identity] = element.values()
        self.call("WebDriver:ElementSendKeys", id=identity, text=text)

    def call(self, command: str, **parameters: Any) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self.line.sendall(b"%d:%b" % (len(message), message))
        _, number, fault, result = self.hear()
        assert number == self._number
        assert fault is None, fault
        return result

    def hear(self) -> Any:
        length = b""
        while (sign := self.line.recv(1)) != b":":
            assert sign, "Firefox has ended"
            length += sign
        held = b""
        while len(held) < int(length):
            held += self.line.recv(int(length) - len(held))
        return json.loads(held)


@contextmanager
def open_firefox() -> Iterator[Firefox]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        miss("no Firefox here (install firefox or firefox-esr)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        (Path(profile) / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
        process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--marionette", "--profile", profile, "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            with _connect(port) as line:
                firefox = Firefox(line)
                firefox.hear()  # its greeting
                firefox.call("WebDriver:NewSession", capabilities={})
                yield firefox
        finally:
            process.terminate()
            process.wait(SECONDS)


def _connect(port: int) -> socket.socket:
    end = time.monotonic() + SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), SECONDS)
        except OSError:
            assert time.monotonic() < end, "Firefox does not answer"
            time.sleep(0.1)
