"""What was done to the record, when, by which version? `seeds/log.jsonl`, a chain of lines that only grows.

A line holds the digest of the line before, so that none can be changed, taken out or put in unnoticed. What an act was
about stands under `of`, which the chain knows by a salted digest alone: `erase` can take it away, and the chain holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from backfile import disk
from backfile.errors import Damage
from backfile.model.capture import Digest, digest
from backfile.seeds.shelf.lines import dump_line, parse_line
from backfile.text.slug import is_slug

LOG = "log.jsonl"
_FIRST = Digest("0" * 64)  # stands for the line before the first
_ERASED = re.compile(rb'"erased": "(erased-\d+)"')
_BESIDE = ("of", "salt")  # what the chain does not know but by its digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What changes the record: when, by which command of which version, by whom if the settings say so."""

    time: datetime  # UTC
    command: str
    version: str
    operator: str = ""


def append_act(seeds: Path, act: Act, of: Mapping[str, object], salt: str) -> None:
    """Write down that an act begins. `of` is JSON: live blog, captures, digests …; `salt` is nobody's guess."""
    last = disk.read_last_line(seeds / LOG)
    before: dict[str, Any] = _parse(last, f"{seeds / LOG}, its last line") if last else {"n": 0, "sha256": _FIRST}
    line: dict[str, object] = {
        "n": before["n"] + 1,
        "time": act.time.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "command": act.command,
        "version": act.version,
    }
    if act.operator:
        line["operator"] = act.operator
    line |= {"of_sha256": _digest_of(of, salt), "before": before["sha256"]}
    line |= {"sha256": _digest(line), "salt": salt, "of": dict(of)}
    disk.append(seeds / LOG, dump_line(line))


def read_log(seeds: Path) -> list[dict[str, Any]]:
    """The lines of the log, oldest first, without one that was never finished. Raises Damage for one that is none."""
    path = seeds / LOG
    if not path.is_file():
        return []
    *lines, rest = disk.read_bytes(path).decode("utf-8", "surrogateescape").split("\n")
    if _is_line_and_more(rest):
        place = f"{path}, line {len(lines) + 1}"
        raise Damage(place, "ends in something else than a line end", "restore it from a backup")
    return [_parse(line, f"{path}, line {number}") for number, line in enumerate(lines, start=1)]


def erased_acts(seeds: Path) -> set[str]:
    """The tombstones of which the log tells, found without reading all of it. (Inside a text the marks are escaped.)"""
    path = seeds / LOG
    return {each.decode("ascii") for each in _ERASED.findall(disk.read_bytes(path))} if path.is_file() else set()


def tells(seeds: Path, name: str) -> bool:
    """May any line of the log say something under this name? Found without reading all of it."""
    path = seeds / LOG
    return path.is_file() and f'"{name}": '.encode("ascii") in disk.read_bytes(path)


def is_whole(seeds: Path) -> bool:
    """Was the last line of the log finished? True of a log that was never begun."""
    path = seeds / LOG
    return not path.is_file() or disk.read_bytes(path)[-1:] in (b"\n", b"")


def check_log(lines: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the chain, a sentence each."""
    before: dict[str, Any] = {"n": 0, "sha256": _FIRST}
    for place, line in enumerate(lines, start=1):
        if line["n"] != before["n"] + 1:
            yield f"line {place} is number {line['n']}, after number {before['n']}"
        elif line.get("before") != before["sha256"]:
            yield f"line {place} does not follow the line before it"
        if line["sha256"] != _digest({key: line[key] for key in line if key not in (*_BESIDE, "sha256")}):
            yield f"line {place} is not as it was written"
        elif not _names_are_slugs(line.get("of", {})):
            yield f"line {place} calls a live blog by a name that Backfile gives to none"
        elif "of" in line and line.get("of_sha256") != _digest_of(line["of"], str(line.get("salt"))):
            yield f"line {place} says something else of what was done"
        before = line


def _names_are_slugs(of: object) -> bool:
    """Are the live blogs that a line speaks of called as such are? Their folders are found, and removed, by these."""
    moved = of.get("moved", {}) if isinstance(of, dict) else None
    if not isinstance(of, dict) or not isinstance(moved, dict):
        return False
    named = [each[name] for each in (of, moved) for name in ("liveblog", "left", "from", "to") if name in each]
    return all(map(is_slug, named))


def forget(seeds: Path, lines: list[dict[str, Any]]) -> None:
    """Write the log with these lines, from which `without` took what is to be forgotten."""
    disk.write(seeds / LOG, "".join(map(dump_line, lines)))


def without(line: dict[str, Any]) -> dict[str, Any]:
    """The line without what it is about; the chain holds all the same."""
    return {key: value for key, value in line.items() if key not in _BESIDE}


def _is_line_and_more(rest: str) -> bool:
    """Does something stand behind a whole line that is no line end? A writer that was stopped leaves its beginning."""
    try:
        _, end = json.JSONDecoder().raw_decode(rest)
    except (ValueError, RecursionError):
        return False
    return end < len(rest)


def _parse(line: str, place: str) -> dict[str, Any]:
    plain = parse_line(line, place)
    if not isinstance(plain, dict) or not isinstance(plain.get("n"), int) or not isinstance(plain.get("sha256"), str):
        raise Damage(place, "is no line of the log", "restore it from a backup")
    return plain


def _digest(line: Mapping[str, object]) -> Digest:
    return digest(json.dumps(line, ensure_ascii=True, sort_keys=True, separators=(",", ":")))


def _digest_of(of: object, salt: str) -> Digest:
    return digest(salt + json.dumps(of, ensure_ascii=True, sort_keys=True, separators=(",", ":")))
