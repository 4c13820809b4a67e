"""When was what published? The dates of all documents sorted, in shards, for filters, facets and orders.

`times` says with which instant (seconds since 1970, UTC) each shard begins, and which documents have none; `times-<n>`
holds the next documents, each as the seconds since the one before, and its number.
"""

from __future__ import annotations

from collections.abc import Iterator

from backfile.model.search import Postings
from backfile.site.shards.coding import code, code_runs, put

TIMES = 2_000
"""Documents in a shard."""


def write_times(postings: Postings) -> Iterator[tuple[str, str]]:
    """The files' names and texts."""
    dated = sorted((at, number) for number, at in enumerate(postings.published) if at is not None)
    begins = []
    for start in range(0, len(dated), TIMES):
        held = dated[start : start + TIMES]
        last = held[0][0]
        begins.append(last)
        numbers: list[int] = []
        for instant, number in held:
            numbers += (instant - last, number)
            last = instant
        name = f"times-{start // TIMES}"
        yield name, put(name, code(numbers))
    undated = code_runs(number for number, at in enumerate(postings.published) if at is None)
    yield "times", put("times", {"begins": begins, "undated": undated})
