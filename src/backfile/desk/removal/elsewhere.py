"""Where else in the archive do words of entries stand? In menus, teasers, other captures, other entries.

What was read of captures is looked through for whole headlines and sentences (text/passages.py). Bytes in which nothing
was read are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from backfile.archive.held import held_captures, list_liveblogs, read_as_captured
from backfile.archive.reading_file import capture_folders, part_file, part_files, read_reading, short
from backfile.archive.record import read_text
from backfile.errors import Damage
from backfile.model.capture import Digest
from backfile.model.entry import Coverage, Entry, Revision
from backfile.model.permalink import Permalink, permalink
from backfile.seeds.shelf.names import SIDECAR
from backfile.text.comparing import Stretch
from backfile.text.markdown import words
from backfile.text.passages import Passage, cut_passages, find_passages
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A part of a capture in which such words stand: its file below the archive's root, and at which characters.

    `capture` is what `erase` knows it by; `entry` another entry of whose words they are, if they are.
    """

    path: str
    stretches: tuple[Stretch, ...]
    capture: str
    entry: Permalink | None


def passages_of(entry: Entry) -> frozenset[Passage]:
    """What is sought of an entry, in all its wordings."""
    return _passages(entry.revisions)


def passages_of_captures(workspace: Workspace, gone: Set[Digest]) -> frozenset[Passage]:
    """What is sought of captures: the words of their entries that these have in no capture that stays."""
    homes = held_captures(workspace.archive)
    sought: set[Passage] = set()
    for liveblog in {homes[short(each)] for each in gone if short(each) in homes}:
        for entry in read_as_captured(workspace.archive, liveblog, []).entries:
            stays = [each for each in entry.revisions if not gone >= {place.capture for place in each.provenance}]
            told = "\n".join(f"{each.headline or ''}\n{words(each.body)}" for each in stays)
            goes = _passages(each for each in entry.revisions if each not in stays)
            sought |= {each for each in goes if not find_passages(frozenset([each]), told)}
    return frozenset(sought)


def find_elsewhere(
    workspace: Workspace, passages: frozenset[Passage], faults: list[Damage], liveblogs: Sequence[Slug] | None = None
) -> Iterator[Place]:
    """The places, by live blog (of these, or of all) and capture. What cannot be read is told in `faults`."""
    for liveblog in list_liveblogs(workspace.archive) if liveblogs is None else liveblogs:
        for folder in capture_folders(workspace.archive / liveblog):
            for path in part_files(folder):
                try:
                    found = find_passages(passages, read_text(path, "surrogatepass"))
                    yield from _places(workspace, liveblog, path, found) if found else ()
                except Damage as fault:
                    faults.append(fault)


def hold_passages(folder: Path, passages: frozenset[Passage]) -> bool:
    """Does any text of the capture whose folder this is hold one of these?"""
    return any(find_passages(passages, read_text(path, "surrogatepass")) for path in part_files(folder))


def tell_in_sight(workspace: Workspace, coverage: Coverage, withheld: Entry) -> Iterator[str]:
    """Where in its live blog words of an entry that is withheld still stand in what others see."""
    passages, own = passages_of(withheld), permalink(coverage.slug, withheld.slug)
    about = (("headline", (coverage.liveblog.headline or "",)), ("summary", coverage.liveblog.summary))
    for name, texts in about:
        if any(find_passages(passages, text) for text in texts):
            yield f"words of it stand in the {name} of {coverage.slug} too, which stays in sight"
    places = find_elsewhere(workspace, passages, [], [coverage.slug])
    for other in sorted({place.entry for place in places if place.entry} - {own}):
        yield f"words of it stand in {other} too, which stays in sight; to withhold that: backfile withhold {other}"


def _passages(revisions: Iterable[Revision]) -> frozenset[Passage]:
    held = list(revisions)
    return cut_passages([each.headline for each in held if each.headline], [words(each.body) for each in held])


def _places(workspace: Workspace, liveblog: Slug, path: Path, found: Iterable[Stretch]) -> Iterator[Place]:
    """The stretches of a part, by the entries of whose words they are."""
    reading = read_reading(path.parent)
    capture = reading.capture
    parts = zip(reading.parts, reading.ledgers, strict=True)
    spans = [
        span
        for part, ledger in parts
        if path == part_file(path.parent, part.name)
        for span in ledger.spans
        if span.entry
    ]
    entries = read_as_captured(workspace.archive, liveblog, []).entries
    slugs = {key: entry.slug for entry in entries for key in entry.keys}

    def owner(stretch: Stretch) -> Slug | None:
        keys = (span.entry for span in spans if span.start < stretch.end and stretch.start < span.end)
        return next((slugs[key] for key in keys if key in slugs), None)

    by_owner: dict[Slug | None, list[Stretch]] = {}
    for each in found:
        by_owner.setdefault(owner(each), []).append(each)
    is_shelved = (workspace.seeds / (capture.file + SIDECAR)).is_file()
    for slug, stretches in by_owner.items():
        yield Place(
            path=path.relative_to(workspace.root).as_posix(),
            stretches=tuple(stretches),
            capture=capture.name if is_shelved else capture.digest[:12],
            entry=permalink(liveblog, slug) if slug else None,
        )
