"""A capture to be kept in seeds/."""

from __future__ import annotations

from backfile.model.capture import Capture, digest
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.shelf.sidecar import Shelved
from backfile.text.dates import parse_span

DATA = b"The weir holds.\r\n\x00\xff"


def shelved(name: str = "river/page.txt", data: bytes = DATA, set_aside: str | None = None) -> Shelved:
    span = parse_span("2022-03-10/2022-03-11")
    captured = Time(
        printed="2022-03-10/2022-03-11",
        instant=span.start,
        precision=Precision.INTERVAL,
        basis=Basis.STATED,
        source="a person",
    )
    capture = Capture(digest=digest(data), name=name, size=len(data), format="text", captured=captured)
    return Shelved(capture=capture, set_aside=set_aside)
