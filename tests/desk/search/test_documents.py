"""Does search see each revision of each entry, in plain words, with the newest told apart?"""

from __future__ import annotations

from backfile.archive.coverage import read_archive
from backfile.desk.search.documents import documents_of
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, MATCH, SANDBAGS, give, write


def test_an_entry_is_seen_in_plain_words_with_its_live_blog(workspace: Workspace) -> None:
    give(workspace, FLOOD.replace("mud by", "*mud* by"), publisher="Example News")
    documents = list(documents_of(read_archive(workspace.archive)[0]))
    assert [each.permalink for each in documents] == [DIVERS, BAKERS, SANDBAGS]
    divers = documents[0]
    assert divers.text.startswith("The bell of the ferry was found in the *mud* by two divers")
    assert divers.text.count("\n\n") == 1
    assert (divers.headline, divers.byline) == ("Divers find the missing ferry bell", ("Jane Doe",))
    assert (divers.liveblog, divers.publisher, divers.published) == (FLOOD_BLOG, "Example News", None)
    assert divers.liveblog_headline == "River Orre floods the lower town: Live updates"
    assert documents[2].byline == ()


def test_older_revisions_come_first_and_only_the_last_is_the_newest(workspace: Workspace) -> None:
    for text, captured in ((FLOOD_LATER, "2022-03-11"), (FLOOD, "2022-03-10")):
        give(workspace, text, captured=captured, url="https://news.example/flood")
    documents = [each for each in documents_of(read_archive(workspace.archive)[0]) if each.permalink == BAKERS]
    assert [(each.revision, each.newest, "soup" in each.text) for each in documents] == [
        (1, False, False),
        (2, True, True),
    ]


def test_a_time_is_handed_on_with_its_basis(workspace: Workspace) -> None:
    give(workspace, MATCH)
    documents = list(documents_of(read_archive(workspace.archive)[0]))
    assert [each.published.printed for each in documents if each.published] == [
        "Mar 01, 2022, 9:12 PM EST",
        "Mar 01, 2022, 8:47 PM EST",
        "Mar 01, 2022, 8:05 PM EST",
    ]
    assert all(each.published and each.published.basis for each in documents)


def test_only_the_newest_words_can_be_altered(workspace: Workspace) -> None:
    for text, captured in ((FLOOD, "2022-03-10"), (FLOOD_LATER, "2022-03-11")):
        give(workspace, text, captured=captured, url="https://news.example/flood")
    path = workspace.archive / f"{BAKERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("soup", "cake"))
    documents = [each for each in documents_of(read_archive(workspace.archive)[0]) if each.permalink == BAKERS]
    assert [(each.altered, "cake" in each.text) for each in documents] == [(False, False), (True, True)]
