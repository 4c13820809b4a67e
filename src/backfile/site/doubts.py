"""What speaks against a capture, or its time, in the site's words?"""

from __future__ import annotations

from collections.abc import Mapping

from backfile.model.capture import Capture, Digest
from backfile.model.time import Time
from backfile.site.corrected import told_whole
from backfile.site.times import Clock

Doubts = Mapping[Digest, Time]
"""By capture, a publication or update that it shows and that is later than the time a person states of it."""


def tell_doubts_of(capture: Capture, doubts: Doubts, clock: Clock) -> tuple[str, ...]:
    """The sentences; none where nothing does."""
    told = []
    if capture.unmatched:
        told.append(clock.words("capture_unmatched", named=", ".join(capture.unmatched)))
    if capture.elsewhere:
        told.append(clock.words("capture_elsewhere", host=capture.elsewhere))
    if capture.erased:
        told.append(clock.words("capture_erased", on=clock.words.day(capture.erased)))
    if capture.captured is not None and capture.captured.unclear:
        told.append(clock.words("capture_yet_to_come"))
    if capture.recorded is not None:
        told.append(clock.words("capture_records", at=told_whole(capture.recorded, clock)))
    if capture.digest in doubts:
        told.append(clock.words("capture_doubted", at=told_whole(doubts[capture.digest], clock)))
    return tuple(told)
