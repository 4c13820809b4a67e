"""Is a capture given to the reader of its format, and one that nobody reads named?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from backfile.errors import BadCapture
from backfile.model.observation import Observation
from backfile.seeds.paste.read import READER
from backfile.seeds.read import READERS, read_capture
from backfile.seeds.recognise import FORMATS, MANY
from tests.seeds.paste.pages import RIVER, capture_of
from tests.seeds.sample_pages import DATA, PAGES, read_sample, read_source
from tests.seeds.saved_pages import page


def test_pasted_text_is_read_by_the_reader_of_pastes() -> None:
    assert read_capture(capture_of(RIVER), RIVER).reader == READER


def test_readers_read_formats_that_are_recognised() -> None:
    assert set(READERS) <= set(FORMATS)


@pytest.mark.parametrize("format", sorted({*FORMATS, "smoke"} - {*READERS, *MANY}))
def test_a_format_without_a_reader_is_told_with_what_to_do(format: str) -> None:
    with pytest.raises(BadCapture, match=r"page\.txt: is .*, which this version does not read yet; paste the page's"):
        read_capture(replace(capture_of("{}"), format=format), "{}")


@pytest.mark.parametrize("name", [*PAGES, *DATA])
def test_whatever_reads_a_capture_its_entries_have_their_language(name: str) -> None:
    assert {entry.language for entry in read_sample(name).entries} == {"en"}


def test_an_entry_that_shows_no_language_has_that_of_the_others() -> None:
    assert _languages(page().replace("Divers find the bell", "Bell!")) == ["en"] * 3
    german = "<p>Die Brücke ist seit dem Morgen nicht mehr gesperrt, und die Fähre fährt wieder.</p></article>"
    bread = "<p>Bakers from the upper town handed out bread all morning on the quay, and will be back tomorrow.</p>"
    assert _languages(page().replace(f"{bread}</article>", german)) == ["en", "de", "en"]


def test_what_a_page_declares_is_believed_where_its_entries_show_nothing() -> None:
    entry = '<article id="post-8100{0}"><time datetime="2022-03-10T1{0}:00:00Z">1{0}:00</time><p>{1}</p></article>'
    goals = "".join(
        entry.format(at, f"Tor Nummer {at}: " + "Müller, Kroos, Neuer, Hummels, Ulm, Hertha") for at in range(4)
    )
    source = f"<!DOCTYPE html><html{{}}><head></head><body><main>{goals}</main></body></html>"
    assert _languages(source.format("")) == [None] * 4
    assert _languages(source.format(" lang=de-DE")) == ["de"] * 4
    assert _languages(source.format(" lang=und")) == [None] * 4
    assert read_source(source.format(" lang=de-DE")).language == "de"


def _languages(source: str) -> list[str | None]:
    entries: tuple[Observation, ...] = read_source(source).entries
    return [entry.language for entry in entries]
