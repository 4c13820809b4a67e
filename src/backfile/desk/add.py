"""How do captures become part of an archive? Seeds, archive, index; then a table of what was read, worst first."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from backfile import disk
from backfile.desk.acts.logbook import Logbook
from backfile.desk.choosing.naming import name_liveblog
from backfile.desk.intake.capturing import take, wanted_name
from backfile.desk.intake.finishing import finish
from backfile.desk.intake.reading import capture_of_many, many_in, open_source, read_bytes, read_file, read_many
from backfile.desk.intake.shelf import Shelf
from backfile.desk.intake.stating import Stated, check_stated, refuse_address, tell_assumed
from backfile.desk.intake.taken import HELD, PARTLY, READ, REFUSED, SET_ASIDE, Taken, describe, describe_record
from backfile.desk.search.indexing import follow
from backfile.errors import BadCapture, UnknownName, Usage
from backfile.model.capture import digest
from backfile.model.progress import Progress, silent
from backfile.model.time import Time
from backfile.seeds.shelf.names import find_captures
from backfile.workspace.folders import PARTS, Workspace, part_of_archive
from backfile.workspace.lock import writing
from backfile.workspace.settings import NAME, read_settings

COLUMNS = ("file", "url", "publisher", "captured", "zone", "liveblog")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something to add: a file, or bytes that came another way, and what is said of it."""

    wanted: str  # the name it would like to have in seeds/
    said_in: str = ""  # where what is stated of it was read: a line of a CSV file
    stated: Stated
    path: Path | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The table, worst first. `indexed` is False after a dry run."""

    rows: tuple[Taken, ...]
    indexed: bool
    notes: tuple[str, ...] = ()


_RANKS = (REFUSED, SET_ASIDE, PARTLY, READ, HELD)


def find_sources(paths: Sequence[Path], stated: Stated, tell: Callable[[str], object] = lambda _: None) -> list[Source]:
    """The captures that files and folders name. An archive in such a folder is left out, and `tell` is told so.

    Raises Usage for a path that is not there.
    """
    sources = []
    for path in paths:
        if path.is_dir():
            found, roots = _besides_archives(list(find_captures(path)))
            for root in roots:
                kept = f"what is dropped into {root / 'seeds'} is taken in by: backfile build"
                tell(f"{root}: is an archive, and what it is made of ({', '.join(PARTS)}) was left out; {kept}")
            if not found:
                raise Usage(path, "holds no captures", "name a folder with saved pages or pastes in it")
            sources += [Source(wanted=wanted_name(each, path.parent), path=each, stated=stated) for each in found]
        elif path.exists():
            sources.append(Source(wanted=wanted_name(path), path=path, stated=stated))
        else:
            refuse_address(path, "add")
            raise Usage(path, "no such file or folder", "check the path")
    return sources


def _besides_archives(found: list[Path]) -> tuple[list[Path], list[Path]]:
    """The files that are no part of an archive among them, and the roots of these archives."""
    roots = [path.parent for path in found if path.name == NAME]
    parts = {root / part for root in roots for part in PARTS}
    return [path for path in found if parts.isdisjoint((path, *path.parents))], roots


def pasted_source(data: bytes, stated: Stated) -> Source:
    """What was piped in, under a name made of its digest."""
    return Source(wanted=f"pasted-{digest(data)[:8]}.txt", data=data, stated=stated)


def read_metadata(path: Path, stated: Stated) -> list[Source]:
    """The captures that a CSV file lists, with what it says of each; `stated` holds for what a row leaves out.

    Cells are parted by commas, semicolons or tabs. Files are named from the CSV's own folder. Raises UnknownName for a
    column that means nothing.
    """
    try:
        text = disk.read_text(path).removeprefix("\ufeff")
        head, *rows = list(csv.reader(io.StringIO(text), delimiter=_parting(text))) or [[]]
    except csv.Error as error:
        raise Usage(path, f"is no CSV ({error})", "save it as CSV, in UTF-8") from error
    columns = [column.strip().lower() for column in head]
    for column in columns:
        if column not in COLUMNS:
            raise UnknownName(path, "column", column, COLUMNS)
    if "file" not in columns:
        raise Usage(path, "has no column “file”", f"its first line names the columns: {', '.join(COLUMNS)}")
    if twice := [column for column, times in Counter(columns).items() if times > 1]:
        raise Usage(path, f"has the column “{twice[0]}” twice", "take one of the two out")
    sources = []
    for number, row in enumerate(rows, start=2):
        if not row:  # an empty line
            continue
        if any(cell.strip() for cell in row[len(columns) :]):
            mend = "put a cell in which the parting mark stands in quotation marks"
            raise Usage(f"{path}, line {number}", "has more cells than the first line names", mend)
        said = {name: value.strip() for name, value in zip(columns, row, strict=False) if value.strip()}
        if "file" not in said:
            raise Usage(f"{path}, line {number}", "names no file", "fill in the column “file” or take the line out")
        file = path.parent / said.pop("file")
        sources.append(
            Source(
                wanted=wanted_name(file), path=file, stated=replace(stated, **said), said_in=f"{path}, line {number}"
            )
        )
    return sources


def join_listed(sources: Sequence[Source], table: Path, listed: Sequence[Source]) -> list[Source]:
    """What is named, and what the CSV file `table` lists: it speaks of a file that is also named by itself or with its
    folder, which keeps the name that it has from there. The table itself is no capture."""
    named = {each.path.resolve(): each.wanted for each in sources if each.path}
    spoken_of = {table.resolve(), *(each.path.resolve() for each in listed if each.path)}
    others = [each for each in sources if each.path is None or each.path.resolve() not in spoken_of]
    return others + [
        replace(each, wanted=named.get(each.path.resolve(), each.wanted)) if each.path else each for each in listed
    ]


def _parting(text: str) -> str:
    """What parts the cells: what the first line, which names the columns, has most of."""
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def add(
    workspace: Workspace,
    sources: Sequence[Source],
    *,
    dry_run: bool = False,
    now: datetime | None = None,
    progress: Progress = silent,
) -> Added:
    """Take in the sources, one after the other; a bad one is refused and the others go on. The log says it was `now`.

    Raises Usage, before anything is written, when what is stated of a source cannot be meant, and for what an archive
    is made of.
    """
    settings = read_settings(workspace.root)
    for source in sources:
        _check_foreign(workspace, source)
    named = [replace(source, stated=_with_liveblog(workspace, source.stated)) for source in sources]
    times = [check_stated(source.stated, source.said_in, settings.zone, now) for source in named]
    work = list(zip(named, times, strict=True))
    said = dict.fromkeys((each.captured, each.zone) for each in (source.stated for source in named) if each.captured)
    notes = [note for captured, zone in said if captured and (note := tell_assumed(captured, settings.zone, zone))]
    if dry_run:
        return Added(
            rows=_worst_first(row for source, time in progress("reading", work) for row in _look(source, time, now)),
            indexed=False,
            notes=tuple(notes),
        )
    with writing(workspace), disk.batch():
        shelf = Shelf(workspace, Logbook(workspace, settings, "add", now))
        rows = list(finish(shelf))
        try:
            for source, time in progress("reading", work):
                rows += _take(shelf, source, time)
        except KeyboardInterrupt as stop:
            raise KeyboardInterrupt(_tell_stopped(rows)) from stop
        faults = follow(workspace, shelf.close(), settings.language, progress=progress)
    return Added(rows=_worst_first(rows), indexed=True, notes=(*notes, *shelf.notes, *map(str, faults)))


def _check_foreign(workspace: Workspace, source: Source) -> None:
    """Raises Usage for what this program made or keeps: it would be held for the publisher's.

    The captures in any seeds/ are none of that, and the site of another archive is read like other sites.
    """
    stands = part_of_archive(source.path) if source.path else None
    if stands is None or stands[1] == "seeds" or (stands[1] == "site" and stands[0] != workspace.root.resolve()):
        return
    mend = "name the captures; those of another archive stand in its seeds/, or come with: backfile export"
    raise Usage(source.path or source.wanted, f"is a part of the archive {stands[0]}, and no capture", mend)


def _look(source: Source, captured: Time | None, now: datetime | None) -> list[Taken]:
    """What taking this would show; nothing is written."""
    now = now or datetime.now(UTC)
    try:
        with open_source(source.path, source.data) as file:
            format = many_in(file, source.stated)
            if format is not None:
                whole = capture_of_many(file, format, source.wanted, source.stated, captured)
                return [describe_record(found) for found in read_many(file, whole, now)]
        data = source.data if source.path is None else read_file(source.path)
        return [describe(*read_bytes(data, source.wanted, source.stated, captured, now))]
    except BadCapture as fault:
        return [_refused(source, fault)]


def _take(shelf: Shelf, source: Source, captured: Time | None) -> list[Taken]:
    try:
        return take(shelf, source.wanted, source.stated, captured, path=source.path, data=source.data)
    except BadCapture as fault:
        return [_refused(source, fault)]


def _tell_stopped(rows: Iterable[Taken]) -> str:
    """What an add that was interrupted leaves, in a line."""
    taken = sum(row.state in (READ, PARTLY, SET_ASIDE) for row in rows)
    told, them = ("1 capture was", "it") if taken == 1 else (f"{taken:,} captures were", "them")
    next_one = f"; the next command that writes makes {them} searchable" if taken else ""
    return f"{told} taken in{next_one}; the same add takes in the rest"


def _refused(source: Source, fault: BadCapture) -> Taken:
    return Taken(name=source.wanted, state=REFUSED, notes=(str(fault),))


def _worst_first(rows: Iterable[Taken]) -> tuple[Taken, ...]:
    return tuple(sorted(rows, key=lambda row: (_RANKS.index(row.state), -row.unrecognised, row.name)))


def _with_liveblog(workspace: Workspace, stated: Stated) -> Stated:
    """With the full slug for the beginning of one."""
    return replace(stated, liveblog=name_liveblog(workspace, stated.liveblog)[0]) if stated.liveblog else stated
