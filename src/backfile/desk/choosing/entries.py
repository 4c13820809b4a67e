"""Which entry does a person mean? By its permalink, its slug, the beginning of either, or a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from backfile import disk
from backfile.archive.held import list_liveblogs, read_as_captured
from backfile.desk.choosing.following import follow, follow_whole
from backfile.desk.search.last import read_last
from backfile.errors import Damage, NotFound, Usage
from backfile.model.entry import Entry
from backfile.model.permalink import Permalink, liveblog_in, permalink, slug_in
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace

_MOST_CHOICES = 10
_FEW_WORDS = 4


def find_permalink(workspace: Workspace, reference: str) -> Permalink:
    """What is meant by a number of the last search, or by a permalink or slug, or the beginning of one."""
    permalinks = list_permalinks(workspace.archive)
    is_number = reference.isdecimal() and not any(each.endswith(f"/{reference}") for each in permalinks)
    last = read_last(workspace) if is_number else None
    if last is not None and int(reference) in last and last[int(reference)] in permalinks:
        return last[int(reference)]
    asked = _asked(reference)
    if "/" in asked and asked not in permalinks:
        whole = follow_whole(workspace, asked, permalinks)
        if whole is not None:
            return whole
    try:
        return resolve(reference, permalinks)
    except NotFound as fault:
        goes_on = follow(workspace, asked, permalinks)
        if goes_on is None:
            raise (fault if last is None or int(reference) in last else _not_listed(reference, last)) from None
        return goes_on


def list_permalinks(archive: Path) -> list[Permalink]:
    """The permalinks of all entries, sorted, from the names of the files alone."""
    return [
        permalink(liveblog, Slug(path.stem))
        for liveblog in list_liveblogs(archive)
        for path in _entry_files(archive / liveblog)
    ]


def resolve(reference: str, permalinks: Sequence[Permalink]) -> Permalink:
    """The permalink that is meant: itself, or the one that begins so, or whose slug does."""
    asked = _asked(reference)
    if not asked:
        raise Usage(f"“{reference}”", "names no entry", "name one by its permalink, or by the beginning of it")
    if asked in permalinks:
        return Permalink(asked)
    slugs = list(map(slug_in, permalinks))
    whole = [each for each, its in zip(permalinks, slugs, strict=True) if its == asked]
    begun = whole or [
        each for each, its in zip(permalinks, slugs, strict=True) if each.startswith(asked) or its.startswith(asked)
    ]
    if len(begun) == 1:
        return begun[0]
    if begun:
        listed = ", ".join(begun[:_MOST_CHOICES]) + (" …" if len(begun) > _MOST_CHOICES else "")
        raise Usage(reference, f"names {len(begun)} entries", f"say which: {listed}")
    near = _near(asked.rpartition("/")[2], slugs)
    mend = f"did you mean “{near}”?" if near else "see what there is with: backfile list entries"
    raise NotFound(reference, "no entry is called so", mend)


def entry_of(workspace: Workspace, chosen: Permalink) -> Entry:
    """The entry as its file has it, without what people decided. Raises Damage where its live blog does not list it."""
    entries = read_as_captured(workspace.archive, liveblog_in(chosen), None).entries
    found = next((each for each in entries if each.slug == slug_in(chosen)), None)
    if found is None:
        raise unlisted(chosen)
    return found


def unlisted(chosen: Permalink) -> Damage:
    """That an entry's file is there, and that is all."""
    return Damage(chosen, "stands in the archive, but its live blog's index.md does not list it", "restore index.md")


def _near(asked: str, slugs: Sequence[str]) -> str:
    """The slug that begins most like the few words that were asked for, or is most like them as a whole; else empty."""
    words = asked.count("-") + 1
    if words <= _FEW_WORDS:  # more are most of a slug
        begins = {"-".join(each.split("-", words)[:words]): each for each in reversed(slugs)}
        if near := get_close_matches(asked, begins, n=1, cutoff=0.75):
            return begins[near[0]]
    return next(iter(get_close_matches(asked, slugs, n=1, cutoff=0.5)), "")


def _not_listed(number: str, last: Mapping[int, Permalink]) -> NotFound:
    """That no result of the last search has this number."""
    if not last:
        return NotFound(number, "the last search found nothing", "search anew, or name an entry by its permalink")
    listed = f"result {min(last)}" if len(last) == 1 else f"results {min(last)} to {max(last)}"
    return NotFound(number, f"the last search listed {listed}", "search anew, or name an entry by its permalink")


def _asked(reference: str) -> str:
    return reference.strip().strip("/").removesuffix(".md").removesuffix(".html")


def _entry_files(folder: Path) -> list[Path]:
    with disk.plainly(folder, "listed"):
        return sorted(path for path in folder.glob("*.md") if path.name != "index.md")
