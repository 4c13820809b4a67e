"""Citations to write and read back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from backfile.text.citation.source import Citation

WEIR = Citation(
    key="river-alder/the-weir",
    title="Weir {holds} & 100% of it: the_river’s “calm” \\ ~^",
    names=("Nellie Bly", "Egon Erwin Kisch"),
    liveblog="River Alder | live",
    publisher="Example News",
    day="2022-10-05",
    published="09:30 = 5 October 2022, 09:30 UTC, known to the minute, zone named",
    address="https://news.example/live/river?a=1&b={2}#weir",
    captured_day="2022-10-06",
    captured="6 October 2022, stated by a person",
    evidence="saved page, capture time stated by a person",
    digest="0e545d0a47c0",
    language="en",
    remarks=("revision 2, its words were edited",),
)
BARE = Citation(
    key="river-alder/bread",
    title="A baker of the lower town …",
    names=(),
    liveblog="river-alder",
    publisher=None,
    day="",
    published=None,
    address=None,
    captured_day="",
    captured=None,
    evidence=None,
    digest=None,
    language=None,
)

LINE = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "x"
)
CITATIONS = st.builds(
    lambda title, name, liveblog: replace(WEIR, title=title, names=(name,), liveblog=liveblog), LINE, LINE, LINE
)
