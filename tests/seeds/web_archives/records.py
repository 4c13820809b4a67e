"""Web archives for tests, made of pages of our own."""

from __future__ import annotations

import io
import zipfile

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.seeds.saved_pages import ADDRESS, page

PAGE = page().encode()
PICTURE = b"\x89PNG" + b"x" * 500
DATE = "2022-03-10T13:05:06Z"


def record(
    data: bytes = PAGE,
    *,
    address: str = ADDRESS,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    warc: dict[str, str] | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    type: str = "response",
    zipped: bool = False,
) -> bytes:
    """One record as warcio writes it."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=zipped)
    http = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol="HTTP/1.1")
    written = writer.create_warc_record(
        address,
        type,
        payload=io.BytesIO(data),
        length=len(data),
        http_headers=http if type == "response" else None,
        warc_content_type=kind if type == "resource" else "",
        warc_headers_dict={"WARC-Date": DATE, **(warc or {})},
    )
    writer.write_record(written)
    return out.getvalue()


def wacz(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, data in members.items():
            packed.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()
