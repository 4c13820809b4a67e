"""May a site of these settings be made, and what will it lack? Asked before anything is made that invites readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backfile.errors import UnknownName, Usage
from backfile.workspace.settings import PRIVATE, Settings


def check_publishing(settings: Settings, place: object) -> None:
    """Raises Usage where readers are invited, and nobody says by what right, or whom to turn to."""
    missing = [name for name in ("rights", "contact") if not getattr(settings, name).strip()]
    if settings.inviting and missing:
        raise Usage(
            place,
            f"what is published needs {' and '.join(missing)}",
            f"""write {" and ".join(f'{name} = "…"' for name in missing)}, or publish = "private" everywhere""",
        )


def check_liveblogs(settings: Settings, held: Iterable[str], place: object) -> None:
    """Raises UnknownName for a table of a live blog that is not held: what was to be private must not be missed."""
    known = set(held)
    for slug in settings.liveblogs:
        if slug not in known:
            raise UnknownName(place, "live blog", slug, known)


def publishing_notes(settings: Settings) -> Iterator[str]:
    """What a person who publishes with these settings may not expect of the site, a line each."""
    if settings.inviting and not settings.base_url:
        yield "no base_url in backfile.toml: the site has no feeds, no sitemap and no canonical addresses"
    private = sum(settings.publish_of(slug) == PRIVATE for slug in settings.liveblogs)
    if settings.publish != PRIVATE and private:
        what = (
            "1 live blog is private: its pages are"
            if private == 1
            else f"{private} live blogs are private: their pages are"
        )
        yield f"{what} in site/ all the same, as excerpts that search engines are asked to leave out"
