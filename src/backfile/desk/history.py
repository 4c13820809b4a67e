"""What became of one entry, or of a live blog itself, and in which words do two wordings of an entry differ?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from backfile.archive.coverage import read_coverage
from backfile.archive.edits import is_known_after
from backfile.archive.facts import compare_facts
from backfile.archive.headlines import read_liveblog_history
from backfile.archive.held import list_liveblogs, read_readings
from backfile.archive.history import observe, read_histories
from backfile.desk.choosing.entries import list_permalinks
from backfile.desk.choosing.naming import named_so
from backfile.desk.histories import check_accounts
from backfile.desk.plain import plain_corrected, plain_known, plain_time, plain_withheld
from backfile.desk.show import show
from backfile.errors import Usage
from backfile.model.capture import Capture, Digest
from backfile.model.history import Event, History, LiveBlogHistory, Said, Wording
from backfile.model.observation import Observation
from backfile.model.permalink import slug_in
from backfile.model.plain import dump
from backfile.text.diff import diff, diff_bodies
from backfile.text.markdown import find_struck, words
from backfile.text.runs import Kind, Run, count_changed, count_struck, differs
from backfile.workspace.folders import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two wordings of an entry, in the order in which they were asked for, and the runs of words in which they differ:
    of the headline, and of the text. What only the first has counts as removed, what only the second has as added.

    `older` is the number of the one that is shown to be older; None where nothing shows which of the two is. `facts`
    are events: what the publisher says otherwise beside the second words than beside the first ones.
    """

    history: History
    first: Wording
    second: Wording
    older: int | None
    headline: tuple[Run, ...]
    text: tuple[Run, ...]
    facts: tuple[Event, ...] = ()

    @property
    def words(self) -> int:
        """How many words went and came; none where the two differ in signs alone."""
        return count_changed(self.headline) + count_changed(self.text)

    @property
    def struck(self) -> int:
        """How many words stayed that were struck out, or are so no longer."""
        return count_struck(self.text)

    @property
    def differs(self) -> bool:
        return differs(self.headline) or differs(self.text)


def read_history(workspace: Workspace, reference: str) -> History:
    """The history of the entry that is named as for `show`."""
    return _read(workspace, reference)[0]


def read_history_of_liveblog(workspace: Workspace, reference: str) -> LiveBlogHistory | None:
    """The history of the live blog itself whose slug this is, or begins so; None for what names an entry, or nothing.

    What begins the permalinks of all entries of a live blog, and no slug of an entry, means the live blog.
    """
    permalinks = list_permalinks(workspace.archive)
    asked = reference.strip("/")
    meant = named_so(asked, list_liveblogs(workspace.archive))
    is_whole = meant == [asked]
    slugs = (slug_in(each) for each in permalinks)
    if len(meant) != 1 or any(each == asked if is_whole else each.startswith(asked) for each in slugs):
        return None
    name = meant[0]
    if not is_whole and sum(each.startswith(f"{name}/") for each in permalinks) == 1:
        return None  # it names the entry
    return read_liveblog_history(workspace.archive, read_coverage(workspace.archive, name, [], withheld=True))


def compare(workspace: Workspace, reference: str, first: int | None = None, second: int | None = None) -> Difference:
    """Two revisions of an entry, by their numbers: the last two, or one and the newest, or any. Of an entry that has
    one wording only, that one twice.

    Raises Usage for a revision that it does not have.
    """
    history, observed = _read(workspace, reference)
    newest = history.entry.newest.number
    for number in (first, second):
        if number is not None and not 1 <= number <= newest:
            there = "is revision 1" if newest == 1 else f"are revisions 1 to {newest}"
            raise Usage(number, f"{history.permalink} has no such revision", f"there {there}")
    one = history.wordings[(first or max(1, newest - 1)) - 1]
    other = history.wordings[(second or newest) - 1]
    older, newer = sorted((one, other), key=lambda each: each.revision.number)
    return Difference(
        history=history,
        first=one,
        second=other,
        older=older.revision.number if is_known_after(history.wordings, older, newer) else None,
        headline=diff(one.revision.headline or "", other.revision.headline or ""),
        text=diff_bodies(one.revision.body, other.revision.body),
        facts=tuple(compare_facts(observed, one.captures, other.captures)),
    )


def _read(workspace: Workspace, reference: str) -> tuple[History, Mapping[Digest, Observation]]:
    """The history, and what captures show of the entry."""
    shown = show(workspace, reference)
    check_accounts(workspace.archive, shown.coverage)
    alone = replace(shown.coverage, entries=(shown.entry,))
    readings = read_readings(workspace.archive, shown.coverage.slug)
    (history,) = read_histories(alone, readings)
    return history, observe(alone, readings)[shown.entry.slug]


def plain_history(history: History) -> dict[str, object]:
    """The form of `history --json`; headline and time of publication are the publisher's. `doubts` are the captures
    that show what was published or updated after the time that a person states of them."""
    own = history.entry.as_captured
    seen_in = [capture for wording in history.wordings for capture in wording.captures]
    return {
        "permalink": history.permalink,
        "headline": own.headline,
        "published": plain_time(own.published),
        "altered": history.entry.altered is not None,
        "corrected": plain_corrected(history.entry),
        "withheld": history.entry.withheld,
        "withheld_captures": plain_withheld(history.withheld, seen_in),
        "unseen": list(history.entry.unseen),
        "wordings": [plain_wording(wording) for wording in history.wordings],
        "events": [plain_event(event) for event in history.events],
        "doubts": [{"sha256": capture, "published": plain_time(later)} for capture, later in history.doubts],
    }


def plain_difference(difference: Difference) -> dict[str, object]:
    """The form of `diff --json`. `older` is the number of the revision that is shown to be older, or null; then runs
    are told by which of the two has them, and not as removed or added."""
    is_ordered = difference.older is not None
    return {
        "permalink": difference.history.permalink,
        "altered": difference.history.entry.altered is not None,
        "corrected": plain_corrected(difference.history.entry),
        "withheld": difference.history.entry.withheld,
        "first": plain_wording(difference.first),
        "second": plain_wording(difference.second),
        "older": difference.older,
        "words": difference.words,
        "struck": difference.struck,
        "headline": _plain_runs(difference.headline, is_ordered=is_ordered),
        "text": _plain_runs(difference.text, is_ordered=is_ordered),
        "facts": [plain_event(event) for event in difference.facts],
    }


def _plain_runs(runs: Sequence[Run], *, is_ordered: bool) -> list[dict[str, object]]:
    kinds = {} if is_ordered else _UNORDERED
    return [{"kind": kinds.get(run.kind, run.kind.value), "text": run.text, "struck": run.struck} for run in runs]


_UNORDERED = {
    Kind.REMOVED: "only in first",
    Kind.ADDED: "only in second",
    Kind.STRUCK: "struck in second",
    Kind.UNSTRUCK: "struck in first",
}


def plain_liveblog_history(history: LiveBlogHistory) -> dict[str, object]:
    """The form of `history LIVEBLOG --json`; each capture with the headline that it gives."""
    return {
        "liveblog": history.slug,
        "headline": history.headline,
        "captures": [plain_capture(capture) | {"headline": said} for capture, said in history.captures],
        "withheld_captures": plain_withheld(history.withheld, (capture for capture, _ in history.captures)),
        "events": [plain_event(event) for event in history.events],
    }


def plain_wording(wording: Wording) -> dict[str, object]:
    """A revision with what shows it. `struck` are the stretches of its text that are struck out, in characters; `known`
    and `until` bound the time in which it is the newest that is shown."""
    return {
        "revision": wording.revision.number,
        "headline": wording.revision.headline,
        "text": words(wording.revision.body),
        "struck": dump(find_struck(wording.revision.body)),
        "updated": plain_time(wording.revision.updated),
        "known": plain_known(wording.known),
        "until": dump(wording.until),
        "evidence": wording.evidence.value,
        "captures": [plain_capture(capture) for capture in wording.captures],
    }


def plain_event(event: Event) -> dict[str, object]:
    """What became of an entry, with the captures that show it."""
    return {
        "change": event.change.value,
        "capture": plain_capture(event.capture),
        "before": plain_capture(event.before) if event.before else None,
        "revision": event.revision,
        "older": event.older,
        "was": _plain_said(event.was),
        "said": _plain_said(event.said),
        "partial": event.partial,
        "first": event.first,
    }


def _plain_said(said: Said | None) -> object:
    return said if isinstance(said, str) else list(said) if isinstance(said, tuple) else plain_time(said)


def plain_capture(capture: Capture) -> dict[str, object]:
    """What tells a capture from others."""
    told: dict[str, object] = {
        "capture": capture.name,
        "sha256": capture.sha256,
        "captured": plain_time(capture.captured),
    }
    again = {"digest": capture.digest} if capture.again_of else {}  # which its provenance names
    return told | again | ({"recorded": plain_time(capture.recorded)} if capture.recorded else {})
