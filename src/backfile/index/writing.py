"""How do documents get into the index? All of them into a new one made aside, or only those that differ.

Both ways end with the same answers to every query. The caller holds the archive's lock.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from whoosh import index as whoosh_index

from backfile import disk
from backfile.errors import BackfileError
from backfile.index.codec import FlatCodec
from backfile.index.opening import STEMS, NoIndex, OpenIndex, open_index, sweep, switch_to
from backfile.index.schema import SCHEMA, dump_document, field_words, whoosh_values
from backfile.index.stems import Stems, group_by_stem
from backfile.index.storage import DoorStorage
from backfile.index.vocabulary import WORDS
from backfile.model.entry import Permalink
from backfile.model.progress import Progress, silent
from backfile.model.search import Document
from backfile.text.slug import Slug

Words: TypeAlias = dict[str, set[str]]
"""Language to the words of the entries in it."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: documents written, documents taken out, and why it began anew (None when it did not)."""

    written: int
    removed: int
    anew: str | None


def refresh_index(
    home: Path, documents: Sequence[Document], language: str, key: bytes, *, progress: Progress = silent
) -> Refreshed:
    """Make the index hold exactly these documents: the differing ones are written, or all of them where none can be
    opened."""
    try:
        opened = open_index(home, language, key)
    except NoIndex as reason:
        build_index(home, documents, language, key, progress=progress)
        return Refreshed(len(documents), 0, str(reason))
    gone = _held(opened).keys() - {document.permalink for document in documents}
    return update_index(opened, documents, gone)


def build_index(
    home: Path, documents: Sequence[Document], language: str, key: bytes, *, progress: Progress = silent
) -> None:
    """Make a new index of these documents aside, and put it in force by one rename."""
    taken = {path.name for path in home.glob("search-*")}
    name = next(name for number in range(1, len(taken) + 2) if (name := f"search-{number}") not in taken)
    folder = home / name
    disk.make_folder(folder)
    storage = DoorStorage(folder)
    try:
        with disk.plainly(folder, "written"), disk.batch():
            made = whoosh_index.FileIndex.create(storage, SCHEMA, "MAIN")
            words = _write(made, progress("indexing", documents), (), language)
            storage.write_table(STEMS, _dump_stems({code: group_by_stem(words[code], code) for code in words}))
            storage.write_table(WORDS, "\n".join(sorted(set().union(*words.values()))))
    except BaseException:
        with suppress(BackfileError):  # the first fault is the one to tell
            disk.remove(folder)
        raise
    switch_to(home, storage, language, key)


def update_index(opened: OpenIndex, documents: Sequence[Document], gone: Iterable[Permalink] = ()) -> Refreshed:
    """Write those of the documents that differ from what is held under their permalinks; take out what is gone.

    All revisions of an entry are given together.
    """
    gone = sorted(gone)
    wanted: dict[Permalink, list[Document]] = {}
    for document in documents:
        wanted.setdefault(document.permalink, []).append(document)
    held = _held(opened, wanted)
    stale = [
        revision
        for permalink, revisions in wanted.items()
        if held.get(permalink) != [dump_document(revision) for revision in revisions]
        for revision in revisions
    ]
    if stale or gone:
        with disk.plainly(opened.folder, "written"), disk.batch():
            replaced = [*sorted({document.permalink for document in stale}), *gone]
            words = _write(opened.whoosh, stale, replaced, opened.language)
            stems = {code: dict(groups) for code, groups in opened.stems.items()}
            for code, its_words in words.items():
                groups = stems.setdefault(code, {})
                for stem, group in group_by_stem(its_words, code).items():
                    groups[stem] = sorted({*groups.get(stem, ()), *group})
            opened.storage.write_table(STEMS, _dump_stems(stems))
            known = opened.storage.read_table(WORDS).split("\n")
            opened.storage.write_table(WORDS, "\n".join(sorted(set(known).union(*words.values()))))
        switch_to(opened.folder.parent, opened.storage, opened.language, opened.key)
    else:
        sweep(opened.folder.parent, opened.storage)
    return Refreshed(len(stale), len(gone), None)


def held_permalinks(opened: OpenIndex, liveblog: Slug) -> set[Permalink]:
    """The permalinks of a live blog's documents in the index."""
    reader = opened.whoosh.reader()
    try:
        begun = [Permalink(term.decode("utf-8")) for term in reader.expand_prefix("permalink", f"{liveblog}/")]
        return {permalink for permalink in begun if any(True for _ in _numbers(reader, [permalink]))}
    finally:
        reader.close()


def _write(
    made: whoosh_index.Index, documents: Iterable[Document], replaced: Iterable[Permalink], language: str
) -> Words:
    """Commit the documents; gives their words."""
    words: Words = {}
    writer = made.writer(compound=False, codec=FlatCodec())
    try:
        for permalink in replaced:
            writer.delete_by_term("permalink", permalink)
        for document in documents:
            held = field_words(document)
            words.setdefault(document.language or language, set()).update(*held.values())
            writer.add_document(**whoosh_values(document, held))
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    return words


def _held(opened: OpenIndex, permalinks: Iterable[Permalink] | None = None) -> dict[Permalink, list[str]]:
    """The documents in the index as they were written, older revisions first: all, or those of some permalinks."""
    held: dict[Permalink, list[tuple[int, str]]] = {}
    reader = opened.whoosh.reader()
    try:
        for number in reader.all_doc_ids() if permalinks is None else _numbers(reader, permalinks):
            stored = reader.stored_fields(number)
            revision = json.loads(stored["document"])["revision"]
            held.setdefault(Permalink(stored["permalink"]), []).append((revision, stored["document"]))
    finally:
        reader.close()
    return {permalink: [stored for _, stored in sorted(each)] for permalink, each in held.items()}


def _numbers(reader: Any, permalinks: Iterable[Permalink]) -> Iterator[int]:
    for permalink in permalinks:
        if ("permalink", permalink) in reader:
            yield from reader.postings("permalink", permalink).all_ids()


def _dump_stems(stems: Stems) -> str:
    ordered = {code: {stem: stems[code][stem] for stem in sorted(stems[code])} for code in sorted(stems)}
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")) + "\n"
