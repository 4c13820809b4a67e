"""How does an entry become a file that outlives this program, and a file the entry again?

`<slug>.md` holds the newest words, `revisions/<slug>.<n>.md` older ones. The head holds the digests of the body and
of what it says of it: what somebody changed is told from the publisher's, and kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from backfile.archive import front
from backfile.errors import Damage
from backfile.model.capture import digest
from backfile.model.entry import Entry, Revision
from backfile.model.observation import Provenance
from backfile.model.permalink import permalink
from backfile.model.plain import dump, load
from backfile.model.time import Time
from backfile.text.slug import Slug


def dump_entry(liveblog: Slug, entry: Entry) -> dict[str, str]:
    """The files of an entry: path below its live blog's folder, and what it holds.

    Older revisions come first, so that the entry's own file, once written, never speaks of one that is missing.
    """
    newest = entry.newest
    facts = {
        "permalink": permalink(liveblog, entry.slug),
        "keys": list(entry.keys),
        "basis": entry.basis,
        "headline": newest.headline,
        "byline": list(entry.byline),
        "tags": list(entry.tags),
        "language": entry.language,
        "published": dump(entry.published),
        "updated": dump(entry.updated),
        "withdrawn": entry.withdrawn,
        "anchor": entry.anchor,
    }
    if entry.republished is not None:
        facts["republished"] = dump(entry.republished)
    if entry.unseen:
        facts["unseen"] = list(entry.unseen)
    facts |= {"facts_sha256": _digest_of(facts), **_revision_facts(newest)}
    files = {}
    for revision in entry.revisions[:-1]:
        older = {
            "permalink": permalink(liveblog, entry.slug),
            "headline": revision.headline,
            "updated": dump(revision.updated),
            **_revision_facts(revision),
        }
        files[revision_name(entry.slug, revision.number)] = front.dump(older, revision.body)
    body = newest.body if entry.altered is None else entry.altered
    return files | {f"{entry.slug}.md": front.dump(facts, body)}


def revision_name(slug: Slug, number: int) -> str:
    """The path of an older revision below its live blog's folder."""
    return f"revisions/{slug}.{number}.md"


def load_entry(
    slug: Slug, text: str, older: Callable[[int], str], place: object, faults: list[Damage] | None = None
) -> Entry:
    """The entry in a file's text; `older(n)` gives the text of revision n. Raises Damage, naming `place`.

    With `faults`, an older revision whose words were changed is empty, and its fault added there.
    When the body, or what the head says of it, is not as it was captured, the entry is `altered`, and the newest
    revision's body is what the file holds, for the publisher's words may no longer be in it.
    """
    facts, body = front.load(text, place)
    number = _fact(facts, "revision", int, place)
    newest = _load_revision(facts, body, place)
    revisions = []
    for earlier in range(1, number):
        older_place = _place_of(place, slug, earlier)
        older_facts, older_body = front.load(older(earlier), older_place)
        if digest(older_body) != older_facts.get("body_sha256"):  # such words never pass as the publisher's
            fault = Damage(older_place, "holds other words than were captured", "undo the change")
            if faults is None:
                raise fault
            faults.append(fault)
            older_facts, older_body = older_facts | {"headline": None}, ""
        revisions.append(_load_revision(older_facts, older_body, older_place))
    return Entry(
        slug=slug,
        keys=_fact(facts, "keys", tuple[str, ...], place),
        basis=_fact(facts, "basis", str, place),
        byline=_fact(facts, "byline", tuple[str, ...], place),
        published=_fact(facts, "published", Time | None, place),
        updated=_fact(facts, "updated", Time | None, place),
        withdrawn=_fact(facts, "withdrawn", str | None, place),
        tags=_fact({"tags": [], **facts}, "tags", tuple[str, ...], place),
        language=_fact({"language": None, **facts}, "language", str | None, place),
        anchor=_fact({"anchor": None, **facts}, "anchor", str | None, place),
        republished=_fact({"republished": None, **facts}, "republished", Time | None, place),
        revisions=(*revisions, newest),
        unseen=_fact({"unseen": [], **facts}, "unseen", tuple[str, ...], place),
        altered=body if is_altered(facts, body) else None,
    )


_FACTS = ("headline", "byline", "published", "updated", "withdrawn")
"""What the head says in the publisher's name."""
_LATER_FACTS = ("tags", "language", "anchor", "republished", "unseen")
"""What heads of entries written before did not say, or none says without need: such a head is digested without it, and
so is as it was written."""


def is_altered(facts: Mapping[str, Any], body: str) -> bool:
    """Is the body, or what the head says of it, not as it was captured?"""
    return digest(body) != facts.get("body_sha256") or _digest_of(facts) != facts.get("facts_sha256")


def _place_of(place: object, slug: Slug, revision: int) -> object:
    """Where an older revision of the entry of a file stands."""
    name = revision_name(slug, revision)
    return place.parent / name if isinstance(place, Path) else f"{place}, {name}"


def _digest_of(facts: Mapping[str, Any]) -> str:
    said = [facts.get(name) for name in _FACTS] + [facts[name] for name in _LATER_FACTS if name in facts]
    return digest(json.dumps(said, ensure_ascii=True))


def _revision_facts(revision: Revision) -> dict[str, object]:
    return {
        "revision": revision.number,
        "provenance": dump(revision.provenance),
        "body_sha256": digest(revision.body),
        **({"joined": revision.joined} if revision.joined else {}),
    }


def _load_revision(facts: Mapping[str, Any], body: str, place: object) -> Revision:
    return Revision(
        number=_fact(facts, "revision", int, place),
        headline=_fact(facts, "headline", str | None, place),
        body=body,
        provenance=_fact(facts, "provenance", tuple[Provenance, ...], place),
        updated=_fact({"updated": None, **facts}, "updated", Time | None, place),
        joined=_fact({"joined": 0, **facts}, "joined", int, place),
    )


def _fact(facts: Mapping[str, Any], name: str, kind: Any, place: object) -> Any:
    if name not in facts:
        raise Damage(place, f"does not say its “{name}”", "restore it from a backup")
    return load(kind, facts[name], f"{place}, “{name}”")
