"""What did the owner of the archive decide? `backfile.toml`, checked as it is read.

An unknown key, or a value of the wrong kind, is an error that names the nearest that would do: a setting that is
quietly ignored is worse than none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType

from backfile import disk
from backfile.errors import NewerFormat, UnknownName, Usage
from backfile.text.characters import UNSAFE
from backfile.text.dates import parse_zone

NAME = "backfile.toml"
FORMAT = 1
PRIVATE, EXCERPT, FULL = PUBLISH = ("private", "excerpt", "full")
LIVEBLOGS = "liveblogs"  # the tables that say otherwise of one live blog: [liveblogs."<slug>"]

MEGABYTE = 1024 * 1024
MEMORY = 256
"""Megabytes: the words of some 200,000 entries."""

LEAST_MEMORY = 16
"""Megabytes. With less, an archive of any size would be in too many segments to be asked quickly."""

_ESCAPED = re.compile(rf'["\\{UNSAFE}]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings, each with its default.

    `base_url` is empty, or an address of http or https that ends with a slash. `liveblogs` says by slug how a live blog
    is published, where that is not as the archive is. `operator` is whoever stands for the changes of the record, as
    seeds/log.jsonl names them; nobody unless it is said. `memory` is how many megabytes making the search
    index may take for words that wait.
    """

    title: str = "Live blogs"
    base_url: str = ""
    language: str = "en"
    zone: str = "UTC"
    publish: str = PRIVATE
    rights: str = ""
    contact: str = ""
    operator: str = ""
    memory: int = MEMORY
    liveblogs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def publish_of(self, slug: str) -> str:
        """How the live blog of this slug is published."""
        return self.liveblogs.get(slug, self.publish)

    @property
    def inviting(self) -> bool:
        """Does anything of the site invite readers?"""
        return any(each != PRIVATE for each in (self.publish, *self.liveblogs.values()))

    def shown_of(self, slug: str) -> str:
        """How much of a live blog's words its pages show: excerpt or full.

        What is private stands whole on a site that is private as a whole. Beside pages that invite readers it stands on
        the same host, open to whoever has its address, so no more of it is shown than of an excerpt.
        """
        publish = self.publish_of(slug)
        return FULL if publish == FULL or not self.inviting else EXCERPT


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
    known = [each.name for each in fields(Settings)]
    values: dict[str, str] = {}
    memory = _parse_memory(kept.pop("memory", MEMORY), place)
    tables = kept.pop(LIVEBLOGS, {})
    for name, value in kept.items():
        if name not in known:
            raise UnknownName(place, "setting", name, known)
        values[name] = _text(name, value, place)
    if "publish" in values:
        _check_publish(values["publish"], place)
    if "base_url" in values:
        values["base_url"] = _parse_base(values["base_url"], place)
    settings = Settings(**values, memory=memory, liveblogs=_parse_liveblogs(tables, place))
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
rights = {_quoted(settings.rights)}                # by what right this is published; needed to publish
contact = {_quoted(settings.contact)}               # whom to write to about it; needed to publish
operator = {_quoted(settings.operator)}              # who keeps this archive; seeds/log.jsonl will say it
memory = {settings.memory}               # megabytes that making the search index may take for words that wait
{"".join(_table(slug, publish) for slug, publish in sorted(settings.liveblogs.items())) or _EXAMPLE}"""


_EXAMPLE = """
# One live blog may be published otherwise than the archive:
# [liveblogs."its-name-in-archive"]
# publish = "private"
"""


def _table(slug: str, publish: str) -> str:
    return f"\n[{LIVEBLOGS}.{_quoted(slug)}]\npublish = {_quoted(publish)}\n"


def _text(name: str, value: object, place: object) -> str:
    if not isinstance(value, str):
        raise Usage(place, f"“{name}” is not a text", f'write {name} = "{value}"')
    return value


def _parse_memory(value: object, place: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < LEAST_MEMORY:
        told = f"“memory” is not a number of megabytes from {LEAST_MEMORY} on"
        raise Usage(place, told, f"write memory = {MEMORY}")
    return value


def _check_publish(publish: str, place: object) -> None:
    if publish not in PUBLISH:
        raise UnknownName(place, "way to publish", publish, PUBLISH)


def _parse_base(written: str, place: object) -> str:
    """The address with a slash at its end. Nothing but http and https, and no query, can hold pages below it."""
    if not written:
        return ""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(written)
        known = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
    except ValueError:
        known = False
    if not known or re.search(rf'[\s"<>\\{UNSAFE}]', written):
        raise Usage(place, f"base_url “{written}” is no address of a site", 'write base_url = "https://…/"')
    return written.rstrip("/") + "/"


def _parse_liveblogs(tables: object, place: object) -> Mapping[str, str]:
    """What the tables say: the slug of a live blog, and how it is published."""
    mend = f'write [{LIVEBLOGS}."<its name in archive/>"] and publish = "…" below it'
    if not isinstance(tables, Mapping):
        raise Usage(place, f"“{LIVEBLOGS}” is not a table", mend)
    said: dict[str, str] = {}
    for slug, table in tables.items():
        if not isinstance(table, Mapping):
            raise Usage(place, f"“{LIVEBLOGS}.{slug}” is not a table", mend)
        for name, value in table.items():
            if name != "publish":
                raise UnknownName(place, f"setting of {LIVEBLOGS}.{slug}", name, ["publish"])
            said[str(slug)] = _text(name, value, place)
            _check_publish(said[str(slug)], place)
    return MappingProxyType(said)


def _quoted(text: str) -> str:
    """A TOML string that reads as this text; a lone surrogate, which TOML cannot say, reads as U+FFFD."""
    return '"' + _ESCAPED.sub(lambda found: _escape(found.group()), text) + '"'


def _escape(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    number = 0xFFFD if "\ud800" <= character <= "\udfff" else ord(character)
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"
