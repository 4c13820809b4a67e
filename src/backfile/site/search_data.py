"""What does the browser search in? The same postings as the command line, in shards that it fetches when it needs them.

Each shard is a script that makes one call, `backfileSearch.put(name, held)`: a script, because from a disk a page may
load nothing else. `head` is the one that every search reads. What the others hold is told in site/shards/, each module
of which is followed by a part of theme/search/.

Documents keep their numbers from build to build (index/numbering.py). So an entry whose words change, or that is
added, writes anew the shards that hold it and its words, and no others. `order` holds the numbers by their permalinks,
the last tie of the order of results: runs of neighbours, each as its first number and how many more it holds. It is
needed, and there, only where that is not the order of the numbers.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from backfile.model.search import FIELDS, FILTERS, Postings
from backfile.site.form import USUAL, Form
from backfile.site.shards.coding import code, put, script_order
from backfile.site.shards.documents import rows_in_shard, texts_in_shard, write_documents
from backfile.site.shards.labels import list_labels, write_labels
from backfile.site.shards.left import Left
from backfile.site.shards.terms import Cuts, write_terms, write_vocabulary
from backfile.site.shards.times import write_times
from backfile.site.shards.words import order_languages
from backfile.site.times import Clock
from backfile.text.dates import parse_zone
from backfile.workspace.settings import Settings

SAID_AFTER = (
    "did_you_mean",
    "by_liveblog",
    "by_publisher",
    "by_byline",
    "by_tag",
    "by_month",
    "not_known",
    "and_more",
    "take_away",
)
"""What the search page says once results stand: `wording` holds it, and `head` all other words of its script."""

_STEERING = r"\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028-\u202e\u2066-\u2069"  # as a script names shown.STEERING


def search_data(
    postings: Postings,
    settings: Settings,
    form: Form = USUAL,
    standing: Container[int] = (),
    before: Left | None = None,
    left: Left | None = None,
) -> Iterator[tuple[str, str | None]]:
    """The name of each shard, and its script, but for those of `standing` stretches (site/shards/documents.py); None
    for one that stands as it was left `before` (site/shards/left.py). How they are left now fills `left`."""
    clock = Clock.of(settings.zone, settings.language)
    cuts = Cuts(terms=[], places=[])
    yield from write_terms(postings, cuts, before, left)
    yield from write_vocabulary(postings)
    yield from write_documents(postings, clock, standing)
    yield from write_times(postings)
    yield from write_labels(postings)
    order = sorted(range(len(postings.permalinks)), key=postings.permalinks.__getitem__)
    is_ordered = order == list(range(len(order)))
    if not is_ordered:
        yield "order", put("order", _code_order(order))
    languages = order_languages(postings)
    eliding = postings.analysis["eliding"]
    assert isinstance(eliding, tuple)
    its_endings = [
        {"elides": code.split("-")[0].lower() in eliding, "endings": postings.endings[code]} for code in languages
    ]
    yield "endings", put("endings", its_endings)
    said = clock.words.script()
    yield "wording", put("wording", {key: said.pop(key) for key in SAID_AFTER})
    head = {
        "documents": len(postings.documents),
        "ordered": is_ordered,
        "rows": rows_in_shard(len(postings.documents)),
        "texts": texts_in_shard(len(postings.documents)),
        "cuts": _shared(cuts.terms),
        "held": [field for field in (*FIELDS, *FILTERS) if postings.words[field]],
        "languages": languages,
        "labels": list_labels(postings),
        "zone": settings.zone,
        "zone_name": str(parse_zone(settings.zone)),
        "steering": _STEERING,
        "address": form.rule,
        "wording": said,
    }
    yield "head", put("head", head)


def _code_order(order: Sequence[int]) -> str:
    """Numbers in any order, by runs of neighbours.

    >>> _code_order([0, 1, 5, 2]) == code([0, 1, 5, 0, 2, 0])
    True
    """
    numbers: list[int] = []
    last = -2
    for number in order:
        if number == last + 1:
            numbers[-1] += 1
        else:
            numbers += (number, 0)
        last = number
    return code(numbers)


def _shared(begins: Sequence[str]) -> str:
    """Where shards begin: each as a capital that counts the halves of characters it shares with the one before (words
    hold no capitals), and its others.

    >>> _shared(["", "brid", "broo", "c++"])
    'AAbridCooAc++'
    """
    told, last = [], b""
    for begin in begins:
        halves = script_order(begin)
        shared = 0
        while shared < min(len(halves), len(last)) and halves[shared : shared + 2] == last[shared : shared + 2]:
            shared += 2
        told.append(chr(ord("A") + shared // 2) + halves[shared:].decode("utf-16-be", "surrogatepass"))
        last = halves
    return "".join(told)
