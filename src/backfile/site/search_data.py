"""What does the browser search in? The same postings as the command line, in shards that it fetches when it needs them.

Each shard is a script that makes one call, `backfileSearch.put(name, held)`: a script, because from a disk a page may
load nothing else. `head` is the one that every search reads. What the others hold is told in site/shards/, each module
of which is followed by a part of theme/search/.

Documents are numbered by their permalinks. So an entry whose words change writes anew the shards that hold it and its
words, and no others; one that is added moves the numbers behind it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from backfile.model.search import FIELDS, FILTERS, Postings
from backfile.site.form import USUAL, Form
from backfile.site.shards.coding import put
from backfile.site.shards.documents import TEXTS, rows_in_shard, write_documents
from backfile.site.shards.labels import list_labels, write_labels
from backfile.site.shards.terms import Cuts, order_languages, write_terms, write_vocabulary
from backfile.site.shards.times import write_times
from backfile.site.shown import STEERING
from backfile.site.times import Clock
from backfile.text.dates import parse_zone
from backfile.workspace.settings import Settings


def search_data(
    postings: Postings, settings: Settings, form: Form = USUAL, standing: Container[int] = ()
) -> Iterator[tuple[str, str]]:
    """The name of each shard, and its script, but for those of `standing` stretches (site/shards/documents.py)."""
    clock = Clock.of(settings.zone, settings.language)
    cuts = Cuts(terms=[], places=[])
    yield from write_terms(postings, cuts)
    yield from write_vocabulary(postings)
    yield from write_documents(postings, clock, standing)
    yield from write_times(postings)
    yield from write_labels(postings)
    languages = order_languages(postings)
    eliding = postings.analysis["eliding"]
    assert isinstance(eliding, tuple)
    its_endings = [
        {"elides": code.split("-")[0].lower() in eliding, "endings": postings.endings[code]} for code in languages
    ]
    yield "endings", put("endings", its_endings)
    head = {
        "documents": len(postings.documents),
        "rows": rows_in_shard(len(postings.documents)),
        "texts": TEXTS,
        "cuts": "|".join(cuts.terms),
        "held": [field for field in (*FIELDS, *FILTERS) if postings.words[field]],
        "languages": languages,
        "labels": list_labels(postings),
        "zone": settings.zone,
        "zone_name": str(parse_zone(settings.zone)),
        "steering": STEERING,
        "address": form.rule,
        "wording": clock.words.script(),
    }
    yield "head", put("head", head)
