"""How does a live blog become its `index.md`, and `index.md` the live blog again?

The head holds the facts, and names the captures and entries in order; the body is for whoever opens the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backfile.archive import front
from backfile.archive.record import read_text
from backfile.errors import Damage, NewerFormat
from backfile.model.capture import Capture, Digest
from backfile.model.entry import Coverage
from backfile.model.observation import LiveBlog
from backfile.model.plain import dump, load
from backfile.text.markdown import escape
from backfile.text.slug import Slug, is_slug

INDEX = "index.md"
FORMATS = (1, 2)
"""The second one holds bytes that were captured again. Each live blog is written in the first that can say it."""
_FACTS = ("headline", "summary", "publisher", "address", "publisher_id", "declared", "more")


@dataclass(frozen=True, slots=True)
class Index:
    """What `index.md` says: the key, what the live blog says of itself, the digests of its captures in the order in
    which they were made, and the slugs of its entries in page order; and by each slug that was given to an entry that
    goes on in another, the slug of that."""

    key: str
    liveblog: LiveBlog
    captures: tuple[Digest, ...]
    entries: tuple[Slug, ...]
    aliases: dict[Slug, Slug]

    def in_order(self, captures: Iterable[Capture]) -> tuple[Capture, ...]:
        """Captures in the order in which they stand here; one that does not comes last."""
        numbers = {its_digest: number for number, its_digest in enumerate(self.captures)}
        return tuple(sorted(captures, key=lambda each: (numbers.get(each.digest, len(numbers)), each.order)))


def read_index(folder: Path) -> Index:
    """What the `index.md` of a live blog's folder says. Raises Damage, or NewerFormat for a newer archive's."""
    place = folder / INDEX
    facts, _ = front.load(read_text(place), place)
    written = facts.get("format")
    if isinstance(written, int) and written > max(FORMATS):
        raise NewerFormat(place, f"format {written} is newer than this Backfile knows", "update Backfile")
    if written not in FORMATS:
        raise Damage(place, "does not say its “format”", "restore it from a backup")
    return Index(
        key=load(str, facts.get("key"), f"{place}, “key”"),
        liveblog=load(LiveBlog, {name: facts[name] for name in _FACTS if name in facts}, place),
        captures=load(tuple[Digest, ...], facts.get("captures"), f"{place}, “captures”"),
        entries=load(tuple[Slug, ...], facts.get("entries"), f"{place}, “entries”"),
        aliases=_load_aliases(facts.get("aliases", {}), f"{place}, “aliases”"),
    )


def dump_index(coverage: Coverage) -> str:
    """The text of `index.md`."""
    about = dump(coverage.liveblog)
    facts = {
        "format": FORMATS[any(capture.again_of for capture in coverage.captures)],
        "key": coverage.key,
        **{name: about[name] for name in _FACTS},
        "captures": [capture.digest for capture in coverage.captures],
        "entries": [entry.slug for entry in coverage.entries],
    }
    if coverage.aliases:
        facts["aliases"] = dict(sorted(coverage.aliases))
    return front.dump(facts, "\n\n".join(_body(coverage)))


def _load_aliases(plain: object, place: str) -> dict[Slug, Slug]:
    if not isinstance(plain, dict) or not all(map(is_slug, (*plain.keys(), *plain.values()))):
        raise Damage(place, "is not as Backfile wrote it", "restore it from a backup")
    return {Slug(old): Slug(new) for old, new in plain.items()}


def _body(coverage: Coverage) -> Iterator[str]:
    yield f"# {escape(coverage.liveblog.headline or 'A live blog without a headline')}"
    for paragraph in coverage.liveblog.summary:
        yield escape(paragraph)
    yield "\n".join(f"- [{escape(entry.headline or 'no headline')}]({entry.slug}.md)" for entry in coverage.entries)
