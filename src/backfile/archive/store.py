"""What does archive/ hold, and how does a reading get into it?

One folder a live blog: `index.md` (the live blog), `<slug>.md` (its entries), `revisions/`, `captures/<digest12>/` with
what each capture showed (the text and the account of each part, and `reading.json`, written last), `corrections.jsonl`
with what people decided, and a list of all these files (archive/manifest.py). From readings and decisions the entries
are made anew whenever one is added, so that the order of adding changes nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backfile import disk
from backfile.archive import front, reading_file
from backfile.archive.corrections import (
    CORRECTIONS,
    decision_by_hand,
    dump_decisions,
    overlay,
    read_decisions,
    withheld_captures,
)
from backfile.archive.doubts import find_doubts
from backfile.archive.entry_file import dump_entry, load_entry, revision_name
from backfile.archive.identity import liveblog_key
from backfile.archive.liveblog_file import INDEX, dump_index, read_index
from backfile.archive.manifest import NEXT, Announce, check_listed, commit, unannounced
from backfile.archive.order import in_order
from backfile.archive.reading_file import (
    CAPTURES,
    READING,
    capture_folders,
    dump_parts,
    dump_reading,
    is_of_a_reading,
    names_of_part,
    read_capture,
    short,
)
from backfile.archive.record import read_text
from backfile.archive.revise import join_liveblogs, revise
from backfile.archive.slugs import beginning, find_aliases, give_slugs, moved_keys
from backfile.archive.ties import retied, ties_of
from backfile.errors import Damage
from backfile.model.capture import Digest, digest
from backfile.model.decision import Decision
from backfile.model.entry import Coverage, Entry, Reading
from backfile.text.slug import Slug, slug

_LONGEST_LIVEBLOG = 60  # bytes: with an entry's 80, the folders above and an ending, paths stay below 240


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing did: the live blog as it is now, and which entries are new or have new words."""

    coverage: Coverage
    new_liveblog: bool
    new: tuple[Slug, ...]
    revised: tuple[Slug, ...]


def list_liveblogs(archive: Path) -> list[Slug]:
    """The slugs of all live blogs, sorted."""
    with disk.plainly(archive, "listed"):
        return sorted(Slug(folder.name) for folder in disk.folders(archive) if (folder / INDEX).is_file())


def read_coverage(
    archive: Path, liveblog: Slug, faults: list[Damage] | None = None, *, withheld: bool = False
) -> Coverage:
    """A live blog with its entries, and with what people decided of them. Raises Damage for a file that is not as it
    was written.

    With `faults`, an entry that is damaged is left out, and its fault added there. What is withheld is left out, too,
    unless asked for: `withheld` is for those who keep the archive.
    """
    coverage, by_hand = _with_captured_words(archive, read_as_captured(archive, liveblog, faults), faults)
    decisions = read_decisions(archive / liveblog)
    if not decisions and not by_hand:
        return coverage
    hidden = withheld_captures(decisions)
    if hidden and not withheld:
        coverage = _open_to_others(archive, coverage, hidden, decisions)
    aliases = dict(coverage.aliases)
    altered = {entry.slug for entry in coverage.entries if entry.altered is not None}
    said = [*decisions, *(each for each in by_hand if each.entry in altered)]
    entries = [overlay(entry, said, aliases) for entry in coverage.entries]
    if withheld:
        entries = [_mark(entry, hidden) for entry in entries]
    return replace(coverage, entries=tuple(each for each in entries if withheld or each.withheld is None))


def read_archive(archive: Path, *, withheld: bool = False) -> tuple[list[Coverage], list[Damage]]:
    """All live blogs, by slug, without the entries that are damaged, and what is wrong with these; as read_coverage."""
    coverages: list[Coverage] = []
    faults: list[Damage] = []
    for liveblog in list_liveblogs(archive):
        try:
            coverages.append(read_coverage(archive, liveblog, faults, withheld=withheld))
        except Damage as fault:
            faults.append(fault)
    return coverages, faults


def read_readings(archive: Path, liveblog: Slug) -> list[Reading]:
    """What each capture of a live blog showed, by time of capture."""
    return in_order(reading_file.read_reading(folder) for folder in capture_folders(archive / liveblog))


def read_reading(archive: Path, liveblog: Slug, capture: Digest) -> Reading:
    """What one capture of a live blog showed."""
    return reading_file.read_reading(archive / liveblog / CAPTURES / short(capture))


def read_held_reading(archive: Path, liveblog: Slug, capture: Digest) -> Reading:
    """The same, to be shown as what the capture says: Damage too where a text is not as it was written."""
    reading = read_reading(archive, liveblog, capture)
    check_listed(archive / liveblog, [name for part in reading.parts for name in names_of_part(capture, part.name)])
    return reading


def read_part(archive: Path, liveblog: Slug, capture: Digest, part: str) -> str:
    """The text of one part of a capture. Raises Damage, also where it is not as it was written: what is shown under the
    digest of a capture must be what was read in it."""
    check_listed(archive / liveblog, names_of_part(capture, part)[:1])
    return reading_file.read_part(archive / liveblog / CAPTURES / short(capture), part)


def held_captures(archive: Path) -> dict[str, Slug]:
    """The live blog of every capture that was read, by the first 12 digits of the capture's digest."""
    return {capture: homes[-1] for capture, homes in homes_of_captures(archive).items()}


def homes_of_captures(archive: Path) -> dict[str, list[Slug]]:
    """The same with all live blogs of each capture: two, where one was stopped on its way from one to the other."""
    found: dict[str, list[Slug]] = {}
    for liveblog in disk.folders(archive):
        for folder in disk.folders(liveblog / CAPTURES):
            if (folder / READING).is_file():
                found.setdefault(folder.name, []).append(Slug(liveblog.name))
    return found


def store_reading(archive: Path, reading: Reading, announce: Announce = unannounced) -> Stored:
    """Add a reading to its live blog, or found a new one with it. The caller holds the lock.

    A reading that is held already, or shows nothing new, changes no entry. `announce` is told of the change before it
    is made, as by archive/manifest.commit.
    """
    liveblog, new_liveblog = find_liveblog(archive, reading)
    if new_liveblog:
        return found_liveblog(archive, reading, announce)
    return _store(archive, liveblog, [reading], founding=None, announce=announce)


def found_liveblog(archive: Path, reading: Reading, announce: Announce = unannounced) -> Stored:
    """Found a new live blog with a reading. The caller holds the lock."""
    return _store(archive, new_slug(archive, reading), [reading], founding=liveblog_key(reading), announce=announce)


def replace_readings(
    archive: Path,
    liveblog: Slug,
    readings: Sequence[Reading],
    *,
    decisions: Sequence[Decision] | None = None,
    accepted: Slug | None = None,
    rather: Slug | None = None,
    without: frozenset[Digest] = frozenset(),
    erased: Slug | None = None,
    key: str | None = None,
    announce: Announce = unannounced,
) -> Stored:
    """Put other readings of captures in the place of those that are held, and other `decisions`. The caller holds the
    lock.

    An entry that stands in a capture where an old one stood is that entry, and keeps its slug. Without readings and
    decisions the live blog is made anew from what is held. What somebody altered in the entry `accepted` goes, for it
    is a decision by now; of several that become one entry `rather` keeps its slug. The captures
    `without`, and what is left of the entry `erased`, go for good. `key` is what the live blog is known by from now on.
    """
    return _store(
        archive,
        liveblog,
        readings,
        founding=None,
        decisions=decisions,
        accepted=accepted,
        rather=rather,
        without=without,
        erased=erased,
        key=key,
        announce=announce,
    )


def read_captured(archive: Path, liveblog: Slug, name: Slug) -> Entry | None:
    """An entry as its captures show it, whatever somebody did to its file; None where none shows it."""
    readings = {reading.capture.digest: reading for reading in read_readings(archive, liveblog)}
    held = {entry.slug: entry for entry in read_as_captured(archive, liveblog, None).entries}
    before = held | {name: replace(held[name], altered=None)}
    coverage = _make(archive, liveblog, readings, before, read_decisions(archive / liveblog), founding=None)
    return next((entry for entry in coverage.entries if entry.slug == name), None)


def derive(archive: Path, liveblog: Slug) -> dict[str, bytes]:
    """What the files of a live blog's entries and its index.md hold, as they follow from readings and decisions.

    What somebody altered by hand stays altered. Nothing is written.
    """
    return _entry_files(_derived(archive, liveblog, None))


def _derived(archive: Path, liveblog: Slug, faults: list[Damage] | None) -> Coverage:
    readings = {reading.capture.digest: reading for reading in read_readings(archive, liveblog)}
    before = {entry.slug: entry for entry in read_as_captured(archive, liveblog, faults).entries}
    return _make(archive, liveblog, readings, before, read_decisions(archive / liveblog), founding=None)


def unfinished(archive: Path) -> list[Slug]:
    """The live blogs that a stopped command left between two states."""
    return sorted(Slug(path.parent.name) for path in archive.glob(f"*/{NEXT}"))


def _store(
    archive: Path,
    liveblog: Slug,
    added: Sequence[Reading],
    *,
    founding: str | None,
    announce: Announce,
    decisions: Sequence[Decision] | None = None,
    accepted: Slug | None = None,
    rather: Slug | None = None,
    without: frozenset[Digest] = frozenset(),
    erased: Slug | None = None,
    key: str | None = None,
) -> Stored:
    """Make the live blog anew from the readings that are held and those added; `founding` is a new one's key."""
    folder = archive / liveblog
    readings = {reading.capture.digest: reading for reading in added}
    before: dict[Slug, Entry] = {}
    moved: dict[str, str] = {}
    held_decisions = read_decisions(folder) if founding is None else []
    decided = held_decisions if decisions is None else list(decisions)
    if founding is None:
        for held in read_readings(archive, liveblog):
            moved |= moved_keys(held, readings.setdefault(held.capture.digest, held))
        for entry in read_as_captured(archive, liveblog, None).entries:
            keys = (*entry.keys, *(moved[key] for key in entry.keys if key in moved))
            altered = None if entry.slug == accepted else entry.altered
            if entry.slug != erased:
                before[entry.slug] = replace(entry, keys=keys, altered=altered)
        decided += retied(decided, moved)
    for its_digest in without:
        readings.pop(its_digest, None)
    coverage = _make(archive, liveblog, readings, before, decided, founding=founding, rather=rather)
    coverage = replace(coverage, key=key or coverage.key)
    files: dict[str, bytes] = {}
    if decided != held_decisions:
        files[CORRECTIONS] = dump_decisions(decided).encode("ascii")
    for reading in added:
        files |= dump_parts(reading)
    files |= _entry_files(coverage)
    for reading in added:  # last, for it says that the rest is there
        files |= dump_reading(reading)
    with disk.batch():
        gone = [f"{CAPTURES}/{short(each)}" for each in sorted(without)]
        commit(
            folder,
            files,
            lambda: [name for name in _kept(folder, added) if name.rpartition("/")[0] not in gone],
            lambda: _sweep(folder, files, gone, erased),
            announce,
        )
    return Stored(
        coverage=coverage,
        new_liveblog=founding is not None,
        new=tuple(entry.slug for entry in coverage.entries if entry.slug not in before),
        revised=tuple(
            entry.slug
            for entry in coverage.entries
            if entry.slug in before and len(entry.revisions) > len(before[entry.slug].revisions)
        ),
    )


def _make(
    archive: Path,
    liveblog: Slug,
    readings: Mapping[Digest, Reading],
    before: Mapping[Slug, Entry],
    decisions: Sequence[Decision],
    *,
    founding: str | None,
    rather: Slug | None = None,
) -> Coverage:
    """The live blog as it follows from readings and decisions, with the slugs that entries had before."""
    held = None if founding is not None else read_index(archive / liveblog)
    aliases = held.aliases if held else {}
    entries = give_slugs(revise(readings.values(), ties_of(decisions)), before, aliases, rather)
    ordered = in_order(readings.values())
    return Coverage(
        slug=liveblog,
        key=held.key if held else str(founding),
        liveblog=join_liveblogs(ordered),
        captures=tuple(each.capture for each in ordered),
        entries=tuple(entries),
        aliases=tuple(sorted(find_aliases(entries, before, aliases).items())),
        doubts=find_doubts((each.capture for each in ordered), entries),
    )


def _entry_files(coverage: Coverage) -> dict[str, bytes]:
    files = {name: text for entry in coverage.entries for name, text in dump_entry(coverage.slug, entry).items()}
    files[INDEX] = dump_index(coverage)
    return {name: text.encode("utf-8") for name, text in files.items()}


def _kept(folder: Path, added: Sequence[Reading]) -> list[str]:
    """The files of the folder that follow from nothing in it: other captures' readings, and decisions."""
    anew = {f"{CAPTURES}/{short(reading.capture.digest)}" for reading in added}
    names = [path.relative_to(folder).as_posix() for path in folder.glob(f"{CAPTURES}/*/*") if is_of_a_reading(path)]
    kept = [name for name in names if name.rpartition("/")[0] not in anew]
    return kept + ([CORRECTIONS] if (folder / CORRECTIONS).is_file() else [])


def read_as_captured(archive: Path, liveblog: Slug, faults: list[Damage] | None) -> Coverage:
    folder = archive / liveblog
    index = read_index(folder)
    captures = index.in_order(map(read_capture, capture_folders(folder)))
    entries = tuple(_read_entries(folder, index.entries, faults))
    return Coverage(
        slug=liveblog,
        key=index.key,
        liveblog=index.liveblog,
        captures=captures,
        entries=entries,
        aliases=tuple(sorted(index.aliases.items())),
        doubts=find_doubts(captures, entries),
    )


def _with_captured_words(
    archive: Path, coverage: Coverage, faults: list[Damage] | None
) -> tuple[Coverage, list[Decision]]:
    """The live blog with the captured words and facts of what somebody altered by hand, and what that says otherwise in
    the heads of entries, as decisions; and with the older words that somebody changed as their captures show them.
    Words that no capture shows any longer are empty: not known."""
    if not any(entry.altered is not None or _is_torn(entry) for entry in coverage.entries):
        return coverage, []
    try:
        made = {entry.slug: entry for entry in _derived(archive, coverage.slug, []).entries}
    except Damage as fault:
        if faults is None:
            raise
        faults.append(fault)
        made = {}
    entries: list[Entry] = []
    by_hand: list[Decision] = []
    for held in coverage.entries:
        if held.altered is None:
            entries.append(made.get(held.slug, held) if _is_torn(held) else held)
        elif (captured := made.get(held.slug)) is None:
            nothing = replace(held.newest, headline=None, body="")
            unknown = replace(held, byline=(), published=None, updated=None, tags=())
            entries.append(replace(unknown, revisions=(*held.revisions[:-1], nothing)))
            by_hand.append(replace(decision_by_hand(held, entries[-1]), body=None))
        else:
            entries.append(replace(captured, altered=held.altered))
            by_hand.append(replace(decision_by_hand(held, captured), body=None))
    return replace(coverage, entries=tuple(entries)), by_hand


def _is_torn(entry: Entry) -> bool:
    """Are older words missing, for their file holds others? No capture shows an update without any."""
    return any(not each.body and each.headline is None for each in entry.revisions[:-1])


def _open_to_others(
    archive: Path, coverage: Coverage, hidden: Container[Digest], decisions: Sequence[Decision]
) -> Coverage:
    """The live blog as it were if those captures had never come: nothing of what they alone show is left."""
    readings = {each.capture.digest: each for each in read_readings(archive, coverage.slug)}
    open_ones = {its_digest: each for its_digest, each in readings.items() if its_digest not in hidden}
    before = {entry.slug: entry for entry in coverage.entries}
    made = _make(archive, coverage.slug, open_ones, before, decisions, founding=None)
    # A person's alteration may speak of words that only a withheld capture shows.
    seen = {place.capture for entry in coverage.entries if entry.altered for place in entry.newest.provenance}
    entries = [replace(each, altered=None) if any(one in hidden for one in seen) else each for each in made.entries]
    return replace(made, entries=tuple(entries))


def _mark(entry: Entry, hidden: Mapping[Digest, str]) -> Entry:
    """An entry that only withheld captures show is withheld for the reason of one of them."""
    places = [place.capture for revision in entry.revisions for place in revision.provenance]
    if entry.withheld is None and places and all(place in hidden for place in places):
        return replace(entry, withheld=hidden[places[-1]])
    return entry


def liveblog_of(archive: Path, key: str) -> Slug | None:
    """The live blog with that key, if the archive holds it."""
    for liveblog in list_liveblogs(archive):
        if key == f"named:{liveblog}":
            return liveblog
        path = archive / liveblog / INDEX
        # Nearly all of them have another key, which takes no parsing to see.
        if (not key.isprintable() or key in read_text(path)) and read_index(path.parent).key == key:
            return liveblog
    return None


def _sweep(folder: Path, files: Container[str], gone: Sequence[str], erased: Slug | None) -> None:
    """Remove what was written of entries that have become one with others, and parts of earlier readings; never what
    somebody wrote or altered, unless it is to be erased."""
    for name in gone:
        disk.remove(folder / name)
    if erased is not None:
        for path in [folder / f"{erased}.md", *folder.glob(f"revisions/{erased}.[0-9]*.md")]:
            disk.remove(path)
    for path in sorted([*folder.glob("*.md"), *folder.glob("revisions/*.md")]):
        if path.relative_to(folder).as_posix() not in files and path.name != INDEX and _is_ours(path):
            disk.remove(path)
    for path in sorted(folder.glob(f"{CAPTURES}/*/*")):
        name = path.relative_to(folder).as_posix()
        if f"{name.rpartition('/')[0]}/{READING}" in files and name not in files and is_of_a_reading(path):
            disk.remove(path)


def _is_ours(path: Path) -> bool:
    try:
        facts, body = front.load(read_text(path), path)
    except Damage:
        return False
    return "permalink" in facts and facts.get("body_sha256") == digest(body)


def find_liveblog(archive: Path, reading: Reading) -> tuple[Slug, bool]:
    """The slug of the reading's live blog, and whether it is a new one."""
    held = _home(archive, reading.capture.digest) or liveblog_of(archive, liveblog_key(reading))
    return (new_slug(archive, reading), True) if held is None else (held, False)


def new_slug(archive: Path, reading: Reading) -> Slug:
    """A slug for the live blog that a reading founds."""
    first = beginning(reading.entries[0].body) if reading.entries else ""
    archived = next((each.archived for each in reading.entries if each.archived), None)
    elsewhere = archived.permalink.rpartition("/")[0] if archived else ""
    name = reading.capture.liveblog or elsewhere or reading.liveblog.headline or first
    taken = list_liveblogs(archive)  # a folder without an index is what a stopped command left
    fallback = f"live-blog-{short(reading.capture.digest)}"
    return slug(name, fallback=fallback, taken=taken, longest=_LONGEST_LIVEBLOG)


def _home(archive: Path, capture: Digest) -> Slug | None:
    """The live blog of a capture that was read."""
    reading = Path(CAPTURES) / short(capture) / READING
    return next((Slug(folder.name) for folder in disk.folders(archive) if (folder / reading).is_file()), None)


def _read_entries(folder: Path, names: Sequence[str], faults: list[Damage] | None) -> Iterator[Entry]:
    for name in names:
        try:
            yield _read_entry(folder, name, faults)
        except Damage as fault:
            if faults is None:
                raise
            faults.append(fault)


def read_entry(archive: Path, liveblog: Slug, slug: Slug) -> Entry:
    """One entry as its file has it, without what people decided of it. Raises Damage for a file that is none."""
    return _read_entry(archive / liveblog, slug, None)


def _read_entry(folder: Path, name: str, faults: list[Damage] | None) -> Entry:
    path = folder / f"{Slug(Path(name).name)}.md"

    def older(number: int) -> str:
        return read_text(folder / revision_name(Slug(path.stem), number))

    return load_entry(Slug(path.stem), read_text(path), older, path, faults)
