"""Are the captures in a file of many read one by one, whatever the file is, and found again by their places?"""

from __future__ import annotations

import io

from backfile.errors import BadCapture
from backfile.model.capture import Capture, digest
from backfile.model.observation import Reading
from backfile.seeds.many import bytes_at, read_each
from tests.seeds.exports.test_export import line


def read(data: bytes, **said: str) -> list[Reading | BadCapture]:
    file = Capture(digest=digest(data), name="all.jsonl", size=len(data), format="jsonl", **said)  # type: ignore[arg-type]
    return list(read_each(io.BytesIO(data), file))


def test_each_live_blog_of_an_export_is_a_capture_of_its_own() -> None:
    data = f"{line('a', 'storm')}{line('b', 'flood')}".encode()
    one, two = read(data, publisher="Example News", address="https://news.example/")
    assert isinstance(one, Reading) and isinstance(two, Reading)
    assert [one.liveblog.headline, two.liveblog.headline] == ["storm", "flood"]
    for each in (one, two):
        held = bytes_at(io.BytesIO(data), "all.jsonl", "jsonl", each.capture.name.partition("#")[2])
        assert held is not None and digest(held[0]) == each.capture.digest
        assert each.capture.publisher == "Example News"
        assert each.capture.address is None  # that of the file says nothing of what is in it


def test_what_cannot_be_read_of_an_export_does_not_keep_the_rest_back() -> None:
    bad, good = read(f"{line('a', 'storm', altered=True)}{line('b', 'flood')}".encode())
    assert isinstance(bad, BadCapture) and "all.jsonl#0: holds no entry" in str(bad)
    assert isinstance(good, Reading)


def test_a_file_with_nothing_in_it_gives_a_fault_and_not_nothing() -> None:
    (fault,) = read(b"")
    assert isinstance(fault, BadCapture)


def test_a_place_where_nothing_stands_has_no_bytes() -> None:
    stream = io.BytesIO(line().encode())
    for place in ("9999999", "elsewhere", "", "-1"):
        assert bytes_at(stream, "all.jsonl", "jsonl", place) is None
