"""Are dates and clocks of Chinese, Japanese and Korean drafts read where they are certain, and all others named?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backfile.text.claims import find_claims, find_dates
from backfile.text.eastern_dates import find_told
from backfile.text.quotes import find_quotes


@pytest.mark.parametrize(
    ("draft", "begins", "ends"),
    [
        ("2019年1月3日午前4時、「橋は閉鎖」と報じた。", "2019-01-03T04:00", "2019-01-03T05:00"),
        ("2019年1月3日凌晨4点，网站写道：“大桥关闭”", "2019-01-03T04:00", "2019-01-03T05:00"),
        ("2019년 1월 3일 오후 4시 30분 “다리 폐쇄”", "2019-01-03T16:30", "2019-01-03T16:31"),
        ("2019年1月3日16:05、「橋」", "2019-01-03T16:05", "2019-01-03T16:06"),
        ("2019年1月3日晚上9点半，“大桥”", "2019-01-03T21:30", "2019-01-03T21:31"),
        ("２０１９年１月３日、「橋」", "2019-01-03T00:00", "2019-01-04T00:00"),
        ("2019年1月3日4時、「橋」", "2019-01-03T00:00", "2019-01-04T00:00"),  # of which half of the day?
        ("2019年1月3日晚上12点，“大桥”", "2019-01-03T00:00", "2019-01-04T00:00"),
    ],
)
def test_a_date_with_its_year_is_read_and_its_clock_where_it_is_certain(draft: str, begins: str, ends: str) -> None:
    ((_, _, span),) = find_told(draft, UTC)
    assert (span.start, span.end) == (
        datetime.fromisoformat(f"{begins}+00:00"),
        datetime.fromisoformat(f"{ends}+00:00"),
    )


@pytest.mark.parametrize(
    "draft",
    ["1月3日、「橋」", "2019年2月31日", "2019年1月3日以前に", "2019年1月3日下午4点半以前", "2019년 1월 3일 이후"],
)
def test_what_is_not_certain_is_not_read(draft: str) -> None:
    assert list(find_told(draft, UTC)) == []


@pytest.mark.parametrize(
    ("draft", "named"),
    [
        ("1月3日午前4時、「橋は閉鎖」と報じた。", ["1月3日", "午前4時"]),
        ("二〇一九年一月三日，“大桥关闭”。", ["二〇一九年一月三日"]),
        ("平成31年1月、「橋」。", ["平成31年1月"]),
        ("昨天下午4点，“大桥关闭”。", ["昨天", "下午4点"]),
        ("3일 오후 4시 “다리 폐쇄”", ["3일", "오후 4시"]),
        ("오후 4:30 “다리”", ["오후 4:30"]),
        ("월요일 정오 “다리”", ["월요일", "정오"]),
        ("It said at four in the afternoon “the bridge is shut”.", ["four in the afternoon"]),
        ("At half past three it wrote “the bridge is shut”.", ["half past three"]),
        ("At 4 o’clock it wrote “the bridge is shut”.", ["4 o’clock"]),
        ("3日間、4時間、提出4点意见、一时冲动、20年。", []),
        ("Four in ten said “the bridge is shut”; three at the most.", []),
    ],
)
def test_every_other_date_and_clock_is_named(draft: str, named: list[str]) -> None:
    assert [each.text for each in find_dates(draft, find_quotes(draft))] == named


def test_a_date_claims_something_only_where_it_begins_its_sentence() -> None:
    draft = "2019年1月3日、「橋は閉鎖」と報じた。橋は2018年5月1日に開通した、「橋は安全」。"
    claims = find_claims(draft, find_quotes(draft), UTC)
    assert [(claim.text, claim.is_loose) for claim in claims] == [("2019年1月3日", True)]
    assert claims[0].last == draft.index("橋は2018")
    quoted = "「2019年1月3日、橋は閉鎖」"
    assert find_claims(quoted, find_quotes(quoted), UTC) == []
