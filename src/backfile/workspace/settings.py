"""What did the owner of the archive decide? `backfile.toml`, checked as it is read.

An unknown key, or a value of the wrong kind, is an error that names the nearest that would do: a setting that is
quietly ignored is worse than none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from backfile import disk
from backfile.errors import NewerFormat, UnknownName, Usage
from backfile.text.characters import UNSAFE
from backfile.text.dates import parse_zone

NAME = "backfile.toml"
FORMAT = 1
PUBLISH = ("private", "excerpt", "full")

_ESCAPED = re.compile(rf'["\\{UNSAFE}]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings, each with its default."""

    title: str = "Live blogs"
    base_url: str = ""
    language: str = "en"
    zone: str = "UTC"
    publish: str = "private"


def read_settings(folder: Path) -> Settings:
    """The settings of the archive in `folder`. Raises Usage for a wrong one, NewerFormat for a newer archive."""
    path = folder / NAME
    try:
        written = tomllib.loads(disk.read_text(path))
    except ValueError as error:  # tomllib's own, and Python's for a number of thousands of digits
        raise Usage(path, f"is no TOML: {error}", "mend the line it names") from error
    return parse_settings(written, path)


def parse_settings(written: Mapping[str, object], place: object) -> Settings:
    """The settings in a mapping as TOML gives it; `place` is named in errors."""
    kept = dict(written)
    archive_format = kept.pop("format", FORMAT)
    if not isinstance(archive_format, int) or archive_format > FORMAT:
        raise NewerFormat(place, f"format {archive_format} is newer than this Backfile knows", "update Backfile")
    known = [field.name for field in fields(Settings)]
    values: dict[str, str] = {}
    for name, value in kept.items():
        if name not in known:
            raise UnknownName(place, "setting", name, known)
        if not isinstance(value, str):
            raise Usage(place, f"“{name}” is not a text", f'write {name} = "{value}"')
        values[name] = value
    settings = Settings(**values)
    if settings.publish not in PUBLISH:
        raise UnknownName(place, "way to publish", settings.publish, PUBLISH)
    try:
        parse_zone(settings.zone)
    except ValueError as error:
        raise Usage(place, str(error), "write a name such as Europe/Kyiv, or UTC") from error
    return settings


def render_settings(settings: Settings) -> str:
    """`backfile.toml` for a new archive, each setting with a word on what it does."""
    return f"""\
# The settings of this archive. Every line may be left out; what stands here are the defaults.
format = {FORMAT}

title = {_quoted(settings.title)}        # stands on every page of the site
base_url = {_quoted(settings.base_url)}              # where the site will be found, if it is published: https://…
language = {_quoted(settings.language)}            # the language of the site's own words
zone = {_quoted(settings.zone)}               # the time zone of dates that people give without one: Europe/Kyiv, …
publish = {_quoted(settings.publish)}        # private (search engines are asked to stay out), excerpt or full
"""


def _quoted(text: str) -> str:
    """A TOML string that reads as this text; a lone surrogate, which TOML cannot say, reads as U+FFFD."""
    return '"' + _ESCAPED.sub(lambda found: _escape(found.group()), text) + '"'


def _escape(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    number = 0xFFFD if "\ud800" <= character <= "\udfff" else ord(character)
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"
