"""Why has an entry several wordings? In words that all faces share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backfile.model.history import Change, Wording

_WHY = {
    True: "its words were edited",
    Change.FORMATS: "captures of different formats differ in its words, which may come of the format",
    Change.JOINED: "keepers of the archive joined entries of the publisher’s; that it edited one does not follow",
}


def why_several(wordings: Iterable[Wording]) -> Iterator[str]:
    """Why an entry has several wordings, as far as these show: edits first."""
    came = [each.came for each in wordings if each.came]
    yield from (told for why, told in _WHY.items() if any(why in (each.is_edit, each.change) for each in came))
