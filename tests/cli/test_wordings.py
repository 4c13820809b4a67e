"""Does the command line tell what became of an entry in sentences that are true?"""

from __future__ import annotations

from backfile.cli.wordings import event_words
from backfile.model.history import Change, Event
from tests.archive.readings import day, reading


def test_two_wordings_in_one_capture_do_not_differ_between_captures() -> None:
    first, second = (reading(captured=day(on), salt=f"{on}").capture for on in (1, 2))
    both = event_words(Event(change=Change.EDITED, capture=first, before=first, revision=2))
    assert both.startswith("the capture page-1.txt (") and both.endswith("shows both wordings")
    apart = event_words(Event(change=Change.EDITED, capture=second, before=first, revision=2))
    assert "differs between the captures page-1.txt" in apart and "page-2.txt" in apart
