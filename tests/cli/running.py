"""How the tests of the command line call it: as a person does, and all in one process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)

    @property
    def told(self) -> str:
        """The one line that it said on stderr."""
        (line,) = self.err.splitlines()
        return line


class Run(Protocol):
    """Runs a command, with bytes to be read from stdin, on a terminal or not."""

    def __call__(self, *arguments: object, stdin: bytes = b"", terminal: bool = False) -> Ended: ...
