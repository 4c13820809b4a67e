"""Which capture is meant? By its name in seeds/ or the beginning of its digest, as `backfile list captures` tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backfile.archive.held import held_captures, list_liveblogs, read_reading
from backfile.archive.reading_file import short
from backfile.errors import Usage
from backfile.model.capture import Capture, Digest
from backfile.seeds.shelf import Shelved, read_shelf
from backfile.text.slug import Slug, slug
from backfile.workspace.folders import Workspace

_DIGEST = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A capture that was read, and the live blog that it is of; `shelved` is None of a page in a web archive."""

    capture: Capture
    liveblog: Slug
    shelved: Shelved | None


def find_capture(workspace: Workspace, reference: str) -> Named | None:
    """The capture that is meant, if one is. Raises Usage for the beginning of several digests."""
    homes = held_captures(workspace.archive)
    shelf = read_shelf(workspace.seeds)
    asked = reference.removeprefix("seeds/")
    named = [each for each in shelf if each.capture.name == asked]
    digests = [Digest(each.capture.digest) for each in named if short(each.capture.digest) in homes]
    if not named and _DIGEST.fullmatch(asked):
        begun = [each for each in homes if each.startswith(asked[:12])]
        if len(begun) > 1:
            raise Usage(reference, f"begins {len(begun)} digests", "write more of it")
        digests = [Digest(each) for each in begun]
    elif not named and "#" in asked:  # a page of a web archive
        inside = next((each for each in shelf if each.capture.name == asked.rpartition("#")[0]), None)
        records = [each for each in (inside.records or () if inside else ()) if short(each) in homes]
        readings = [read_reading(workspace.archive, homes[short(each)], each) for each in records]
        digests = [each.capture.digest for each in readings if each.capture.name == asked]
    if not digests:
        return None
    liveblog = homes[short(digests[0])]
    capture = read_reading(workspace.archive, liveblog, digests[0]).capture
    return Named(
        capture=capture,
        liveblog=liveblog,
        shelved=next((each for each in shelf if each.capture.digest == capture.digest), None),
    )


def name_liveblog(workspace: Workspace, written: str) -> tuple[Slug, bool]:
    """The live blog whose slug begins so, and whether it is a new one, for none does. Raises Usage for several."""
    held = list_liveblogs(workspace.archive)
    if written in held:
        return Slug(written), False
    begun = [each for each in held if written and each.startswith(written)]
    if len(begun) > 1:
        raise Usage("--liveblog", f"“{written}” begins {len(begun)} live blogs", f"say which: {', '.join(begun)}")
    if begun:
        return begun[0], False
    return slug(written, fallback="live-blog", longest=60), True
