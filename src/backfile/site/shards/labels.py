"""Which documents have which flag or language, and who wrote and published them? Each label with its documents.

`label-<label>` holds the runs of documents with one that a filter asks for; `facets` the names by which results are
counted: live blogs as [slug, headline, publisher or null, documents], in the order of the documents, and names of
bylines with the runs of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from backfile.model.search import FLAGS, Postings
from backfile.site.shards.coding import code_runs, file_key, put

_BYLINE, _LIVEBLOG = "byline:", "liveblog:"


def list_labels(postings: Postings) -> list[str]:
    """The labels that can be asked for, and that some document has."""
    return sorted({label for its in postings.labels for label in its if label in FLAGS or label.startswith("lang:")})


def write_labels(postings: Postings) -> Iterator[tuple[str, str]]:
    """The files' names and texts."""
    held: dict[str, list[int]] = {label: [] for label in list_labels(postings)}
    names: dict[str, list[int]] = {}
    for number, labels in enumerate(postings.labels):
        for label in labels:
            if label in held:
                held[label].append(number)
            elif label.startswith(_BYLINE):
                names.setdefault(label.removeprefix(_BYLINE), []).append(number)
    for label, documents in held.items():
        name = f"label-{file_key(label)}"
        yield name, put(name, code_runs(documents))
    bylines = [(name, code_runs(names[name])) for name in sorted(names)]
    yield "facets", put("facets", {"liveblogs": _liveblogs(postings), "bylines": bylines})


def _liveblogs(postings: Postings) -> list[list[object]]:
    held: dict[str, list[int]] = {}
    for number, labels in enumerate(postings.labels):
        held.setdefault(next(label for label in labels if label.startswith(_LIVEBLOG)), []).append(number)
    firsts = ((postings.documents[numbers[0]], len(numbers)) for numbers in held.values())
    return [[each.liveblog, each.liveblog_headline or each.liveblog, each.publisher, many] for each, many in firsts]
