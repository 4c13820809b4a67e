"""Is a saved page read with all its parts, and every character accounted for?"""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from backfile.errors import BadCapture
from backfile.model.ledger import Label
from backfile.seeds.pages.page import READER
from backfile.text.markdown import words
from tests.seeds.hostile import HOSTILE_HTML, TREES, deep
from tests.seeds.sample_pages import HEADLINES, MARKDOWN, PAGES, headlines, read_sample, read_source, source_of

TITLE = "Harrow flood watch: weir to be opened as river rises"


@pytest.mark.parametrize("name", PAGES)
def test_each_sample_page_is_read_whole(name: str) -> None:
    reading = read_sample(name)
    assert reading.reader == READER
    assert [entry.headline for entry in reading.entries][:3] == (
        [None] * 3 if name == "sportowefakty.html" else list(HEADLINES)
    )
    assert reading.entries[0].body == MARKDOWN
    about = reading.liveblog
    assert (about.headline, about.publisher, about.address) == (
        TITLE,
        "The Valley Post",
        "https://www.valley.example/harrow/live",
    )
    assert about.summary == ("The river has risen for three days, and the valley is waiting.",)


def test_an_entry_is_anchored_where_an_element_has_its_id_and_nowhere_else() -> None:
    entries = "".join(
        f"<article {at}><h2>Weir {number} holds</h2><p>The keeper of weir {number} says so at noon.</p></article>"
        for number, at in enumerate(('id="block-64620001"', "", 'id="block 3"'))
    )
    told = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "LiveBlogPosting",
            "liveBlogUpdate": [
                {
                    "@type": "BlogPosting",
                    "@id": its_id,
                    "headline": f"Weir {number} holds",
                    "articleBody": f"The keeper of weir {number} says so at noon.",
                }
                for number, its_id in enumerate(("block-64620001", "block-64620002", "block 3"))
            ],
        }
    )
    page = f'<!DOCTYPE html><script type="application/ld+json">{told}</script><h1>River live</h1>{entries}'
    assert [entry.anchor for entry in read_source(page).entries] == ["block-64620001", None, None]


@pytest.mark.parametrize("name", PAGES)
def test_what_stands_beside_the_entries_is_told_apart(name: str) -> None:
    reading = read_sample(name)
    text = reading.parts[0].text
    labels = {text[span.start : span.end].strip(): span.label for span in reading.ledgers[0].spans}
    assert labels[TITLE] == Label.HEADLINE
    assert labels["The river has risen for three days, and the valley is waiting."] == Label.SUMMARY
    assert next(label for piece, label in labels.items() if "Home" in piece) == Label.FURNITURE
    assert next(label for piece, label in labels.items() if "Most read" in piece) == Label.FURNITURE
    if name != "jsonld.html":  # whose words stand in its data alone
        assert Label.UNRECOGNISED not in labels.values()
        assert next(label for piece, label in labels.items() if "four hundred bags" in piece) == Label.ENTRY


def test_a_time_a_byline_and_a_headline_inside_an_entry_have_spans_of_their_own() -> None:
    reading = read_sample("reach.html")
    text, key = reading.parts[0].text, reading.entries[1].key
    inside = {text[span.start : span.end].strip(): span.label for span in reading.ledgers[0].spans if span.entry == key}
    assert inside["School sends pupils home"] == Label.HEADLINE
    assert inside["Tom Reed"] == Label.BYLINE
    assert inside["15:20"] == Label.TIME
    assert inside["Share"] == Label.FURNITURE


def test_data_and_page_are_joined_and_what_only_data_holds_is_kept() -> None:
    reading = read_sample("reach.html")
    assert headlines(reading) == (*HEADLINES, "Rain warning", "Board meets")
    assert [[place.part for place in entry.provenance] for entry in reading.entries] == [["text", "ld:0"]] * 3 + [
        ["ld:0"]
    ] * 2
    assert reading.liveblog.more
    assert [entry.byline for entry in reading.entries] == [("Ada Marsh",), ("Tom Reed",), ("Ada Marsh",), (), ()]


def test_a_time_that_all_entries_share_in_the_data_is_the_page_s_and_no_conflict() -> None:
    reading = read_sample("guardian.html")
    assert headlines(reading) == HEADLINES
    assert reading.warnings == ()
    assert [place.part for place in reading.entries[0].provenance] == ["text", "text", "ld:0"]  # it is pinned


def test_a_block_that_is_no_json_is_told_of() -> None:
    reading = read_sample("ndtv.html")
    assert reading.warnings == ("part “ld:0” is no valid JSON; 0 entries of it could be read",)
    assert [part.name for part in reading.parts] == ["text", "ld:0", "microdata"]
    assert [entry.byline for entry in reading.entries] == [()] * 3  # the house is nobody's name


def test_a_page_without_entries_is_refused_with_what_to_do() -> None:
    with pytest.raises(
        BadCapture,
        match=r"page: no entries are recognised in what the server sent \(9 characters of visible text\): no 3 pieces",
    ):
        read_source("<!doctype html><p>Loading …</p>")


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<table><tr><td>"])
def test_a_page_too_deep_is_read_as_its_text(opening: str) -> None:
    reading = read_source(f"<!doctype html>{source_of('repeating.html')}{deep(opening)}")
    assert "stand too deep inside each other" in reading.warnings[0]
    assert "four hundred bags" in " ".join(words(entry.body) for entry in reading.entries)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", (None, None, None, ())),
        (
            "<meta property='og:title' content='A'><meta property='og:url' content='https://b.example/'>",
            ("A", None, "https://b.example/", ()),
        ),
        (
            "<meta name='og:site_name' content='C &amp;amp; D'><meta name=Description content='E'>",
            (None, "C & D", None, ("E",)),
        ),
        ("<link rel=canonical href='/live'><meta name=description content=''>", (None, None, None, ())),
    ],
)
def test_the_head_of_a_page_says_what_it_is(head: str, expected: tuple[object, ...]) -> None:
    about = read_source(f"<!doctype html><head>{head}</head>{_ENTRIES}").liveblog
    assert (about.headline, about.publisher, about.address, about.summary) == expected


@pytest.mark.parametrize(
    ("extra", "more"),
    [
        ("", False),
        ("<link rel=next href=x>", True),
        ("<a rel=next href=x>2</a>", True),
        ("<button>Show more updates</button>", True),
        ("<a role=button>Load older posts</a>", True),
        ("<button>More</button>", True),
        ("<button>No more of this</button>", False),
    ],
)
def test_a_page_that_offers_older_entries_says_there_are_more(extra: str, more: bool) -> None:
    assert read_source(f"<!doctype html>{_ENTRIES}{extra}").liveblog.more == more


def test_the_same_words_twice_without_trusted_ids_are_one_entry_with_both_places() -> None:
    reading = read_source("<!doctype html>" + _ENTRIES + _ENTRIES.split("</article>")[0])
    assert len(reading.entries) == 3
    assert len(reading.entries[0].provenance) == 2


@given(TREES | HOSTILE_HTML)
def test_any_page_is_read_by_the_laws_or_refused(source: str) -> None:
    for entries in ("", _ENTRIES, source_of("headed.html")):
        try:
            read_source(f"<!doctype html>{source}{entries}{source}", format="html")
        except BadCapture as fault:
            assert str(fault).startswith("page: no entries are recognised")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_cut_off_anywhere_is_read_by_the_laws_or_refused(name: str) -> None:
    source = source_of(name)
    for at in range(0, len(source), len(source) // 40):
        try:
            read_source(source[:at], format="html")
        except BadCapture as fault:
            assert fault.mend


@pytest.mark.parametrize(
    "inner",
    [
        deep("<p>"),
        deep("<li>"),
        deep("<br>"),
        deep("<b>x</b> ", times=20_000),
        deep("<details><p>x</p></details>", times=10_000),
        deep("<table><tr><td>x<td>", times=50),
        deep("<ul><li>a", times=150),
        "<a href='" + "x" * 1_000_000 + "'>y</a>",
        "<i class='" + "x " * 500_000 + "'>y</i>",
        deep("&amp;lt;", times=100_000),
        deep("<time>10:30</time>", times=20_000),
    ],
)
def test_an_entry_of_any_size_is_read_in_bounded_work(inner: str) -> None:
    assert len(read_source(f"<!doctype html>{_ENTRIES}{_ENTRIES.replace('</p>', inner, 1)}").entries) >= 3


_ENTRIES = "".join(
    f"<article id='block-65f0a1b2c3d4e5f60718293{n}'><header><time datetime='2024-03-12T16:4{n}:00Z'></time></header>"
    f"<p>Words {n}.</p></article>"
    for n in range(3)
)


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        (("Floods, Harrow", "floods,harrow", "Floods, Harrow, Weir"), [(), (), ("Weir",)]),
        (("Weir", "Harrow", ""), [("Weir",), ("Harrow",), ()]),
        (("School, Live", "Weir, Live", "live"), [("School",), ("Weir",), ()]),
    ],
)
def test_tags_in_the_data_are_the_entry_s_unless_they_are_the_page_s(
    keywords: tuple[str, ...], tags: list[tuple[str, ...]]
) -> None:
    updates = [
        {"headline": f"Headline {number}", "articleBody": f"Words of entry {number}.", "keywords": each}
        for number, each in enumerate(keywords)
    ]
    data = {"@type": "LiveBlogPosting", "keywords": ["Floods", "Harrow"], "liveBlogUpdate": updates}
    reading = read_source(f"<!doctype html><script type='application/ld+json'>{json.dumps(data)}</script>")
    assert [entry.tags for entry in reading.entries] == tags


def test_what_an_entry_folds_away_is_read_and_its_account_says_so() -> None:
    folded = "<details><summary>More</summary><p>Tugs lie at the quay.</p></details>"
    line = "Fog lies over the harbour, and all the ships wait."
    entries = "".join(f"<li><time>16:4{n}</time><p>{line}</p>{folded if n == 1 else ''}</li>" for n in range(3))
    reading = read_source(f"<!doctype html><h1>Harbour live</h1><ul>{entries}</ul>")
    entry = reading.entries[1]
    assert words(entry.body).endswith("More\n\nTugs lie at the quay.")
    assert entry.provenance[0].displayed
    (span,) = [span for span in reading.ledgers[0].spans if span.reason.startswith("folded away")]
    assert (span.label, span.entry) == (Label.ENTRY, entry.key)
    assert reading.parts[0].text[span.start : span.end].split() == "More Tugs lie at the quay.".split()


def test_an_update_before_the_publication_is_told_of_and_not_kept() -> None:
    updates = [
        {
            "@id": f"weir-{hour}4412",
            "headline": f"Weir {hour} holds",
            "articleBody": f"The keeper of weir {hour} says so.",
        }
        | {"datePublished": f"2024-05-03T{hour}:00:00Z", "dateModified": f"2024-05-03T{changed}:00Z"}
        for hour, changed in ((10, "09:00"), (11, "11:00"), (12, "12:30"))
    ]
    data = json.dumps({"@type": "LiveBlogPosting", "headline": "River live", "liveBlogUpdate": updates})
    reading = read_source(f'<!doctype html><script type="application/ld+json">{data}</script>')
    assert reading.warnings == ("1 of 3 entries give an update before their publication; it is not kept",)
    assert [bool(entry.updated) for entry in reading.entries] == [False, False, True]


def test_a_publisher_named_without_a_capital_is_called_as_its_site_is() -> None:
    page = source_of("jsonld.html")
    for named, site, expected in (
        ("valley post", "The Valley Post", "The Valley Post"),
        ("valley post", "Another Site", "valley post"),
        ("Valley Post", "The Valley Post Online", "Valley Post"),
    ):
        given = page.replace('"name": "The Valley Post"', f'"name": "{named}"')
        given = given.replace('content="The Valley Post"', f'content="{site}"')
        assert f'"{named}"' in given and f'"{site}"' in given
        assert read_source(given).liveblog.publisher == expected
