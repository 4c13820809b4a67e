"""When was what published? The dates of all documents sorted, in shards, for filters, facets and orders.

`times` says with which instant (seconds since 1970, UTC) each shard begins, and which documents have none; `times-<n>`
holds the next documents, each as the seconds since the one before, and its number. It is named after the SPAN of
seconds in which it begins, and begins where its key says so (cutting.py), so that one date more moves no others.
"""

from __future__ import annotations

from collections.abc import Iterator

from backfile.model.search import Postings
from backfile.site.shards.coding import code, code_runs, file_key, put
from backfile.site.shards.cutting import Cutter

TIMES = 1_400
"""Documents in a shard, at least."""

SPAN = 864_000  # ten days


def write_times(postings: Postings) -> Iterator[tuple[str, str]]:
    """The files' names and texts."""
    dated = sorted((at, number) for number, at in enumerate(postings.published) if at is not None)
    cutter = Cutter(TIMES, alike=None)
    shards: list[list[tuple[int, int]]] = []
    for instant, number in dated:
        if cutter.begins_at(str(instant // SPAN), 1):
            shards.append([])
        shards[-1].append((instant, number))
    for held in shards:
        last = held[0][0]
        numbers: list[int] = []
        for instant, number in held:
            numbers += (instant - last, number)
            last = instant
        name = f"times-{file_key(str(held[0][0] // SPAN))}"
        yield name, put(name, code(numbers))
    begins = [held[0][0] for held in shards]
    undated = code_runs(number for number, at in enumerate(postings.published) if at is None)
    yield "times", put("times", {"begins": begins, "undated": undated})
