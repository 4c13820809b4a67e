"""How does a person mend what a reader made of a page? The account of the page as a text, to be edited and taken back.

Each piece stands below a line that says what it is: `%% entry 3`. Those lines may be moved, changed, added and taken
away; the words between them may not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from backfile.archive.held import captures_of_bytes, read_held_reading
from backfile.archive.store import replace_readings
from backfile.desk.acts.changing import changing
from backfile.desk.choosing.naming import find_capture
from backfile.desk.intake.reading import read_held
from backfile.desk.removal.beside import with_unseen
from backfile.errors import Damage, NotFound, Usage
from backfile.model.capture import Capture, Digest, digest
from backfile.model.ledger import Label
from backfile.model.marks import Mark, Marks
from backfile.model.observation import Reading
from backfile.seeds.shelf.erased import read_tombstones
from backfile.seeds.shelf.marks import apply_marks, read_marks, write_marks
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings

OF_ENTRIES = (Label.HEADLINE, Label.ENTRY, Label.BYLINE, Label.TIME)
_SIGN = "%%"
_HELP = """\
{sign}# The account of {name}, part “{part}”. Each piece stands below a line that says what it is:
{sign}#   {labels}
{sign}# A number says which entry it belongs to; a headline or a summary without one is the live blog's.
{sign}# Move these lines, change, add or remove them; leave the words between them as they are. Then save and close.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account of one part of a capture, as a text to be edited. `sign` begins the lines that are no words."""

    capture: Capture
    liveblog: Slug
    part: str
    words: str
    sign: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What marking changed: how many entries the capture has now, and had before."""

    name: str
    entries: int
    was: int
    changed: bool
    faults: tuple[Damage, ...] = ()


def open_account(workspace: Workspace, reference: str, part: str | None = None) -> Account:
    """The account of a capture's part; of `text`, which a reader sees, unless another is named.

    Raises NotFound for no capture, Usage for a part that it has not.
    """
    read_settings(workspace.root)
    held = find_capture(workspace, reference)
    if held is None:
        raise NotFound(reference, "no capture that was read is called so", "see them with: backfile list captures")
    reading = read_held_reading(workspace.archive, held.liveblog, held.capture.digest)
    names = [each.name for each in reading.parts]
    chosen = part or ("text" if "text" in names else names[0])
    if chosen not in names:
        raise Usage("--part", f"{held.capture.name} has no part “{chosen}”", f"it has {', '.join(names)}")
    words = next(each.text for each in reading.parts if each.name == chosen)
    sign = _SIGN
    while re.search(rf"^{sign}", words, re.MULTILINE):
        sign += "%"
    return Account(
        capture=held.capture,
        liveblog=held.liveblog,
        part=chosen,
        words=words,
        sign=sign,
        text=_render(reading, chosen, words, sign),
    )


def parse_account(account: Account, edited: str) -> Marks:
    """The marks in an account that was edited. Raises Usage where a line means nothing, or the words are not the same.

    Blanks and line ends may differ, as editors will have it.
    """
    place = f"the account of {account.capture.name}"
    marks: list[Mark] = []
    solid = [at for at, character in enumerate(account.words) if not character.isspace()]
    seen = 0  # characters of the words, blanks left out
    for number, line in enumerate(edited.replace("\r\n", "\n").split("\n"), start=1):
        if line.startswith(f"{account.sign}#"):
            continue
        if line.startswith(account.sign):
            start = solid[seen] if marks and seen < len(solid) else 0 if not marks else len(account.words)
            mark = _parse_mark(line.removeprefix(account.sign).strip(), start, f"{place}, line {number}")
            while marks and marks[-1].start >= mark.start:  # a piece without any words is none
                marks.pop()
            marks += [mark] if mark.start < len(account.words) else []
            continue
        for character in line:
            if character.isspace():
                continue
            if seen >= len(solid) or account.words[solid[seen]] != character:
                raise Usage(
                    f"{place}, line {number}", "the words are not those of the capture", "undo what was changed"
                )
            seen += 1
            if not marks:
                fault = "words stand above the first line that says what they are"
                raise Usage(f"{place}, line {number}", fault, f"write such a line above them: {account.sign} furniture")
    if seen != len(solid):
        raise Usage(place, "the words are not all there", "undo what was changed")
    return Marks(part=account.part, text_sha256=digest(account.words), marks=tuple(marks))


def mark(workspace: Workspace, account: Account, edited: str, *, now: datetime | None = None) -> Marked:
    """Keep an edited account beside the capture, and make the entries anew from it."""
    marks = parse_account(account, edited)
    capture, name = account.capture, account.capture.place
    with changing(workspace, "mark", now) as change:
        before = read_held_reading(workspace.archive, account.liveblog, capture.digest)
        others = tuple(each for each in read_marks(workspace.seeds, name) if each.part != account.part)
        fresh = read_held(workspace.seeds, capture)
        reading = with_unseen(apply_marks(fresh, (*others, marks)), read_tombstones(workspace.seeds))
        _check_entries(account, reading)
        changed = reading != before
        if changed:
            announce = change.log.announcing({name: capture.sha256}, marked=account.part)

            def announcing(liveblog: str, manifest: Digest) -> None:
                announce(liveblog, manifest)
                write_marks(workspace.seeds, name, (*others, marks))

            homes: dict[Slug, list[Reading]] = {account.liveblog: [reading]}
            for home, each in captures_of_bytes(workspace.archive, {capture.sha256}):
                if each.place == name and each != capture:  # another time at which it was captured
                    again = apply_marks(read_held(workspace.seeds, each), (*others, marks))
                    homes.setdefault(home, []).append(with_unseen(again, read_tombstones(workspace.seeds)))
            for home, readings in homes.items():
                change.touch(home)
                replace_readings(workspace.archive, home, readings, announce=announcing)
    return Marked(
        name=capture.name,
        entries=len(reading.entries),
        was=len(before.entries),
        changed=changed,
        faults=tuple(change.faults),
    )


def _check_entries(account: Account, reading: Reading) -> None:
    """An entry has a headline or words, and others than every other."""
    place = f"the account of {account.capture.name}"
    for number, entry in enumerate(reading.entries, start=1):
        if not entry.headline and not entry.body:
            raise Usage(
                place, f"entry {number} has neither headline nor words", "give it some, or take its number away"
            )
    if len({entry.key for entry in reading.entries}) < len(reading.entries):
        raise Usage(place, "two entries have the same headline and words", "give all their pieces one number")


def _render(reading: Reading, part: str, words: str, sign: str) -> str:
    ledger = next(each for each in reading.ledgers if each.part == part)
    numbers = {each.key: number for number, each in enumerate(reading.entries, start=1)}
    lines = [_HELP.format(sign=sign, name=reading.capture.name, part=part, labels=", ".join(Label))]
    for span in ledger.spans:
        number = numbers.get(span.entry or "")
        lines.append(f"{sign} {span.label}{f' {number}' if number and span.label in OF_ENTRIES else ''}\n")
        lines.append(f"{words[span.start : span.end].rstrip()}\n\n")
    return "".join(lines)


def _parse_mark(written: str, start: int, place: str) -> Mark:
    label, _, number = written.partition(" ")
    if label not in list(Label):
        raise Usage(place, f"“{written}” is no piece of a page", f"known are {', '.join(Label)}")
    if number and not (number.strip().isdecimal() and Label(label) in OF_ENTRIES):
        raise Usage(place, f"“{written}” names no entry", "write the number of the entry after what the piece is")
    return Mark(start=start, label=Label(label), entry=int(number) if number else None)
