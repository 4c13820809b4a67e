"""How is kept what a capture showed? One folder a capture: the text and account of each part, and `reading.json`.

`reading.json` is written last: it says that the rest is there. A part's text is kept exactly, so that provenance points
into it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from backfile.archive.record import read_json, read_text
from backfile.errors import Damage
from backfile.model.capture import Capture, Digest, Part, PartName
from backfile.model.ledger import Ledger
from backfile.model.observation import LiveBlog, Reading, keys_now
from backfile.model.plain import dump, load
from backfile.model.time import Time

READING = "reading.json"
CAPTURES = "captures"
_LEDGER = ".ledger.json"


def short(its_digest: Digest) -> str:
    """The name of a capture's folder: the first 12 digits of its digest."""
    return its_digest[:12]


def capture_folders(liveblog: Path) -> list[Path]:
    """The folders of the captures of a live blog that were read to the end, sorted."""
    return sorted(path.parent for path in liveblog.glob(f"{CAPTURES}/*/{READING}"))


def is_of_a_reading(path: Path) -> bool:
    """Is this, in the folder of a capture, one of the files written here?"""
    return path.name == READING or path.name.endswith((".txt", _LEDGER))


def dump_parts(reading: Reading) -> dict[str, bytes]:
    """The parts of a capture and their accounts: path below the live blog's folder, and what it holds."""
    files = {}
    for part, ledger in zip(reading.parts, reading.ledgers, strict=True):
        name = f"{_folder(reading)}/{_part_name(part.name)}"
        files[name] = part.text.encode("utf-8", "surrogatepass")
        files[_ledger_name(name)] = _json_lines(dump(ledger), "spans").encode("ascii")
    return files


def dump_reading(reading: Reading) -> dict[str, bytes]:
    """What was read in a capture, and that it was read to the end: to be written after all else."""
    plain = dump(reading) | {"parts": [part.name for part in reading.parts]}
    del plain["ledgers"]
    for name in ("recorded", "told"):
        if plain["capture"][name] is None:  # as of nearly all
            del plain["capture"][name]
    for entry in plain["entries"]:
        if entry["archived"] is None:  # as in all captures but exports
            del entry["archived"]
        if not entry["unseen"]:
            del entry["unseen"]
    return {f"{_folder(reading)}/{READING}": (json.dumps(plain, indent=1, ensure_ascii=True) + "\n").encode("ascii")}


def _folder(reading: Reading) -> str:
    return f"{CAPTURES}/{short(reading.capture.digest)}"


def read_capture(folder: Path) -> Capture:
    """The capture whose folder this is."""
    return load(Capture, read_json(folder / READING).get("capture"), folder / READING)


def read_headline(folder: Path) -> str | None:
    """The headline of the live blog that the capture gives whose folder this is; its texts are not read."""
    return load(LiveBlog, read_json(folder / READING).get("liveblog"), folder / READING).headline


def read_capture_and_latest(folder: Path) -> tuple[Capture, Time | None, set[str]]:
    """The same with the latest time that it states of an entry (`Reading.latest`), if a person says when it was made:
    only such a capture is doubted as a whole. One time of a thousand is made a value of. Third, the publisher's ids."""
    place = folder / READING
    plain = read_json(place)
    capture = load(Capture, plain.get("capture"), place)
    try:
        ids = {each["publisher_id"] for each in plain["entries"] if each["publisher_id"]}
        if not capture.is_stated:
            return capture, None, ids
        told = [time for each in plain["entries"] for time in (each["published"], each["updated"])]
        said = [time for time in told if time and time["instant"]]
        latest = max(said, key=lambda time: datetime.fromisoformat(time["instant"]), default=None)
    except (KeyError, TypeError, ValueError) as error:
        raise Damage(place, f"is not as Backfile wrote it ({error})", "restore it from a backup") from error
    return capture, load(Time, latest, place) if latest else None, ids


def read_part(folder: Path, part: str) -> str:
    """The text of one part of the capture whose folder this is."""
    return read_text(folder / _part_name(part), "surrogatepass")


def part_files(folder: Path) -> list[Path]:
    """The files with the texts of a capture's parts, sorted."""
    return sorted(folder.glob("*.txt"))


def part_file(folder: Path, part: str) -> Path:
    """The file with the text of one part."""
    return folder / _part_name(part)


def read_captures(liveblog: Path) -> list[Capture]:
    """The captures of a live blog that were read to the end."""
    return [read_capture(folder) for folder in capture_folders(liveblog)]


def read_reading(folder: Path) -> Reading:
    """What was read in the capture whose folder this is. Raises Damage."""
    plain = read_json(folder / READING)
    parts = []
    for name in load(tuple[PartName, ...], plain.pop("parts", None), f"{folder / READING}, “parts”"):
        text = read_text(folder / _part_name(name), "surrogatepass")
        ledger = folder / _ledger_name(_part_name(name))
        parts.append((Part(name=name, text=text), load(Ledger, read_json(ledger), ledger)))
    plain |= {"parts": [], "ledgers": []}
    for entry in plain.get("entries", ()):
        if entry.get("archived"):  # what was kept of exports before each capture that they tell of was one here
            entry["archived"].pop("evidence", None)
    reading = load(Reading, plain, folder / READING)
    ledgers = _respelled((ledger for _, ledger in parts), {entry.key for entry in reading.entries})
    return replace(reading, parts=tuple(part for part, _ in parts), ledgers=tuple(ledgers))


def _respelled(ledgers: Iterable[Ledger], keys: Iterable[str]) -> Iterator[Ledger]:
    """The accounts, in which entries have the keys that they have now."""
    now = keys_now(keys)
    for ledger in ledgers:
        spans = [replace(each, entry=now.get(each.entry or "", [each.entry])[0]) for each in ledger.spans if now]
        yield replace(ledger, spans=tuple(spans)) if now else ledger


def names_of_part(capture: Digest, part: str) -> tuple[str, str]:
    """The files of a part, its text and its account: their paths below the live blog's folder."""
    name = f"{CAPTURES}/{short(capture)}/{_part_name(part)}"
    return name, _ledger_name(name)


def ledger_file(folder: Path, part: str) -> Path:
    """The file with the account of one part."""
    return folder / _ledger_name(_part_name(part))


def _part_name(part: str) -> str:
    return part.replace(":", "-") + ".txt"


def _ledger_name(part_name: str) -> str:
    return part_name.removesuffix(".txt") + _LEDGER


def _json_lines(plain: dict[str, Any], name: str) -> str:
    """JSON with one item of the list `name` a line: short to read, and short to compare."""
    items = ",\n  ".join(json.dumps(item, ensure_ascii=True) for item in plain[name])
    head = json.dumps({key: value for key, value in plain.items() if key != name}, ensure_ascii=True)
    return f'{head[:-1]}, "{name}": [\n  {items}\n]}}\n'
