"""Are pages that Backfile published read as they were meant? (The round trip stands in tests/site/test_metadata.py.)"""

from __future__ import annotations

from backfile.model.capture import Capture, digest
from backfile.seeds.pages.page import read_html
from backfile.text.markdown import words

PAGE = """\
<!doctype html><html><body><h1>Storm night</h1>
<section class="entries"><h2>Entries, in the order of the page</h2>
<article id="quay-closed"><p class="clock"><time datetime="2022-03-10T22:32Z"><bdi>10.32pm</bdi></time></p>
<h3><a href="quay-closed.html">Quay closed</a></h3><p class="by">By <bdi>Ann Poe</bdi> and <bdi>Zoë Østby</bdi></p>
<div class="words"><p>The quay is closed.</p></div></article>
<article id="more-soon"><p class="clock unknown">Time not given</p>
<h3 class="unknown"><a href="more-soon.html">No headline: <bdi>More soon.</bdi></a></h3>
<div class="words"><p>More soon.</p></div></article>
<article id="bridge-open"><h3><a href="bridge-open.html">Bridge open</a></h3>
<p class="altered">Altered by hand since it was captured: these are not the publisher’s words.</p>
<div class="words"><p>The bridge is shut.</p></div></article>
</section></body></html>
"""


def test_entries_are_read_without_what_the_archive_says_of_them() -> None:
    capture = Capture(digest=digest(PAGE), name="page.html", size=len(PAGE), format="html")
    quay, more, bridge = read_html(capture, PAGE).entries
    assert (quay.publisher_id, quay.headline, quay.byline) == ("quay-closed", "Quay closed", ("Ann Poe", "Zoë Østby"))
    assert quay.published is not None
    assert (quay.published.printed, str(quay.published.instant)) == ("10.32pm", "2022-03-10 22:32:00+00:00")
    assert (more.headline, more.published, words(more.body)) == (None, None, "More soon.")
    assert (bridge.headline, bridge.body) == ("Bridge open", "")  # the words are nobody's but who altered them
