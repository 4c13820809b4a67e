"""Which span of time does a person mean by a date in an option? Dates as in queries, in the archive's zone."""

from __future__ import annotations

from datetime import UTC, datetime

from backfile.errors import Usage
from backfile.text.dates import DateSpan, parse_zone
from backfile.text.spoken_dates import parse_spoken
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings


def parse_when(workspace: Workspace, option: str, written: str, now: datetime | None = None) -> DateSpan:
    """The span, half open, in UTC; dates in words are counted back from `now`. Raises Usage, naming the option."""
    zone = parse_zone(read_settings(workspace.root).zone)
    try:
        return parse_spoken(written, zone, now or datetime.now(UTC))
    except ValueError as error:
        raise Usage(option, str(error), "write it like 2022-03-10 or 2022-03-10T14:05Z") from error
