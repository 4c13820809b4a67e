"""How is a list of files with their digests written, so that `sha256sum -c` can check it?

Law: `parse_sums(dump_sums(digests)) == digests` for all names, sorted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_LINE = re.compile(r"(\\?)([0-9a-f]{64})  (.+)")
_SPELLED = {r"\\": "\\", r"\n": "\n", r"\r": "\r"}


def dump_sums(digests: Mapping[str, str]) -> str:
    """A line a file, by name.

    >>> print(dump_sums({"b.txt": "0" * 64, "a.txt": "f" * 64}), end="")
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff  a.txt
    0000000000000000000000000000000000000000000000000000000000000000  b.txt
    """
    return "".join(_line(name, digests[name]) for name in sorted(digests))


def parse_sums(text: str) -> dict[str, str]:
    """The digest of each file by its name. Raises ValueError for a line that is none."""
    digests = {}
    for number, line in enumerate(text.split("\n")[:-1], start=1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"line {number} is no digest with a name")
        spelled, its_digest, name = found.groups()
        digests[re.sub(r"\\[\\nr]", lambda each: _SPELLED[each[0]], name) if spelled else name] = its_digest
    if not text.endswith("\n") and text:
        raise ValueError("it ends in the middle of a line")
    return digests


def _line(name: str, its_digest: str) -> str:
    """A name that would break the line is spelled out, and the line says so with a backslash at its start."""
    spelled = name.replace("\\", r"\\").replace("\n", r"\n").replace("\r", r"\r")
    return ("\\" if spelled != name else "") + f"{its_digest}  {spelled}\n"
