"""Which documents have which flag or language, and who wrote and published them? Each label with its documents.

`label-<label>` holds the runs of documents with one that a filter asks for; `facets` the names by which results are
counted: live blogs as [slug, name, publisher or null, runs of documents], and names of bylines and tags with theirs.
The name of a live blog is its headline; where several have the same one, with the publisher or the slug that tells them
apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from backfile.model.search import FLAGS, Document, Postings
from backfile.site.shards.coding import code_runs, file_key, put

_BYLINE, _TAG, _LIVEBLOG = "byline:", "tag:", "liveblog:"


def list_labels(postings: Postings) -> list[str]:
    """The labels that can be asked for, and that some document has."""
    return sorted({label for its in postings.labels for label in its if label in FLAGS or label.startswith("lang:")})


def write_labels(postings: Postings) -> Iterator[tuple[str, str]]:
    """The files' names and texts."""
    held: dict[str, list[int]] = {label: [] for label in list_labels(postings)}
    names: dict[str, dict[str, list[int]]] = {_BYLINE: {}, _TAG: {}}
    for number, labels in enumerate(postings.labels):
        for label in labels:
            if label in held:
                held[label].append(number)
            elif label.startswith((_BYLINE, _TAG)):
                kind, colon, name = label.partition(":")
                names[kind + colon].setdefault(name, []).append(number)
    for label, documents in held.items():
        name = f"label-{file_key(label)}"
        yield name, put(name, code_runs(documents))
    bylines, tags = ([(name, code_runs(its[name])) for name in sorted(its)] for its in names.values())
    yield "facets", put("facets", {"liveblogs": _liveblogs(postings), "bylines": bylines, "tags": tags})


def _liveblogs(postings: Postings) -> list[list[object]]:
    held: dict[str, list[int]] = {}
    for number, labels in enumerate(postings.labels):
        held.setdefault(next(label for label in labels if label.startswith(_LIVEBLOG)), []).append(number)
    told = [(postings.documents[numbers[0]], code_runs(numbers)) for _, numbers in sorted(held.items())]
    names = _tell_apart([each for each, _ in told])
    return [[each.liveblog, name, each.publisher, its] for (each, its), name in zip(told, names, strict=True)]


def _tell_apart(liveblogs: Sequence[Document]) -> Iterator[str]:
    """A name for each live blog, of which a document is given."""
    headlines = [each.liveblog_headline or each.liveblog for each in liveblogs]
    held = Counter(headlines)
    by = Counter((name, each.publisher) for name, each in zip(headlines, liveblogs, strict=True))
    for name, each in zip(headlines, liveblogs, strict=True):
        if held[name] == 1:
            yield name
        else:
            is_told = each.publisher is not None and by[name, each.publisher] == 1
            yield f"{name} · {each.publisher if is_told else each.liveblog}"
