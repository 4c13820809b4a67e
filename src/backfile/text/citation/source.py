"""What is cited? One entry, as far as the archive knows it: the value that every form of citation is made of.

What is not known is None or empty, and left out or said to be unknown; the time of a capture never stands for that of
publication. Names are as the publisher prints them: nobody guesses which part of a name is the family's.
"""

from __future__ import annotations

from dataclasses import dataclass

NO_TIME = "time not given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An entry to be cited. Days are ISO 8601, as much as is known: 2022-03-10, 2022-03, 2022, or empty."""

    key: str  # the permalink
    title: str
    names: tuple[str, ...]  # the byline
    liveblog: str
    publisher: str | None
    day: str  # of publication, in the archive's time zone
    published: str | None  # when, as printed and in our words
    address: str | None  # of the entry where the publisher has it, else of the live blog
    captured_day: str
    captured: str | None  # when, and how that is known
    evidence: str | None  # what kind of capture it is
    digest: str | None  # the beginning of the capture's sha256
    language: str | None
    remarks: tuple[str, ...] = ()  # withdrawn, altered …

    @property
    def note(self) -> str:
        """What no field of a reference manager holds: the time as printed, and what stands behind the words.

        It is parted by semicolons, and ends without a full stop.
        """
        captured = f"captured {self.captured}" if self.captured else "time of capture not known"
        told = (
            f"published {self.published}" if self.published else NO_TIME,
            captured,
            self.evidence,
            self.digest and f"sha256 {self.digest}…",
            f"archived as {self.key}",
            *self.remarks,
        )
        return "; ".join(filter(None, told))


def plain(citation: Citation) -> str:
    """The citation on one line that says all there is, in no style but our own."""
    names = ", ".join(citation.names)
    told = (
        f"{names}, “{citation.title}”" if names else f"“{citation.title}”",
        citation.liveblog,
        citation.publisher,
        citation.day or None,
        citation.address,
    )
    return f"{', '.join(filter(None, told))}. {note_sentence(citation)}\n"


def note_sentence(citation: Citation) -> str:
    """The note as a sentence that stands behind a reference."""
    return f"{citation.note[:1].upper()}{citation.note[1:]}."


def date_parts(day: str) -> list[int]:
    """Year, month and day as far as they are known.

    >>> date_parts("2022-03-10"), date_parts("2022-03"), date_parts("")
    ([2022, 3, 10], [2022, 3], [])
    """
    return [int(part) for part in day.split("-")] if day else []
