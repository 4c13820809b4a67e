"""What does archive/ hold, and how does a reading get into it?

One folder a live blog: `index.md` (the live blog), `<slug>.md` (its entries), `revisions/`, and `captures/<digest12>/`
with what each capture showed: the text and the account of each part, and `reading.json`, written last. From these
readings the entries are made anew whenever one is added, so that the order of adding changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from backfile import disk
from backfile.archive import front
from backfile.archive.entry_file import dump_entry, load_entry, revision_name
from backfile.archive.identity import liveblog_key
from backfile.archive.revise import Draft, in_order, join_liveblogs, revise
from backfile.errors import Damage, NewerFormat
from backfile.model.capture import Capture, Digest, Part
from backfile.model.entry import Coverage, Entry, LiveBlog, Observation, Reading
from backfile.model.ledger import Ledger
from backfile.model.plain import dump, load
from backfile.text.markdown import escape, words
from backfile.text.slug import Slug, slug

FORMAT = 1
INDEX = "index.md"
READING = "reading.json"
_LONGEST_LIVEBLOG = 60  # bytes: with an entry's 80, the folders above and an ending, paths stay below 240
_WORDS_OF_A_SLUG = 10


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing a reading did: the live blog's coverage as it is now, and which entries are new or have new words."""

    coverage: Coverage
    new_liveblog: bool
    new: tuple[Slug, ...]
    revised: tuple[Slug, ...]


def list_liveblogs(archive: Path) -> list[Slug]:
    """The slugs of all live blogs, sorted."""
    with disk.plainly(archive, "listed"):
        return sorted(Slug(path.parent.name) for path in archive.glob(f"*/{INDEX}"))


def read_coverage(archive: Path, liveblog: Slug) -> Coverage:
    """A live blog with its entries. Raises Damage for a file that is not as it was written."""
    folder = archive / liveblog
    facts = _read_index(folder)
    place = folder / INDEX
    entries = tuple(
        _read_entry(folder, each) for each in load(tuple[str, ...], facts.get("entries"), f"{place}, “entries”")
    )
    captures = tuple(_read_capture(path) for path in _capture_folders(folder))
    return Coverage(
        slug=liveblog,
        key=load(str, facts.get("key"), f"{place}, “key”"),
        liveblog=load(LiveBlog, {name: facts.get(name) for name in _LIVEBLOG_FACTS}, place),
        captures=captures,
        entries=entries,
    )


def read_archive(archive: Path) -> tuple[list[Coverage], list[Damage]]:
    """All live blogs, by slug, and what is wrong with those that cannot be read: one fault each."""
    coverages, faults = [], []
    for liveblog in list_liveblogs(archive):
        try:
            coverages.append(read_coverage(archive, liveblog))
        except Damage as fault:
            faults.append(fault)
    return coverages, faults


def read_readings(archive: Path, liveblog: Slug) -> list[Reading]:
    """What each capture of a live blog showed, by time of capture."""
    return in_order(_read_reading(folder) for folder in _capture_folders(archive / liveblog))


def read_reading(archive: Path, liveblog: Slug, capture: Digest) -> Reading:
    """What one capture of a live blog showed."""
    return _read_reading(archive / liveblog / "captures" / short(capture))


def held_captures(archive: Path) -> dict[str, Slug]:
    """The live blog of every capture that was read, by the first 12 digits of the capture's digest."""
    return {
        path.parent.name: Slug(path.parent.parent.parent.name) for path in sorted(archive.glob(f"*/captures/*/{READING}"))
    }


def short(digest: Digest) -> str:
    """The name of a capture's folder: the first 12 digits of its digest."""
    return digest[:12]


def store_reading(archive: Path, reading: Reading) -> Stored:
    """Add a reading to its live blog, or found a new one with it. The caller holds the lock.

    A reading that is held already, or shows nothing new, changes no entry.
    """
    liveblog, new_liveblog = _find_liveblog(archive, reading)
    folder = archive / liveblog
    before: dict[Slug, Entry] = {}
    readings = [reading]
    if not new_liveblog:
        before = {entry.slug: entry for entry in read_coverage(archive, liveblog).entries}
        held = read_readings(archive, liveblog)
        readings += [each for each in held if each.capture.digest != reading.capture.digest]
    entries = _give_slugs(revise(readings), before)
    key = liveblog_key(reading) if new_liveblog else str(_read_index(folder)["key"])
    coverage = Coverage(
        slug=liveblog,
        key=key,
        liveblog=join_liveblogs(readings),
        captures=tuple(each.capture for each in in_order(readings)),
        entries=tuple(entries),
    )
    with disk.batch():
        for name, text in _dump_capture(reading).items():
            disk.write(folder / "captures" / short(reading.capture.digest) / name, text)
        for entry in coverage.entries:
            for name, text in dump_entry(liveblog, entry).items():
                disk.write(folder / name, text)
        disk.write(folder / INDEX, _dump_index(coverage))
        # Last of all, for it says that the rest is there.
        disk.write(folder / "captures" / short(reading.capture.digest) / READING, _dump_reading(reading))
    return Stored(
        coverage=coverage,
        new_liveblog=new_liveblog,
        new=tuple(entry.slug for entry in entries if entry.slug not in before),
        revised=tuple(
            entry.slug
            for entry in entries
            if entry.slug in before and len(entry.revisions) != len(before[entry.slug].revisions)
        ),
    )


def liveblog_of(archive: Path, key: str) -> Slug | None:
    """The live blog with that key, if the archive holds it."""
    for liveblog in list_liveblogs(archive):
        facts = _read_index(archive / liveblog)
        if key in (facts.get("key"), f"named:{liveblog}"):
            return liveblog
    return None


_LIVEBLOG_FACTS = ("headline", "summary", "publisher", "address", "publisher_id")


def _find_liveblog(archive: Path, reading: Reading) -> tuple[Slug, bool]:
    """The slug of the reading's live blog, and whether it is a new one."""
    held = held_captures(archive).get(short(reading.capture.digest)) or liveblog_of(archive, liveblog_key(reading))
    if held is not None:
        return held, False
    name = reading.capture.liveblog or reading.liveblog.headline or _beginning(reading.entries)
    taken = {path.name for path in archive.iterdir()} if archive.is_dir() else set()
    fallback = f"live-blog-{short(reading.capture.digest)}"
    return slug(name, fallback=fallback, taken=taken, longest=_LONGEST_LIVEBLOG), True


def _beginning(entries: Sequence[Observation]) -> str:
    """The first words of the first entry, for what has no headline."""
    return " ".join(words(entries[0].body).split()[:_WORDS_OF_A_SLUG]) if entries else ""


def _give_slugs(drafts: Sequence[Draft], before: dict[Slug, Entry]) -> list[Entry]:
    """The drafts as entries. A slug that was given stays; what somebody altered by hand stays altered."""
    given = {key: entry for entry in before.values() for key in entry.keys}
    taken = set(before)
    entries = []
    for draft in drafts:
        held = next((given[key] for key in draft.keys if key in given), None)
        newest = draft.revisions[-1]
        if held is None:
            text = newest.headline or " ".join(words(newest.body).split()[:_WORDS_OF_A_SLUG])
            chosen = slug(text, fallback=f"entry-{draft.keys[0][-8:]}", taken=taken)
            taken.add(chosen)
        else:
            chosen = held.slug
        entries.append(
            Entry(
                slug=chosen,
                keys=tuple(draft.keys),
                basis=draft.basis,
                byline=draft.byline,
                published=draft.published,
                updated=draft.updated,
                revisions=tuple(draft.revisions),
                altered=held.altered if held else None,
            )
        )
    return entries


def _read_index(folder: Path) -> dict[str, Any]:
    facts, _ = front.load(disk.read_text(folder / INDEX), folder / INDEX)
    if facts.get("format") != FORMAT:
        written = facts.get("format")
        if isinstance(written, int) and written > FORMAT:
            raise NewerFormat(folder / INDEX, f"format {written} is newer than this Backfile knows", "update Backfile")
        raise Damage(folder / INDEX, "does not say its “format”", "restore it from a backup")
    return facts


def _read_entry(folder: Path, name: str) -> Entry:
    path = folder / f"{Slug(Path(name).name)}.md"
    if not path.is_file():
        raise Damage(path, "is missing", "restore it from a backup")

    def older(number: int) -> str:
        return disk.read_text(folder / revision_name(Slug(path.stem), number))

    return load_entry(Slug(path.stem), disk.read_text(path), older, path)


def _capture_folders(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob(f"captures/*/{READING}"))


def _read_json(path: Path) -> Any:
    try:
        return json.loads(disk.read_text(path))
    except ValueError as error:
        raise Damage(path, f"is no JSON ({error})", "restore it from a backup") from error


def _read_capture(folder: Path) -> Capture:
    return load(Capture, _read_json(folder / READING).get("capture"), folder / READING)


def _read_reading(folder: Path) -> Reading:
    plain = _read_json(folder / READING)
    parts = []
    for name in plain.pop("parts"):
        with disk.plainly(folder / _part_name(name), "read"):
            text = (folder / _part_name(name)).read_bytes().decode("utf-8", "surrogatepass")
        ledger = _read_json(folder / f"{_part_name(name).removesuffix('.txt')}.ledger.json")
        parts.append((Part(name=name, text=text), load(Ledger, ledger, folder)))
    plain |= {"parts": [], "ledgers": []}
    reading = load(Reading, plain, folder / READING)
    return replace(reading, parts=tuple(part for part, _ in parts), ledgers=tuple(ledger for _, ledger in parts))


def _dump_capture(reading: Reading) -> dict[str, str | bytes]:
    """The parts of a capture and their accounts, by file name."""
    files: dict[str, str | bytes] = {}
    for part, ledger in zip(reading.parts, reading.ledgers, strict=True):
        name = _part_name(part.name)
        files[name] = part.text.encode("utf-8", "surrogatepass")
        files[f"{name.removesuffix('.txt')}.ledger.json"] = _json_lines(dump(ledger), "spans")
    return files


def _dump_reading(reading: Reading) -> str:
    plain = dump(reading) | {"parts": [part.name for part in reading.parts]}
    del plain["ledgers"]
    return json.dumps(plain, indent=1, ensure_ascii=True) + "\n"


def _json_lines(plain: dict[str, Any], name: str) -> str:
    """JSON with one item of the list `name` a line: short to read, and short to compare."""
    items = ",\n  ".join(json.dumps(item, ensure_ascii=True) for item in plain[name])
    head = json.dumps({key: value for key, value in plain.items() if key != name}, ensure_ascii=True)
    return f'{head[:-1]}, "{name}": [\n  {items}\n]}}\n'


def _part_name(part: str) -> str:
    return part.replace(":", "-") + ".txt"


def _dump_index(coverage: Coverage) -> str:
    about = dump(coverage.liveblog)
    facts = {
        "format": FORMAT,
        "key": coverage.key,
        **{name: about[name] for name in _LIVEBLOG_FACTS},
        "captures": [capture.digest for capture in coverage.captures],
        "entries": [entry.slug for entry in coverage.entries],
    }
    return front.dump(facts, "\n\n".join(_index_body(coverage)))


def _index_body(coverage: Coverage) -> Iterator[str]:
    """The live blog for whoever opens the file: its headline, summary, and a list of its entries."""
    yield f"# {escape(coverage.liveblog.headline or 'A live blog without a headline')}"
    for paragraph in coverage.liveblog.summary:
        yield escape(paragraph)
    yield "\n".join(
        f"- [{escape(entry.headline or 'no headline')}]({entry.slug}.md)" for entry in coverage.entries
    )
