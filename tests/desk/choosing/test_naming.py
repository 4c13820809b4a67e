"""Is a live blog named alike wherever one is asked for?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from backfile.desk.changes import list_changes
from backfile.desk.choosing.chosen import choose
from backfile.desk.choosing.naming import find_capture, name_liveblog
from backfile.desk.erase import erase
from backfile.desk.reread import reread
from backfile.desk.verify import verify
from backfile.errors import NotFound, Usage
from backfile.model.capture import digest
from backfile.workspace.folders import Workspace
from tests.desk.pastes import FLOOD, FLOOD_BLOG, FLOOD_LATER, MATCH, MATCH_BLOG, give

FACES: dict[str, Callable[[Workspace, str], set[str]]] = {
    "changes": lambda held, name: {row.permalink.partition("/")[0] for row in list_changes(held, [name]).rows},
    "export": lambda held, name: set(choose(held, [name]).liveblogs),
    "reread": lambda held, name: {row.liveblog for row in reread(held, [name], dry_run=True)[0]},
}
faces = pytest.mark.parametrize("face", FACES.values(), ids=FACES)


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    give(workspace, FLOOD, captured="2022-03-10", url="https://news.example/flood")
    give(workspace, FLOOD_LATER, "later.txt", captured="2022-03-11", url="https://news.example/flood")
    give(workspace, MATCH, "match.txt")
    return workspace


@faces
@pytest.mark.parametrize("name", [FLOOD_BLOG, "river", f"{FLOOD_BLOG}/"])
def test_a_live_blog_is_named_by_the_beginning_of_its_slug(
    held: Workspace, face: Callable[[Workspace, str], set[str]], name: str
) -> None:
    assert face(held, name) == {FLOOD_BLOG}


@faces
@pytest.mark.parametrize("name", ["floods-the-lower", FLOOD_BLOG.replace("orre", "ore")])
def test_a_near_name_is_offered_where_none_begins_so(
    held: Workspace, face: Callable[[Workspace, str], set[str]], name: str
) -> None:
    with pytest.raises(NotFound, match=f"did you mean “{FLOOD_BLOG}”"):
        face(held, name)


@faces
def test_a_name_of_several_asks_which(workspace: Workspace, face: Callable[[Workspace, str], set[str]]) -> None:
    for name, text in (("flood-one", FLOOD), ("flood-two", MATCH)):
        give(workspace, text, f"{name}.txt", liveblog=name)
    with pytest.raises(Usage, match="begins 2 live blogs"):
        face(workspace, "flood")
    with pytest.raises(Usage, match="--liveblog: “flood” begins 2 live blogs"):
        name_liveblog(workspace, "flood")


def test_a_live_blog_that_is_stated_may_be_a_new_one(held: Workspace) -> None:
    assert name_liveblog(held, "river") == (FLOOD_BLOG, False)
    assert name_liveblog(held, "floods") == ("floods", True)
    assert name_liveblog(held, MATCH_BLOG) == (MATCH_BLOG, False)


def test_a_digest_is_a_captures_to_its_last_digit(held: Workspace) -> None:
    its_digest = digest(FLOOD)
    for asked in (its_digest[:8], its_digest[:13], its_digest):
        found = find_capture(held, asked)
        assert found is not None and found.capture.digest == its_digest
        other = asked[:-1] + ("0" if asked[-1] != "0" else "1")
        assert find_capture(held, other) is None
        with pytest.raises(NotFound):
            erase(held, other, "A court said so.")
    assert verify(held).findings == ()
