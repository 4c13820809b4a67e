"""What is withheld, and which files of seeds/ show it? Whoever hands captures over hands over all that is in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from backfile import disk
from backfile.archive.corrections import CORRECTIONS, read_decisions
from backfile.archive.coverage import read_coverage
from backfile.archive.held import held_captures
from backfile.archive.reading_file import CAPTURES, short
from backfile.desk.removal.elsewhere import hold_passages, passages_of
from backfile.errors import Damage
from backfile.model.capture import Capture, Digest
from backfile.model.permalink import Permalink, permalink
from backfile.seeds.shelf.names import SIDECAR
from backfile.seeds.shelf.sidecar import read_sidecar
from backfile.text.markdown import words
from backfile.text.passages import Passage
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace


def count_withheld(workspace: Workspace) -> int:
    """How many entries are withheld, of live blogs that can be read. Only those with such decisions are read."""
    count = 0
    for liveblog in _with_decisions(workspace):
        with suppress(Damage):  # it is told where the live blog is read
            if any(each.withheld is not None for each in read_decisions(workspace.archive / liveblog)):
                everything = read_coverage(workspace.archive, liveblog, [], withheld=True)
                count += sum(entry.withheld is not None for entry in everything.entries)
    return count


def read_withheld_words(workspace: Workspace) -> Iterator[tuple[Permalink, str]]:
    """The texts and headlines that only withheld captures show, or that stand in withheld entries, each with its entry.
    Only live blogs with such decisions are read; what is damaged is left out, and told where the live blog is read."""
    for liveblog in _with_decisions(workspace):
        with suppress(Damage):
            everything = read_coverage(workspace.archive, liveblog, [], withheld=True)
            hidden = dict(everything.withheld)
            for entry in everything.entries:
                for each in entry.revisions:
                    if entry.withheld is not None or all(place.capture in hidden for place in each.provenance):
                        for text in (words(each.body), each.headline or ""):
                            yield permalink(liveblog, entry.slug), text


class Withheld:
    """Which captures show an entry that is withheld, hold its words elsewhere, or are withheld themselves; and which
    files of seeds/ hold such a capture.

    Raises Damage where that cannot be told.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._homes: dict[str, Slug] | None = None
        self._known: dict[str, bool] = {}
        passages: set[Passage] = set()
        for liveblog in _with_decisions(workspace):
            everything = read_coverage(workspace.archive, liveblog, withheld=True)
            open_ones = {capture.digest for capture in read_coverage(workspace.archive, liveblog).captures}
            hidden = [entry for entry in everything.entries if entry.withheld is not None]
            showing = {place.capture for entry in hidden for each in entry.revisions for place in each.provenance}
            passages.update(*map(passages_of, hidden))
            for capture in everything.captures:
                if capture.digest in showing or capture.digest not in open_ones:
                    self._known[capture.file] = True
        self._passages = frozenset(passages)

    def is_shown_in(self, capture: Capture) -> bool:
        """Does the file that holds this capture show anything withheld? Who hands it over hands over all of it."""
        file = capture.file
        if file not in self._known:
            self._known[file] = bool(self._passages) and any(map(self._holds, self._digests(file, capture)))
        return self._known[file]

    def _digests(self, file: str, capture: Capture) -> set[Digest]:
        sidecar = self._workspace.seeds / (file + SIDECAR)
        records = read_sidecar(sidecar, self._workspace.seeds).records if sidecar.is_file() else None
        return {capture.sha256, *(records or ())}

    def _holds(self, capture: Digest) -> bool:
        if self._homes is None:
            self._homes = held_captures(self._workspace.archive)
        home = self._homes.get(short(capture))
        folder = self._workspace.archive / (home or "") / CAPTURES / short(capture)
        return home is not None and hold_passages(folder, self._passages)


def _with_decisions(workspace: Workspace) -> Iterator[Slug]:
    """The live blogs of which people decided anything: no other one can have something withheld."""
    return map(Slug, disk.folders_with(workspace.archive, CORRECTIONS))
