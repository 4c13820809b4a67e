"""Which slug does each entry have? The one that it was first given, in another archive if it comes from there, where
that is free; a new entry gets one of its headline."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType

from backfile.archive.revise import Draft
from backfile.model.entry import Entry
from backfile.model.observation import Provenance, Reading
from backfile.text.markdown import words
from backfile.text.slug import Slug, slug

_WORDS_OF_A_SLUG = 10
_NO_ALIASES: Mapping[Slug, Slug] = MappingProxyType({})


def give_slugs(
    drafts: Sequence[Draft],
    before: Mapping[Slug, Entry],
    aliases: Mapping[Slug, Slug] = _NO_ALIASES,
    rather: Slug | None = None,
) -> list[Entry]:
    """The drafts as entries. A slug that was given stays, and is given to no other, though it be an alias by now, but
    to what comes out of the entry that the alias leads to; what somebody altered by hand stays altered. Of several that
    became one `rather` goes on."""
    heirs = _find_heirs(drafts, before, aliases, rather)
    taken = {*before, *aliases}
    given: set[Slug] = set()
    entries = []
    for number, draft in enumerate(drafts):
        held = heirs.get(number)
        newest = draft.revisions[-1]
        if held is None:
            own = _came_out_with(draft, before, aliases) - given
            chosen = _slug_of(draft, taken - own if own else taken)
            given.add(chosen)
            taken.add(chosen)
        else:
            chosen = held.slug
        entries.append(
            Entry(
                slug=chosen,
                keys=tuple(draft.keys),
                basis=draft.basis,
                byline=draft.byline,
                published=draft.published,
                updated=newest.updated,
                withdrawn=draft.withdrawn,
                tags=draft.tags,
                language=draft.language,
                anchor=draft.anchor,
                republished=draft.republished,
                unseen=draft.unseen,
                revisions=tuple(draft.revisions),
                altered=held.altered if held and held.altered != newest.body else None,
            )
        )
    return entries


def _came_out_with(draft: Draft, before: Mapping[Slug, Entry], aliases: Mapping[Slug, Slug]) -> set[Slug]:
    """The aliases of the entry that a draft was a part of: one of them may be the slug that it had before."""
    return {old for old, new in aliases.items() if new in before and not set(before[new].keys).isdisjoint(draft.keys)}


def find_aliases(
    entries: Sequence[Entry], before: Mapping[Slug, Entry], aliases: Mapping[Slug, Slug]
) -> dict[Slug, Slug]:
    """Where the slugs lead that were given to entries which went on in others: a permalink is for ever."""
    by_key = {key: entry.slug for entry in entries for key in entry.keys}
    live = {entry.slug for entry in entries}
    gone: dict[Slug, Slug] = {}
    for name, entry in before.items():
        goes_on = next((by_key[key] for key in entry.keys if key in by_key), None)
        if name not in live and goes_on is not None:
            gone[name] = goes_on
    kept = {old: gone.get(new, new) for old, new in aliases.items() if old not in live}
    return {old: new for old, new in (kept | gone).items() if new in live}


def _slug_of(draft: Draft, taken: Container[str] = ()) -> Slug:
    newest = draft.revisions[-1]
    text = draft.named or newest.headline or beginning(newest.body)
    return slug(text, fallback=f"entry-{draft.keys[0][-8:]}", taken=taken)


def _find_heirs(
    drafts: Sequence[Draft], before: Mapping[Slug, Entry], aliases: Mapping[Slug, Slug], rather: Slug | None
) -> dict[int, Entry]:
    """By the number of a draft, the entry as it was that goes on in it: they share a key, the older the better.

    A capture made between two others can show that one entry was two, or that two were one. Then one of them goes on,
    and rather one that somebody altered. Where one comes out of another, a draft whose own slug is an alias of that is
    to get it again.
    """
    heirs = _match(drafts, before, {}, rather)
    comes_out = (_came_out_with(each, before, aliases) for number, each in enumerate(drafts) if number not in heirs)
    return _match(drafts, before, aliases, rather) if any(comes_out) else heirs


def _match(
    drafts: Sequence[Draft], before: Mapping[Slug, Entry], aliases: Mapping[Slug, Slug], rather: Slug | None
) -> dict[int, Entry]:
    """The same, where drafts whose own slug is one of the `aliases` are to get that again."""
    places: dict[str, list[tuple[int, int]]] = {}  # two entries may have one key, where other captures join each
    for number, draft in enumerate(drafts):
        for rank, key in enumerate(draft.keys):
            places.setdefault(key, []).append((rank, number))
    leads = set(aliases.values())
    shared = sorted(
        (
            name != rather,
            entry.altered is None,
            name in leads and aliases.get(_slug_of(drafts[place[1]])) == name,
            rank,
            *place,
            name,
        )
        for name, entry in before.items()
        for rank, key in enumerate(entry.keys)
        for place in places.get(key, ())
    )
    heirs: dict[int, Slug] = {}
    for *_, number, name in shared:
        if number not in heirs and name not in heirs.values():
            heirs[number] = name
    return {number: before[name] for number, name in heirs.items()}


def moved_keys(old: Reading, new: Reading) -> dict[str, str]:
    """By its old key, the new key of each entry that another reading of the same capture gives another key.

    It is the one whose place in the capture shares most characters with the old place.
    """
    if new is old:
        return {}
    kept = {entry.key for entry in new.entries}
    places = [(place, entry.key) for entry in new.entries for place in entry.provenance]
    moved: dict[str, str] = {}
    for entry in old.entries:
        if entry.key in kept:
            continue
        shared = [(_shared(own, place), key) for own in entry.provenance for place, key in places]
        most, key = max(shared, default=(0, ""))
        if most > 0:
            moved[entry.key] = key
    return moved


def _shared(one: Provenance, other: Provenance) -> int:
    return min(one.end, other.end) - max(one.start, other.start) if one.part == other.part else 0


def beginning(body: str) -> str:
    """The first words of a body, for what has no headline."""
    return " ".join(words(body).split()[:_WORDS_OF_A_SLUG])
