"""Which live blog is this a capture of, and which entry is this an observation of?

A live blog: the publisher's id, else its canonical address, else the capture alone. An entry: the publisher's id, else
the same folded words; else an equal headline that is unique on both sides; else 0.6 of the word shingles of the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote_plus, urlencode, urlsplit, urlunsplit

from backfile.archive.ties import NONE, Ties
from backfile.model.observation import Observation, Reading
from backfile.text.fold import folded_words
from backfile.text.markdown import words
from backfile.text.shingles import shingles

BY_A_PERSON = "joined by a person"

ALIKE = 0.6
"""Share of the smaller side's shingles that two observations of one entry have in common."""

TOLD = ("id:", "address:")
"""How keys of live blogs begin that pages tell themselves."""

_PASSING = re.compile(
    r"(page|offset|pinned)=(\d{1,6}|with:block-\w+)"
    r"|ref=(?!\d{4,}$).*"
    r"|(fbclid|gclid|ns_\w+|utm_\w+|at_\w+|smid|cmpid|xtor)=.*"
    r"|(amp|print|refresh)=",
    re.IGNORECASE | re.DOTALL,
)
"""What an address says of a page of the same live blog, of how it is shown, or of who came from where. A page that is
called by a word, or a reference that is a number, may be another live blog."""
_FORMERLY_PASSING = re.compile(
    r"page|offset|pinned|fbclid|gclid|ns_\w+|utm_\w+|at_\w+|smid|ref|cmpid|xtor", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier captures showed of one entry: all its keys, its words as last seen, and which line of which export
    it is (the export's digest and the permalink there)."""

    keys: tuple[str, ...]
    headline: str | None
    body: str
    lines: frozenset[tuple[str, str]] = frozenset()


def liveblog_key(reading: Reading) -> str:
    """What tells the live blog of a reading from every other.

    A person's word (`--liveblog`) comes before the page's own.
    """
    return next(liveblog_keys(reading))


def liveblog_keys(reading: Reading) -> Iterator[str]:
    """All by which the live blog of a reading may be known, first the one that tells it from every other."""
    if reading.capture.liveblog:
        yield f"named:{reading.capture.liveblog}"
    yield from keys_told(reading)
    told = reading.capture.told
    yield f"capture:{(told.export if told else reading.capture.sha256)[:16]}"


def keys_told(reading: Reading) -> Iterator[str]:
    """Those that the page itself tells."""
    if reading.liveblog.publisher_id:
        yield f"id:{reading.liveblog.publisher_id}"
    if reading.liveblog.address:
        yield f"address:{canonical_address(reading.liveblog.address)}"


def former_key(reading: Reading) -> str | None:
    """By which key archives may know the live blog that were made before so much of an address was told apart; None
    where that is the same. They know others by it, too."""
    key = liveblog_key(reading)
    if not key.startswith("address:"):
        return None
    former = f"address:{_canonical(str(reading.liveblog.address), _formerly_asked, lambda fragment: '')}"
    return former if former != key else None


def canonical_address(address: str) -> str:
    """The address without what varies between visits: scheme, `www.`, places on a page, and queries for pages and
    tracking. A fragment that is a path, or begins with `!`, is what a script shows there, and stays.

    >>> canonical_address("http://www.example.org/Live/?page=2&id=7#block-1")
    'example.org/Live?id=7'
    >>> canonical_address("https://example.org/#/live/1001/")
    'example.org#/live/1001'
    """
    return _canonical(address, _asked, _shown_by_a_script)


def _canonical(address: str, asked: Callable[[str], str], shown: Callable[[str], str]) -> str:
    """The same, with what is `asked` of a query and `shown` of a fragment."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        host = (parts.netloc or "").lower().removeprefix("www.")
        kept = (host, parts.path.rstrip("/"), asked(parts.query), shown(parts.fragment))
    except ValueError:  # no address: it is told from others by being what it is
        return address
    return urlunsplit(("", *kept)).removeprefix("//")


def _asked(query: str) -> str:
    """What a query asks for, in one order. A name without a value counts where it has no `=` either (`?12345`)."""
    names = parse_qsl("&".join(each for each in query.split("&") if "=" not in each), keep_blank_values=True)
    asked = sorted(each for each in (*parse_qsl(query), *names) if not _PASSING.fullmatch("=".join(each)))
    return "&".join(urlencode([each]) if each[1] else quote_plus(each[0]) for each in asked)


def _shown_by_a_script(fragment: str) -> str:
    return fragment.rstrip("/") if fragment.startswith(("/", "!")) and fragment.strip("/!") else ""


def _formerly_asked(query: str) -> str:
    return urlencode(sorted(each for each in parse_qsl(query) if not _FORMERLY_PASSING.fullmatch(each[0])))


def match(
    observations: Sequence[Observation], known: Sequence[Known], ties: Ties = NONE
) -> list[tuple[int | None, str]]:
    """For each observation of one capture, the number of the known entry that it shows, and why; None for a new one.

    Each known entry is given to one observation at most, but where people said that several are one (`ties`).
    """
    free = dict(enumerate(known))
    by_key = {key: number for number, entry in free.items() for key in entry.keys}
    by_line = {line: number for number, entry in free.items() for line in entry.lines}
    found: list[tuple[int | None, str]] = [(None, "first seen in this capture")] * len(observations)
    for at, observation in enumerate(observations):
        archived = observation.archived
        number = by_line.get((archived.export, archived.permalink)) if archived else None
        if number in free and not ties.part(observation.key, free[number].keys):
            found[at] = (number, "the same line of an export")
            del free[number]
    for at, observation in enumerate(observations):
        if found[at][0] is not None:
            continue
        named = observation.archived.keys if observation.archived else ()
        number = next((by_key[key] for key in (observation.key, *named) if by_key.get(key) in free), None)
        if number in free and not _is_apart(observation, free[number], ties):
            found[at] = (number, "publisher's id" if observation.publisher_id else "same words")
            del free[number]
    for at, observation in enumerate(observations):
        tied = sorted(by_key[key] for key in ties.of(observation.key) if key in by_key)
        if found[at][0] is None and tied:
            found[at] = (tied[0], BY_A_PERSON)
            free.pop(tied[0], None)
    open_ones = [at for at, (number, _) in enumerate(found) if number is None]
    for at, number in _by_headline([(at, observations[at]) for at in open_ones], free, ties):
        found[at] = (number, "same headline, unique in both captures")
        del free[number]
    open_ones = [at for at in open_ones if found[at][0] is None]
    alike = _Alike(free if open_ones else {})
    for at in open_ones:
        if (number := _by_shingles(observations[at], free, alike, ties)) is not None:
            found[at] = (number, f"at least {ALIKE:.0%} of the words in a row")
            del free[number]
    return found


def _by_headline(
    observations: list[tuple[int, Observation]], free: dict[int, Known], ties: Ties
) -> list[tuple[int, int]]:
    ours = Counter(folded_words(observation.headline or "") for _, observation in observations)
    theirs = Counter(folded_words(entry.headline or "") for entry in free.values())
    numbers = {folded_words(entry.headline or ""): number for number, entry in free.items()}
    found = []
    for at, observation in observations:
        headline = folded_words(observation.headline or "")
        unique = headline and ours[headline] == theirs[headline] == 1
        if unique and _may_be_one(observation, free[numbers[headline]], ties):
            found.append((at, numbers[headline]))
    return found


class _Alike:
    """Which of many known entries have words in a row in common with a text? Each is cut into shingles once."""

    def __init__(self, known: Mapping[int, Known]) -> None:
        self._sizes: dict[int, int] = {}
        self._numbers: dict[tuple[str, ...], list[int]] = {}
        for number, entry in known.items():
            runs = shingles(words(entry.body))
            self._sizes[number] = len(runs)
            for run in runs:
                self._numbers.setdefault(run, []).append(number)

    def find(self, body: str) -> list[int]:
        """The numbers of those that are alike, the most alike first."""
        runs = shingles(words(body))
        common = Counter(number for run in runs for number in self._numbers.get(run, ()))
        shares = {number: shared / min(len(runs), self._sizes[number]) for number, shared in common.items()}
        return sorted((each for each in shares if shares[each] >= ALIKE), key=lambda each: (-shares[each], each))


def _by_shingles(observation: Observation, free: Mapping[int, Known], alike: _Alike, ties: Ties) -> int | None:
    numbers = (number for number in alike.find(observation.body) if number in free)
    return next((number for number in numbers if _may_be_one(observation, free[number], ties)), None)


def _may_be_one(observation: Observation, entry: Known, ties: Ties) -> bool:
    """Two different ids of the publisher are two entries, whatever their words."""
    if _is_apart(observation, entry, ties):
        return False
    return not (observation.publisher_id and any(key.startswith("id:") for key in entry.keys))


def _is_apart(observation: Observation, entry: Known, ties: Ties) -> bool:
    """Did a person tell them apart, or do they stand on two lines of one export?"""
    archived = observation.archived
    if archived and any(export == archived.export and line != archived.permalink for export, line in entry.lines):
        return True
    return ties.part(observation.key, entry.keys)
