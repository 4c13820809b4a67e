"""Which capture is meant, and which live blog?

A capture by its name in seeds/ or the beginning of its digest, as `backfile list captures` tells; a live blog by its
slug or the beginning of it, as `backfile list` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from backfile.archive.held import captures_of_bytes, homes_of_captures, list_liveblogs, read_reading
from backfile.errors import NotFound, Usage
from backfile.model.capture import Capture, Digest
from backfile.seeds.shelf.shelf import read_shelf
from backfile.seeds.shelf.sidecar import Shelved
from backfile.text.slug import Slug, slug
from backfile.workspace.folders import Workspace

_MOST_CHOICES = 10
_DIGEST = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A capture that was read, and the live blog that it is of; `shelved` is None of a page in a web archive."""

    capture: Capture
    liveblog: Slug
    shelved: Shelved | None


def find_capture(workspace: Workspace, reference: str) -> Named | None:
    """The capture that is meant, if one is. Raises Usage for the beginning of several digests."""
    archive, homes = workspace.archive, homes_of_captures(workspace.archive)
    shelf = read_shelf(workspace.seeds)
    asked = reference.removeprefix("seeds/")
    named = [each for each in shelf if each.capture.name == asked]
    found: list[tuple[Slug, Capture]] = []
    if named:
        its = captures_of_bytes(archive, {named[0].capture.digest}, homes)
        found = [each for each in its if each[1].name == asked] or its
    elif _DIGEST.fullmatch(asked):
        begun = [each for each in homes if each.startswith(asked[:12])]
        if len(begun) > 1:
            raise Usage(reference, f"begins {len(begun)} digests", "write more of it")
        read = [(homes[each][-1], read_reading(archive, homes[each][-1], Digest(each)).capture) for each in begun]
        # A folder is named by the beginning alone: who writes more of a digest means all that is written.
        found = [each for each in read if any(one.startswith(asked) for one in (each[1].digest, each[1].sha256))]
    elif "#" in asked:  # a page of a web archive, or a file that was captured again
        inside = [each for each in shelf if each.capture.name == asked.rpartition("#")[0]]
        its = captures_of_bytes(archive, {each for one in inside for each in _bytes_in(one)}, homes)
        when = asked.removeprefix(asked.rpartition("#")[0])
        found = [each for each in its if each[1].name in (asked, f"{each[1].place}{when}")]
    if not found:
        return None
    liveblog, capture = found[0]
    return Named(
        capture=capture,
        liveblog=liveblog,
        shelved=next((each for each in shelf if each.capture.digest == capture.sha256), None),
    )


def _bytes_in(shelved: Shelved) -> tuple[Digest, ...]:
    return shelved.records or (shelved.capture.digest,)


def resolve_liveblogs(workspace: Workspace, names: Iterable[str]) -> list[Slug]:
    """The live blogs that are named each by its slug or the beginning of it, by slug; all, where none is named.

    Raises NotFound for one that is not held, Usage for a name that several begin with.
    """
    held = list_liveblogs(workspace.archive)
    return sorted({_resolve(name, held) for name in names}) or held


def name_liveblog(workspace: Workspace, written: str) -> tuple[Slug, bool]:
    """The live blog that is named so, and whether it is a new one, for none is. Raises Usage for several."""
    try:
        return _resolve(written, list_liveblogs(workspace.archive), "--liveblog"), False
    except NotFound:
        return slug(written, fallback="live-blog", longest=60), True


def named_so(asked: str, held: Sequence[Slug]) -> list[Slug]:
    """The live blog with this slug, else those whose slugs begin so."""
    return [each for each in held if each == asked] or [each for each in held if asked and each.startswith(asked)]


def _resolve(name: str, held: Sequence[Slug], option: str = "") -> Slug:
    asked = name.strip("/")
    begun = named_so(asked, held)
    if len(begun) == 1:
        return begun[0]
    if begun:
        told = f"“{name}” begins {len(begun)} live blogs" if option else f"begins {len(begun)} live blogs"
        raise Usage(option or name, told, f"say which: {', '.join(begun[:_MOST_CHOICES])}")
    near = get_close_matches(asked, held, n=1, cutoff=0.5) or [each for each in held if asked and asked in each][:1]
    mend = f"did you mean “{near[0]}”?" if near else "see what there is with: backfile list"
    raise NotFound(name, "there is no such live blog", mend)
