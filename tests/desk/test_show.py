"""Is an entry shown with where it came from?"""

from __future__ import annotations

import pytest

from backfile.desk.show import Shown, show, sources
from backfile.errors import Damage
from backfile.workspace.folders import Workspace
from tests.desk.pastes import DIVERS, FLOOD_LATER, write


def test_a_file_that_its_live_blog_does_not_list_is_damage(held: Workspace) -> None:
    path = held.archive / f"{DIVERS}.md"
    write(path.with_name("stray.md"), path.read_bytes())
    with pytest.raises(Damage, match=r"stray: stands in the archive, but its live blog's index\.md does not list it"):
        show(held, "stray")


def test_the_source_of_an_entry_is_the_stretch_of_the_capture_it_was_read_from(held: Workspace) -> None:
    (source,) = sources(held, show(held, "bakers"))
    assert source.capture.name == "later.txt"
    assert source.text == FLOOD_LATER[source.start : source.end]
    assert source.text.startswith("Bakers hand out bread")
    assert source.text.endswith("-Example News' John Roe and Ann Poe")


def test_words_that_two_captures_showed_have_two_sources(held: Workspace) -> None:
    shown: Shown = show(held, "divers")
    assert [source.capture.name for source in sources(held, shown)] == ["flood.txt", "later.txt"]
