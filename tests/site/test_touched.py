"""Do the lists that are made again hold every one that would come out another one?"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from backfile.site.listings import listing_files
from backfile.site.pages import Site
from backfile.site.summary import Summary, summarise
from backfile.site.times import Clock
from backfile.site.touched import Touched, find_touched
from backfile.text.slug import Slug
from tests.site.conftest import SETTINGS
from tests.site.sample import VALLEY_COUNT, clock, entry

UTC_CLOCK = Clock.of("UTC")
NAMES = st.lists(st.sampled_from(["Ada Quint", "ada quint", "Noor Haddad", "\u200b"]), max_size=2).map(tuple)
ROWS = st.lists(st.tuples(st.integers(0, 5), NAMES, NAMES), max_size=3)  # day (0: none), byline, tags
ARCHIVES = st.dictionaries(
    st.sampled_from([Slug("a"), Slug("b"), Slug("c")]),
    st.tuples(ROWS, st.sampled_from(["Post", "Gazette", None]), st.sampled_from(["One", "Other"])),
)
Archive = dict[Slug, tuple[list[tuple[int, tuple[str, ...], tuple[str, ...]]], str | None, str]]


def summaries(archive: Archive) -> list[Summary]:
    made = []
    for slug, (rows, publisher, headline) in sorted(archive.items()):
        entries = tuple(
            replace(
                entry("Words.", name=f"e{number}", byline=byline, published=clock("", 9, 0, day) if day else None),
                tags=tags,
            )
            for number, (day, byline, tags) in enumerate(rows)
        )
        liveblog = replace(VALLEY_COUNT.liveblog, publisher=publisher, headline=headline)
        made.append(summarise(replace(VALLEY_COUNT, slug=slug, liveblog=liveblog, entries=entries), UTC_CLOCK))
    return made


def lists(held: list[Summary], touched: Touched | None = None) -> dict[str, str | None]:
    return dict(listing_files(Site.of(SETTINGS).with_all(held), held, (), touched))


@given(ARCHIVES, ARCHIVES)
@example({Slug("a"): ([(1, (), ()), (3, (), ())], None, "One")}, {Slug("a"): ([(1, (), ())], None, "One")})
@example(
    {Slug("a"): ([(1, (), ()), (5, (), ())], None, "One")},
    {Slug("a"): ([(1, (), ()), (5, (), ())], None, "One"), Slug("b"): ([(3, (), ())], None, "One")},
)
def test_a_list_that_is_not_made_again_would_come_out_as_it_stands(before: Archive, now: Archive) -> None:
    old, new = summaries(before), summaries(now)
    touched = find_touched({summary.liveblog.slug: summary for summary in old}, new)
    standing, made, anew = lists(old), lists(new, touched), lists(new)
    assert made.keys() == anew.keys()
    assert {path: standing[path] if text is None else text for path, text in made.items()} == anew


def test_what_is_the_same_touches_no_page_of_a_day_or_name() -> None:
    held = summaries({Slug("a"): ([(1, ("Ada Quint",), ("Floods",)), (2, (), ())], "Post", "One")})
    touched = find_touched({Slug("a"): held[0]}, held)
    left = {path for path, text in lists(held, touched).items() if text is None}
    assert left == {
        *("day/2022-03-01.html", "day/2022-03-02.html", "month/2022-03.html"),
        *("byline/ada-quint.html", "tag/floods.html", "publisher/post.html"),
    }
