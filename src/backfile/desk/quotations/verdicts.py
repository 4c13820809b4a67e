"""What can the archive say of a quotation?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from backfile.archive.stated import as_said_in
from backfile.desk.quotations.standing import Spell
from backfile.model.entry import Coverage, Entry
from backfile.model.history import NOTHING_STATED, Statements, Wording
from backfile.model.permalink import Permalink
from backfile.text.claims import Claim
from backfile.text.comparing import Stretch
from backfile.text.quotes import Quote
from backfile.text.runs import Run


class Verdict(StrEnum):
    """What the archive says of a quotation, or of a claim of time that quotes nothing."""

    VERBATIM = "verbatim"
    MARKED = "verbatim but for what it marks as changed"
    UNTIMED = "verbatim, but its time was not checked"
    UNORDERED = "in one of several wordings, and which is older is not known"
    STRUCK = "struck by the publisher"
    DELETED = "deleted by the publisher"
    FORMATS = "in captures of one format, not in those of another"
    EDITED = "true only until an edit"
    OTHERS_THEN = "other words are shown for the time claimed"
    LATER = "first seen after the time claimed"
    UNDATED = "held, but nothing shows since when"
    OTHER_TIME = "the publisher gives another time"
    DIFFERS = "differs"
    THEIRS = "the keepers’ words, not the publisher’s"
    WITHHELD = "only in what is withheld"
    NOT_HELD = "not in this archive"
    UNQUOTED = "claimed, not quoted"


SOUND = (Verdict.VERBATIM, Verdict.MARKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The wording of an entry in which quoted words stand, or to which they come nearest.

    `text` is the field it stands in, the words or the headline; `stretches` are the places in it.
    """

    permalink: Permalink
    coverage: Coverage
    entry: Entry
    wording: Wording
    stands: bool  # does the newest wording of the entry hold them, too?
    text: str
    stretches: tuple[Stretch, ...]
    struck: bool = False  # did the publisher strike them there?
    is_day_open: bool = False  # is another day claimed than the one that was reckoned for its publication?
    stated: Statements = NOTHING_STATED  # what each capture says beside the words, where the verdict speaks of them

    @property
    def own(self) -> Entry:
        """The entry as the publisher has it, with byline and times as the first capture of these words gives them."""
        first = self.stated.beside(self.wording.revision, next(iter(self.wording.captures), None))
        return as_said_in(self.entry.as_captured, [first] if first else [])


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A quotation (or, where `quote` is None, a claim alone) with its verdict.

    `held` is the wording that the verdict speaks of (for a claim alone, one that it may mean), `also` are other entries
    that hold the same words. `spells` are the times at which they stood in the one that holds them, the oldest first.
    `runs` are the archive's words beside the draft's, where these differ or leave some out: what only the archive has
    counts as removed, what only the draft has as added. `theirs` is an entry in which people, and not the publisher,
    have these words. `withheld` is an entry that has these words where nobody but the keepers is shown them, and
    `to_others` is then the verdict for all others. `unchecked` are dates and clocks of its sentence that were held
    against nothing: what would be verbatim is UNTIMED beside such, and beside a claim that was not understood.
    """

    quote: Quote | None
    claim: Claim | None
    verdict: Verdict
    held: Held | None = None
    spells: tuple[Spell, ...] = ()
    also: tuple[Permalink, ...] = ()
    runs: tuple[Run, ...] = ()
    theirs: Permalink | None = None
    unchecked: tuple[str, ...] = ()
    withheld: Permalink | None = None
    to_others: Verdict | None = None

    @property
    def next(self) -> Wording | None:
        """The wording that an edit put in the place of an EDITED one."""
        return self.spells[-1].edit if self.verdict is Verdict.EDITED else None

    @property
    def text(self) -> str:
        """What the draft says."""
        return self.quote.text if self.quote else self.claim.text if self.claim else ""

    @property
    def start(self) -> int:
        """Where in the draft that stands, in characters."""
        return self.quote.start if self.quote else self.claim.start if self.claim else 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was found of a draft, in its order. `entries` are held; `incomplete` live blogs have more.

    What is `incomplete`, `beyond` and `unread` is counted where a quotation was not found.
    """

    draft: str
    checked: tuple[Checked, ...]
    entries: int
    liveblogs: int
    incomplete: int
    beyond: int  # entries out of reach: withheld, or damaged
    unread: int  # live blogs out of reach
    notes: tuple[str, ...]

    @property
    def for_others(self) -> Proof:
        """What may leave the archive: nothing that is withheld has a part in it."""
        told = (
            each if each.to_others is None else replace(each, verdict=each.to_others, withheld=None, to_others=None)
            for each in self.checked
        )
        return replace(self, checked=tuple(told))

    @property
    def is_sound(self) -> bool:
        return all(each.verdict in SOUND for each in self.checked)
