"""Is a draft read as it stands, from whatever it was written with?"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from backfile.desk.quotations.draft import read_draft
from backfile.errors import Usage
from tests.desk.drafts import write_document


def test_text_is_read_in_its_own_encoding_with_plain_line_ends(tmp_path: Path) -> None:
    for data in ("“Київ”\r\nzwei\r".encode(), "\ufeff“Київ”\nzwei\n".encode(), "“Київ”\nzwei\n".encode("utf-16")):
        (tmp_path / "draft.md").write_bytes(data)
        assert read_draft(tmp_path / "draft.md") == "“Київ”\nzwei\n"
    assert read_draft(Path("-"), b"piped in") == "piped in"


def test_a_word_document_is_read_paragraph_by_paragraph(tmp_path: Path) -> None:
    path = write_document(tmp_path / "draft.docx", "He said “yes”.", "", "She said “no”.")
    assert read_draft(path) == "He said “yes”.\n\nShe said “no”.\n\n“in a table”"


@pytest.mark.parametrize(
    ("data", "fault"),
    [(b"", "is empty"), (b" \n", "is empty"), (b"a\0b", "is no text"), (b"PK\x03\x04rubbish", "is no Word document")],
)
def test_what_is_no_draft_is_refused(data: bytes, fault: str, tmp_path: Path) -> None:
    with pytest.raises(Usage, match=fault):
        read_draft(tmp_path / "draft", data)


def packed(document: Path, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The bytes of a Word document of which one part is changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(document) as held, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as changed:
        for each in held.infolist():
            data = held.read(each)
            changed.writestr(each, change(data) if each.filename == part else data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("part", "change", "fault"),
    [
        ("word/document.xml", lambda data: data[:200], "is no Word document"),
        ("word/document.xml", lambda _: b"", "is no Word document"),
        ("[Content_Types].xml", lambda _: b"<x", "is no Word document"),
        (
            "word/document.xml",
            lambda data: data.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 3_000_000),
            "unpacks to more",
        ),
    ],
)
def test_a_document_that_is_broken_or_swells_is_refused_in_one_line(
    part: str, change: Callable[[bytes], bytes], fault: str, tmp_path: Path
) -> None:
    whole = write_document(tmp_path / "draft.docx", "He said “yes”.")
    with pytest.raises(Usage, match=fault):
        read_draft(whole, packed(whole, part, change))


def test_a_document_of_which_a_byte_was_changed_is_read_or_refused_in_one_line(tmp_path: Path) -> None:
    whole = write_document(tmp_path / "draft.docx", "He said “yes”.")
    data = whole.read_bytes()
    for at in range(0, len(data), 97):
        with suppress(Usage):
            read_draft(whole, data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])


def test_without_the_extra_the_way_to_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_document(tmp_path / "draft.docx", "x")
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(Usage, match="needs the extra “docx”"):
        read_draft(path)
