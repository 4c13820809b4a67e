"""Does each capture count for what it proves, and for no more?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from backfile.model.capture import Capture, digest
from backfile.model.evidence import GIVEN_ADDRESS, Evidence, evidence_of, strongest
from backfile.model.time import Basis, Precision, Time

PASTED = Capture(digest=digest("x"), name="x.txt", size=1, format="text")
RECORDED = Time(
    printed="20220310120000",
    instant=datetime(2022, 3, 10, 12, tzinfo=UTC),
    precision=Precision.SECOND,
    basis=Basis.RECORDED,
    source="the Wayback Machine",
)
STATED = replace(RECORDED, basis=Basis.STATED, source="a person")


@pytest.mark.parametrize(
    ("format", "captured", "recorder", "kind"),
    [
        ("text", None, None, Evidence.PASTED),
        ("text", STATED, None, Evidence.PASTED),  # what somebody states of a paste makes it no proof
        ("html", None, None, Evidence.PAGE_UNTIMED),
        ("html", STATED, None, Evidence.PAGE_STATED),
        ("html", RECORDED, None, Evidence.PAGE_RECORDED),
        ("mhtml", RECORDED, None, Evidence.PAGE_RECORDED),
        ("html", replace(RECORDED, source=GIVEN_ADDRESS), None, Evidence.PAGE_STATED),
        ("json", STATED, None, Evidence.DATA_STATED),
        ("feed", None, None, Evidence.DATA_UNTIMED),
        ("jsonl", None, None, Evidence.EXPORTED),
        ("jsonl", STATED, None, Evidence.EXPORTED),
        ("html", RECORDED, "", Evidence.WEB_ARCHIVE),
        ("json", STATED, "Browsertrix-Crawler 0.7.0", Evidence.WEB_ARCHIVE),
        ("html", RECORDED, "Not Backfile/1", Evidence.WEB_ARCHIVE),
        ("html", RECORDED, "Backfile/0.1.0", Evidence.FETCHED),
    ],
)
def test_a_capture_counts_for_what_it_is(
    format: str, captured: Time | None, recorder: str | None, kind: Evidence
) -> None:
    assert evidence_of(replace(PASTED, format=format, captured=captured, recorder=recorder)) is kind


def test_of_several_captures_the_strongest_counts() -> None:
    page = replace(PASTED, format="html", captured=RECORDED)
    assert strongest([PASTED, page, PASTED]) is Evidence.PAGE_RECORDED
    assert strongest([PASTED, replace(page, recorder=""), page]) is Evidence.WEB_ARCHIVE
    assert strongest([]) is Evidence.MISSING
