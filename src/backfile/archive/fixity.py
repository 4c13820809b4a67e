"""Is a live blog's folder as it was written? Against its list of digests, or, where it is of before there were lists,
against what follows from its readings.

What a stopped command left between two states is not damage: each file then is as one of the two lists says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

from backfile import disk
from backfile.archive import front
from backfile.archive.corrections import read_decisions
from backfile.archive.entry_file import is_altered, revision_name
from backfile.archive.held import read_as_captured
from backfile.archive.liveblog_file import INDEX
from backfile.archive.making import derive
from backfile.archive.manifest import MANIFEST, NEXT, read_manifest
from backfile.archive.reading_file import CAPTURES, READING, capture_folders, is_of_a_reading, read_reading, short
from backfile.archive.record import read_text
from backfile.errors import Damage
from backfile.model.capture import Digest, digest
from backfile.model.entry import Coverage, Revision
from backfile.model.finding import Finding
from backfile.model.observation import Reading
from backfile.text.fold import folded_words
from backfile.text.markdown import words
from backfile.text.slug import Slug

STANDS = 0.9
"""Share of a wording's words that stand at one of its places at least. Of 1,009 entries with words that were read in 60
real captures all do, and of those read in the data of 304 pages too; the rest is left to spellings not met yet."""

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\.")

_BACKUP = "restore it from a backup"


def check_liveblog(archive: Path, liveblog: Slug) -> list[Finding]:
    """What is wrong in the folder of a live blog, by path. Nothing is written."""
    folder = archive / liveblog
    found = list(_check_files(folder))
    if is_between(archive, liveblog):  # what is there is as one list says, and all need not be there
        return _below(liveblog, found)
    told = {each.path for each in found}
    try:
        readings = {path.name: read_reading(path) for path in capture_folders(folder)}
        coverage = read_as_captured(archive, liveblog, None)
        read_decisions(folder)
    except Damage as fault:
        place = _path_in(folder, fault.place)
        code = "account" if "account of the page" in fault.fault else "unreadable"
        if place not in told or code == "account":
            found.append(Finding(code=code, path=place, fault=fault.fault, mend=fault.mend))
        return _below(liveblog, found)
    found += _check_accounts(readings)
    found += _check_places(coverage, {each.capture.digest: each for each in readings.values()})
    told |= {each.path for each in found}
    if not (folder / MANIFEST).exists():
        found += [each for each in _check_derived(archive, liveblog) if each.path not in told]
    return _below(liveblog, found)


def list_folders(archive: Path) -> list[Slug]:
    """The live blogs, those too whose index.md is gone."""
    return sorted({Slug(path.parent.name) for name in (INDEX, MANIFEST, NEXT) for path in archive.glob(f"*/{name}")})


def is_between(archive: Path, liveblog: Slug) -> bool:
    """Did a stopped command leave the live blog between two states?"""
    return (archive / liveblog / NEXT).exists()


def manifest_digests(archive: Path, liveblog: Slug) -> list[Digest]:
    """The digests of its lists: one, or two between two states, or none of before there were lists."""
    paths = [archive / liveblog / name for name in (MANIFEST, NEXT)]
    return [digest(disk.read_bytes(path)) for path in paths if path.is_file()]


def otherwise(archive: Path, liveblog: Slug) -> list[str]:
    """The files of entries that this version would make otherwise of the same readings."""
    return [each.path for each in _check_derived(archive, liveblog)]


def _check_files(folder: Path) -> Iterator[Finding]:
    """The files against the list, and those that no list names."""
    try:
        lists = [read_manifest(folder), read_manifest(folder, NEXT)]
    except Damage as damage:
        yield Finding(code="manifest", path=_path_in(folder, damage.place), fault=damage.fault, mend=damage.mend)
        return
    before, after = lists
    between = bool(after)
    held = {path.relative_to(folder).as_posix(): path for path in disk.walk(folder)}
    digests = {name: digest(disk.read_bytes(path)) for name, path in held.items() if path.name not in (MANIFEST, NEXT)}
    named = before.keys() | after.keys()
    strangers = {its: name for name, its in sorted(digests.items(), reverse=True) if name not in named}
    for name in sorted(named):
        right = {each[name] for each in lists if name in each}
        if name not in digests:
            if between and (name not in before or name not in after):
                continue  # not written yet, or removed by now
            twin = next((strangers[its] for its in right if its in strangers), None)
            if twin is not None:
                del strangers[digests[twin]]
                yield Finding(code="renamed", path=name, fault=f"stands there as {twin}", mend="give it its name again")
            else:
                yield Finding(code="missing", path=name, fault="is not there", mend=_BACKUP)
        elif digests[name] not in right:
            yield _changed(held[name], name, digests[name], min(right))
        elif name.endswith(".md") and _is_altered(held[name]):
            yield _altered(name)
    if named:
        for name in sorted(strangers.values()):
            if _looks_ours(held[name]):
                fault = "was not written by any command"
                yield Finding(code="added", path=name, fault=fault, mend="move it out of archive/")
    else:  # of before there were lists
        for name in sorted(digests):
            if name.endswith(".md") and _is_altered(held[name]):
                yield _altered(name)


def _changed(path: Path, name: str, found: Digest, written: Digest) -> Finding:
    if name.endswith(".md") and name != INDEX and "/" not in name and _is_altered(path):
        return _altered(name)
    fault = f"holds other bytes than were written (sha256 {found}, not {written})"
    return Finding(code="changed", path=name, fault=fault, mend=_BACKUP)


def _altered(name: str) -> Finding:
    if "/" in name:
        return Finding(code="altered", path=name, fault="earlier words were changed", mend=_BACKUP)
    fault = "its words, or what its head says of them, are not as they were captured"
    mend = f"undo it, or make it a correction with: backfile accept {name.removesuffix('.md')}"
    return Finding(code="altered", path=name, fault=fault, mend=mend)


def _is_altered(path: Path) -> bool:
    try:
        facts, body = front.load(read_text(path), path)
    except Damage:
        return False
    if "facts_sha256" not in facts:  # of an older revision the head says nothing that could be altered
        return "body_sha256" in facts and facts["body_sha256"] != digest(body)
    return is_altered(facts, body)


def _looks_ours(path: Path) -> bool:
    """Would a reader of the archive take this for a part of the record? Notes that somebody put there are not."""
    if path.parent.parent.name == CAPTURES:
        return is_of_a_reading(path)
    if path.suffix != ".md":
        return False
    try:
        return "permalink" in front.load(read_text(path), path)[0]
    except Damage:
        return False


def _check_accounts(readings: Mapping[str, Reading]) -> Iterator[Finding]:
    """That each account is one of the text beside it. (Holes and overlaps keep it from being read at all.)"""
    for name, reading in readings.items():
        for part, ledger in zip(reading.parts, reading.ledgers, strict=True):
            if len(part.text) != ledger.characters or part.name != ledger.part:
                fault = f"the account of part “{part.name}” is one of {ledger.characters:,} characters, not of these"
                path = f"{CAPTURES}/{name}/{READING}"
                yield Finding(code="account", path=path, fault=f"{fault} {len(part.text):,}", mend=_BACKUP)


def _check_places(coverage: Coverage, readings: Mapping[Digest, Reading]) -> Iterator[Finding]:
    """That each wording stands where its provenance says."""
    for entry in coverage.entries:
        for revision in entry.revisions:
            fault = None if entry.altered is not None and revision is entry.newest else _misplaced(revision, readings)
            if fault is not None:
                older = revision is not entry.newest
                name = revision_name(entry.slug, revision.number) if older else f"{entry.slug}.md"
                yield Finding(code="provenance", path=name, fault=fault, mend=_BACKUP)


def _misplaced(revision: Revision, readings: Mapping[Digest, Reading]) -> str | None:
    its_words = folded_words(words(revision.body)).split()
    best = 0.0
    for place in revision.provenance:
        reading = readings.get(place.capture)
        text = next((part.text for part in reading.parts if part.name == place.part), None) if reading else None
        if text is None:
            return f"points to part “{place.part}” of capture {short(place.capture)}, which is not held"
        if not 0 <= place.start <= place.end <= len(text):
            return f"points to characters {place.start}–{place.end} of part “{place.part}”, which has {len(text):,}"
        there = set(folded_words(_read_out(text[place.start : place.end])).split())
        best = max(best, sum(word in there for word in its_words) / max(1, len(its_words)))
    if its_words and best < STANDS:
        return f"its words do not stand where it says they were captured (at best {best:.0%} of them)"
    return None


def _read_out(stretch: str) -> str:
    """The text with what data and pages spell out (JSON's escapes, HTML's entities) as the characters they mean."""
    return unescape(_ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", stretch))


def _check_derived(archive: Path, liveblog: Slug) -> Iterator[Finding]:
    """That the entries are what the readings and people's decisions make of them."""
    folder = archive / liveblog
    for name, data in derive(archive, liveblog).items():
        path = folder / name
        if not path.is_file():
            yield Finding(code="missing", path=name, fault="is not there", mend=_BACKUP)
        elif path.read_bytes().replace(b"\r\n", b"\n") != data:
            fault = "is not what follows from the readings of its captures"
            yield Finding(code="derived", path=name, fault=fault, mend=_BACKUP)


def _path_in(folder: Path, place: str) -> str:
    """The path of a fault below the folder, without what a message adds to it."""
    inside = place.removeprefix(f"{folder}").lstrip("/\\").replace("\\", "/")
    return inside.partition(", ")[0] or INDEX


def _below(liveblog: Slug, found: list[Finding]) -> list[Finding]:
    return [
        Finding(code=each.code, path=f"archive/{liveblog}/{each.path}", fault=each.fault, mend=each.mend)
        for each in sorted(found, key=lambda each: each.path)
    ]
