"""Is an entry cited as it stands, with its own address where it has one, and only if it says the words?"""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.desk.cite import cite
from backfile.desk.exhibit import exhibit
from backfile.desk.withhold import withhold
from backfile.errors import BackfileError, Usage
from backfile.text.citation.forms import FORMS
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, FLOOD, FLOOD_LATER, MATCH, give

PAGE = """<!DOCTYPE html><html><head><title>River live</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "LiveBlogPosting",
"headline": "River live", "url": "https://news.example/river", "liveBlogUpdate": [
{"@type": "BlogPosting", "@id": "block-64620001", "headline": "Weir holds",
"articleBody": "The weir holds, the keeper said."},
{"@type": "BlogPosting", "@id": "block-64620002", "headline": "Bread",
"articleBody": "A baker hands out bread to all."}]}</script>
</head><body><h1>River live</h1>
<article id="block-64620001"><h2>Weir holds</h2><p>The weir holds, the keeper said.</p></article>
<article><h2>Bread</h2><p>A baker hands out bread to all.</p></article>
</body></html>
"""


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    give(workspace, FLOOD, captured="2022-10-01", url="https://news.example/flood", publisher="Example News")
    give(workspace, FLOOD_LATER, "later.txt", captured="2022-10-02", url="https://news.example/flood")
    return workspace


def test_every_form_holds_what_is_known(held: Workspace) -> None:
    for form in FORMS:
        cited = cite(held, "bakers", form)
        assert cited is not None
        assert cited.citation.key == BAKERS
        assert "Bakers hand out bread" in cited.text
        assert "https://news.example/flood" in cited.text
        assert "time not given" in cited.text.lower()
        assert "2022-10-02" not in cited.text.partition("accessed")[0].partition("captured")[0] or form != "plain"


def test_words_are_found_in_the_revision_that_holds_them(held: Workspace) -> None:
    for words, revision, newest in (
        ("with soup for volunteers", 2, True),
        ("handed out bread all morning", 1, False),
        ("Bakers hand out bread … Quay Street", 2, True),
    ):
        cited = cite(held, "bakers", quote=words)
        assert cited is not None
        assert (cited.revision, cited.newest) == (revision, newest)
    assert cite(held, "bakers", quote="with tea for volunteers") is None
    with pytest.raises(Usage, match="holds no words"):
        cite(held, "bakers", quote="…")


def test_what_is_withheld_is_neither_cited_nor_exhibited(held: Workspace, tmp_path: Path) -> None:
    withhold(held, BAKERS, "A person asked.")
    with pytest.raises(BackfileError, match=r"is withheld \(A person asked\.\); backfile release"):
        cite(held, BAKERS)
    with pytest.raises(BackfileError, match="is withheld"):
        exhibit(held, BAKERS, tmp_path / "exhibit.html")
    assert not (tmp_path / "exhibit.html").exists()
    withhold(held, BAKERS, "", release=True)
    assert cite(held, BAKERS) is not None


def test_words_altered_by_hand_are_nobodys_to_quote(held: Workspace) -> None:
    path = held.archive / f"{BAKERS}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("soup", "champagne"), encoding="utf-8")
    assert cite(held, "bakers", quote="champagne for volunteers") is None
    earlier = cite(held, "bakers", quote="handed out bread all morning")
    assert earlier is not None and earlier.revision == 1


def test_an_entry_has_its_own_address_where_the_page_has_an_element_of_its_id(workspace: Workspace) -> None:
    give(workspace, PAGE, "river.html", url="https://news.example/river?page=2#top")
    weir, bread = cite(workspace, "weir"), cite(workspace, "bread")
    assert weir is not None and bread is not None
    assert weir.citation.address == "https://news.example/river?page=2#block-64620001"
    assert bread.citation.address == "https://news.example/river?page=2#top"


def test_without_an_address_there_is_none(workspace: Workspace) -> None:
    give(workspace, MATCH)
    cited = cite(workspace, "keeper")
    assert cited is not None and cited.citation.address is None
