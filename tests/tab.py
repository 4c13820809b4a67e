"""A tab of a real browser that stays open: pages are loaded one after the other, keys pressed, windows made narrow, and
all that a page does is told.

It speaks the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/) over a pair of pipes: JSON, each
message ended by a NUL.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.browser import OPTIONS, find_browser

SECONDS = 60  # that the browser may be silent
QUIET = 15  # seconds after which a page that is not there yet is asked for again

Event = dict[str, Any]

_START = """
import os, sys
hears, says = (os.dup(int(number)) for number in sys.argv[1:3])
os.dup2(hears, 3)  # where the browser hears
os.dup2(says, 4)  # where it speaks
for number in (3, 4):
    os.set_inheritable(number, True)  # a copy of itself is not made so
os.execv(sys.argv[3], sys.argv[3:])
"""


class Gone(Exception):
    """The page went away (it led elsewhere, or was loaded again) while it was asked something."""


@dataclass
class Tab:
    """What was `told` since the page began to load are events as the protocol names them, each with its parameters."""

    to: int
    back: int
    told: list[tuple[str, Event]] = field(default_factory=list)
    _session: str = ""
    _number: int = 0
    _rest: bytes = b""
    _answers: dict[int, Event] = field(default_factory=dict)

    def begin(self) -> None:
        """Take hold of a new page, and hear what it does."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Page.setLifecycleEventsEnabled", enabled=True)

    def open(self, address: str) -> None:
        """Load the page, and wait until all of it is there. Where the page before led elsewhere meanwhile, and the
        browser went there instead, it is told once more."""
        try:
            self._load(address, QUIET)
        except TimeoutError:
            self._load(address, SECONDS)

    def _load(self, address: str, seconds: float) -> None:
        self.told.clear()
        answer = self.call("Page.navigate", url=address)
        assert "errorText" not in answer, f"{address}: {answer['errorText']}"
        loaded = {"loaderId": answer["loaderId"], "name": "load"}.items()
        until = time.monotonic() + seconds
        while not any(method == "Page.lifecycleEvent" and loaded <= event.items() for method, event in self.told):
            self._hear(until)

    def wait(self, milliseconds: int) -> None:
        """Let the page do what it wants for so long."""
        until = time.monotonic() + milliseconds / 1000
        while (left := until - time.monotonic()) > 0:
            if select.select([self.back], [], [], left)[0]:
                self._hear(until + SECONDS)

    def ask(self, expression: str) -> Any:
        """The value of a JavaScript expression, or of the promise that it gives. No policy of the page hinders it."""
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str, code: int) -> None:
        """A key, down and up; `code` is the number that Windows gives it."""
        typed = {"text": "\r"} if key == "Enter" else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **typed)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def prefer(self, **features: str) -> None:
        """What the reader prefers: `prefers_color_scheme="dark"`."""
        wanted = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", features=wanted)

    def resize(self, width: int, height: int = 800) -> None:
        """The size of the window in pixels of CSS."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def call(self, method: str, **parameters: Any) -> Event:
        """A command of the protocol, and its answer."""
        number = self._send(method, parameters)
        until = time.monotonic() + SECONDS
        while number not in self._answers:
            self._hear(until)
        answer = self._answers.pop(number)
        if "error" in answer:
            raise Gone(f"{method}: {answer['error']['message']}")
        result: Event = answer["result"]
        return result

    def _send(self, method: str, parameters: Event) -> int:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        whole = json.dumps(message).encode() + b"\0"
        while whole:
            whole = whole[os.write(self.to, whole) :]
        return self._number

    def _hear(self, until: float) -> None:
        """Take in what the browser says next. A dialog is closed, so that the page goes on."""
        if not select.select([self.back], [], [], max(0, until - time.monotonic()))[0]:
            raise TimeoutError("the browser says nothing")
        got = os.read(self.back, 1 << 20)
        if not got:
            raise EOFError("the browser has ended")
        *whole, self._rest = (self._rest + got).split(b"\0")
        for message in map(json.loads, whole):
            if "id" in message:
                self._answers[message["id"]] = message
            else:
                self.told.append((message["method"], message["params"]))
                if message["method"] == "Page.javascriptDialogOpening":
                    self._send("Page.handleJavaScriptDialog", {"accept": True})


@contextmanager
def open_tab() -> Iterator[Tab]:
    """A tab of a browser of its own, with a profile that nobody else sees."""
    program = find_browser().program
    if sys.platform == "win32":
        pytest.skip("the browser is spoken to over inherited pipes, which are made otherwise on Windows")
    hears, to = os.pipe()
    back, says = os.pipe()
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [
                *(sys.executable, "-c", _START, str(hears), str(says), program, *OPTIONS),
                *("--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"),
            ],
            pass_fds=(hears, says),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(hears)
        os.close(says)
        try:
            tab = Tab(to, back)
            tab.begin()
            yield tab
        finally:
            os.close(to)  # with nobody to obey, the browser ends
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            os.close(back)
