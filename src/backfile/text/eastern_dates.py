"""Which dates and clocks of a draft are told in Chinese, Japanese or Korean, or in English words? Which span is meant?

Law: a date is read only with its year, a clock only with the half of the day that it is of; all others are named alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta, tzinfo

from backfile.text.dates import DateSpan, parse_span

_EARLY = ("午前", "上午", "凌晨", "清晨", "早上", "오전", "새벽")
_LATE = ("午後", "午后", "下午", "오후", "傍晚", "晚上", "저녁")
_EVENING = ("傍晚", "晚上", "저녁")
"""In these the hour 12 may be midnight or noon."""

_HALF = rf"(?:(?P<half>{'|'.join((*_EARLY, *_LATE))})\s?)?"
_DATE = r"(?<!\d)(?P<date>(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日号號일])"
_MINUTES = r"(?:\s?(?P<minute>\d{1,2})(?:\s?[分분])?|\s?(?P<thirty>半|반))?"
_CLOCK = rf"{_HALF}(?P<hour>\d{{1,2}})\s?(?:[時时點点시](?!間|间|간)|:){_MINUTES}"
_TOLD = re.compile(rf"{_DATE}(?:\s?[,，、]?\s?{_CLOCK})?")
_NOT_THEN = re.compile(r"\s?(?:以?前|之前|以?[后後]|之[后後]|以[降来來]|から|起|이전|이후|부터|전|후)")
"""What says that it was so before or after, and not then."""

_FIGURE = r"[\d〇零一二三四五六七八九十元]"
_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_NAMED = re.compile(
    rf"(?:\d{{4}}|[〇零一二三四五六七八九]{{4}}|(?:令和|平成|昭和){_FIGURE}{{1,3}})\s?[年년](?!\s?[間间간])(?:\s?{_FIGURE}{{1,3}}\s?[月월](?:\s?{_FIGURE}{{1,3}}\s?[日号號일])?)?"
    rf"|{_FIGURE}{{1,3}}\s?[月월]\s?{_FIGURE}{{1,3}}\s?[日号號일]"
    r"|(?<!\d)\d{1,2}\s?[日일](?!\s?[間间간]|\s?동안)"
    rf"|(?:{'|'.join((*_EARLY, *_LATE, '深夜', '半夜', '夜'))})\s?{_FIGURE}{{1,3}}\s?[時时點点시:]"
    rf"(?:\s?{_FIGURE}{{1,3}}(?:\s?[分분])?|\s?半|\s?반)?"
    r"|(?<!\d)\d{1,2}\s?[時时시](?!\s?[間间간])(?:\s?\d{1,2}\s?[分분]|半|\s?반)?"
    r"|(?<!\d)\d{1,2}\s?[點点](?:\s?\d{1,2}\s?分|半|钟|鐘|整)"
    r"|正午|中午|零時|零时|정오|자정|昨日|今日|本日|明日|昨天|今天|明天|어제|오늘|내일"
    r"|[月火水木金土日]曜日?|(?:星期|禮拜|礼拜|周|週)[一二三四五六日天]|[월화수목금토일]요일"
    rf"|\b(?:half\s+past|(?:a\s+)?quarter\s+(?:past|to))\s+(?:{_NUMBER}|\d{{1,2}})\b"
    rf"|\b(?:{_NUMBER}|\d{{1,2}})(?:\s+thirty)?\s+(?:o['’]clock|in\s+the\s+(?:morning|afternoon|evening)|at\s+night)\b"
    rf"|\b(?:{_NUMBER})(?:\s+thirty)?\s+[ap]\.?m\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[。！？][」』”’）)]*")


def find_told(draft: str, zone: tzinfo) -> Iterator[tuple[int, int, DateSpan]]:
    """From where to where (in characters) a date with its year is told, with its clock where the half of the day is
    told, too; and the span of it, a clock being one of the zone.

    >>> from datetime import UTC
    >>> [str(span.start) for _, _, span in find_told("2019年1月3日午後4時30分、", UTC)]
    ['2019-01-03 16:30:00+00:00']
    """
    for found in _TOLD.finditer(draft):
        if _NOT_THEN.match(draft, found.end()):
            continue
        written = f"{int(found['year']):04}-{int(found['month']):02}-{int(found['day']):02}"
        clock = _clock(found)
        try:
            span = parse_span(written + (f"T{clock[0]:02}:{clock[1]:02}" if clock else ""), zone)
        except ValueError:
            continue  # 31 February
        if clock and clock[2]:
            span = DateSpan(span.start, span.start + timedelta(hours=1), "hour")
        yield found.start(), found.end() if clock else found.end("date"), span


def name_dates(draft: str) -> Iterator[re.Match[str]]:
    """All that these tell of dates and clocks, whatever is meant by it."""
    return _NAMED.finditer(draft)


def _clock(found: re.Match[str]) -> tuple[int, int, bool] | None:
    """Hour, minute, and whether the hour alone is told; None where there is no clock that is certain."""
    if found["hour"] is None:
        return None
    hour, half = int(found["hour"]), found["half"]
    if (half is None and 1 <= hour <= 12) or (half and hour > 12) or (half in _EVENING and hour == 12):
        return None
    if half:
        hour = hour % 12 + (12 if half in _LATE else 0)
    minute = 30 if found["thirty"] else int(found["minute"] or 0)
    return (hour, minute, not found["thirty"] and found["minute"] is None) if hour < 24 and minute < 60 else None
