"""Is every setting read as it was written, and none that is wrong quietly ignored?"""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.errors import NewerFormat, UnknownName, Usage
from backfile.text.characters import UNSAFE
from backfile.workspace.settings import (
    FORMAT,
    LEAST_MEMORY,
    LIVEBLOGS,
    NAME,
    PUBLISH,
    Settings,
    parse_settings,
    read_settings,
    render_settings,
)

TEXTS = [each for each in fields(Settings) if each.name not in (LIVEBLOGS, "memory")]
HOSTILE = st.text() | st.text(st.sampled_from("\"'\\\n\r\t\0\x08\x0c\x1b\x7f\x85\u2028\ufeff\U0001ffff#={}[]nu 0"))


def read_back(settings: Settings) -> Settings:
    return parse_settings(tomllib.loads(render_settings(settings)), NAME)


def test_the_file_of_a_new_archive_says_the_defaults() -> None:
    assert read_back(Settings()) == Settings() == parse_settings({}, NAME)
    assert tomllib.loads(render_settings(Settings()))["format"] == FORMAT


@given(
    HOSTILE,
    st.sampled_from(["", "https://example.org/", "http://localhost:8000/live/"]),
    HOSTILE,
    st.sampled_from(["UTC", "Europe/Kyiv", "-03:30"]),
    st.sampled_from(PUBLISH),
    st.dictionaries(HOSTILE, st.sampled_from(PUBLISH)),
)
@example('He said "no\\', "", '"""', "UTC", "full", {"\n[table]\nformat = 2": "private"})
@example("\r\n\0\x1f\x7f\x80", "", "'''\ufffe\U0010ffff", "UTC", "private", {"": "full", "a.b": "excerpt"})
def test_every_setting_is_read_back_as_it_was_written(
    title: str, base_url: str, text: str, zone: str, publish: str, liveblogs: dict[str, str]
) -> None:
    written = Settings(
        title=title,
        base_url=base_url,
        language=text,
        zone=zone,
        publish=publish,
        rights=text,
        contact=title,
        liveblogs=liveblogs,
    )
    assert read_back(written) == written
    assert set(re.findall(f"[{UNSAFE}]", render_settings(written))) == {"\n"}


@given(st.text(st.characters(exclude_categories=())))
@example("\ud800 \udfff")
def test_a_lone_surrogate_reads_as_the_sign_for_what_cannot_be_shown(title: str) -> None:
    assert read_back(Settings(title=title)).title == re.sub("[\ud800-\udfff]", "\ufffd", title)


@pytest.mark.parametrize("field", TEXTS, ids=lambda field: field.name)
def test_every_setting_stands_in_the_file_of_a_new_archive_with_a_word_on_it(field: Any) -> None:
    assert re.search(rf'^{field.name} = ".*" +# \w+', render_settings(Settings()), re.MULTILINE)


def test_memory_is_a_number_of_megabytes_that_an_index_can_be_made_with() -> None:
    assert re.search(r"^memory = 256 +# megabytes", render_settings(Settings()), re.MULTILINE)
    assert parse_settings({"memory": LEAST_MEMORY}, "here").memory == LEAST_MEMORY
    for wrong in (LEAST_MEMORY - 1, -1, "256", True, 64.5):
        with pytest.raises(Usage, match="“memory” is not a number of megabytes from 16 on; write memory = 256"):
            parse_settings({"memory": wrong}, "here")


def test_the_settings_are_read_from_the_folder_of_the_archive(tmp_path: Path) -> None:
    settings = replace(Settings(), title="Київ «live»", zone="Europe/Kyiv", publish="excerpt")
    (tmp_path / NAME).write_text(render_settings(settings), encoding="utf-8")
    assert read_settings(tmp_path) == settings


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"titel": "x"}, "here: there is no setting “titel”; did you mean “title”?"),
        ({"Base-URL": "x"}, "here: there is no setting “Base-URL”; did you mean “base_url”?"),
        (
            {"xyz": "x"},
            "here: there is no setting “xyz”; known are base_url, contact, language, liveblogs, "
            "memory, operator, publish, rights, title, zone",
        ),
        ({"publish": "ful"}, "here: there is no way to publish “ful”; did you mean “full”?"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest_that_would_do(written: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownName) as told:
        parse_settings(written, "here")
    assert str(told.value) == message


@pytest.mark.parametrize("name", [field.name for field in TEXTS])
@pytest.mark.parametrize("value", [1, True, 1.5, ["x"], {"x": "y"}])
def test_a_value_that_is_no_text_is_told_with_what_to_write(name: str, value: object) -> None:
    with pytest.raises(Usage, match=f"“{name}” is not a text; write {name} = "):
        parse_settings({name: value}, "here")


def test_a_zone_that_nobody_knows_is_told_with_one_that_is_known() -> None:
    with pytest.raises(Usage, match="no time zone “Europe/Kyif”; write a name such as Europe/Kyiv, or UTC"):
        parse_settings({"zone": "Europe/Kyif"}, "here")


@pytest.mark.parametrize("newer", [FORMAT + 1, 99, "2", 1.5])
def test_an_archive_of_a_newer_format_is_refused(newer: object) -> None:
    with pytest.raises(NewerFormat, match=f"here: format {newer} is newer than this Backfile knows; update Backfile"):
        parse_settings({"format": newer, "colour": "a setting of the future"}, "here")


@pytest.mark.parametrize(
    "broken", [b"title = Live", b'title = "a\nb"', b"[", b"a = " + b"9" * 5000, b'title = "a"\ntitle = "b"']
)
def test_a_file_that_is_no_toml_is_told_in_one_line_that_names_it(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / NAME).write_bytes(broken)
    with pytest.raises(Usage, match=r"backfile\.toml: is no TOML: ") as told:
        read_settings(tmp_path)
    assert len(str(told.value).splitlines()) == 1


def test_a_missing_file_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(Usage, match=r"backfile\.toml: no such file"):
        read_settings(tmp_path)


# What is published, and where


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/live//", "https://example.org/live/"),
        ("", ""),
    ],
)
def test_the_address_of_the_site_ends_with_a_slash(written: str, base: str) -> None:
    assert parse_settings({"base_url": written}, "here").base_url == base


@pytest.mark.parametrize(
    "written",
    [
        *(
            "example.org",
            "ftp://example.org/",
            "https://",
            "https:///x",
            "https://a.example/?x=1",
            "https://a.example/#x",
        ),
        *("javascript:alert(1)", "https://a b.example/", 'https://a.example/"x', "http://[", "/live/"),
    ],
)
def test_what_is_no_address_of_a_site_is_refused(written: str) -> None:
    with pytest.raises(Usage, match="is no address of a site; write base_url = "):
        parse_settings({"base_url": written}, "here")


def test_a_live_blog_may_be_published_otherwise_than_the_archive() -> None:
    settings = parse_settings({"publish": "full", "liveblogs": {"storm": {"publish": "private"}, "x": {}}}, "here")
    assert [settings.publish_of(slug) for slug in ("storm", "other", "x")] == ["private", "full", "full"]
    assert settings.inviting
    assert not Settings(liveblogs={"storm": "private"}).inviting
    assert Settings(liveblogs={"storm": "excerpt"}).inviting


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"liveblogs": "x"}, 'here: “liveblogs” is not a table; write [liveblogs."<its name in archive/>"]'),
        ({"liveblogs": {"a": "private"}}, "here: “liveblogs.a” is not a table; write [liveblogs."),
        ({"liveblogs": {"a": {"publish": 1}}}, "here: “publish” is not a text"),
        ({"liveblogs": {"a": {"publish": "ful"}}}, "here: there is no way to publish “ful”; did you mean “full”?"),
        ({"liveblogs": {"a": {"rights": "x"}}}, "here: there is no setting of liveblogs.a “rights”"),
    ],
)
def test_a_wrong_table_of_a_live_blog_is_told(written: dict[str, object], message: str) -> None:
    with pytest.raises(Usage) as told:
        parse_settings(written, "here")
    assert str(told.value).startswith(message)
