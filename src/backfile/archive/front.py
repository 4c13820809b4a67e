"""How are facts written at the head of a Markdown file? One `key: value` a line, the value JSON, which is YAML too.

Law: `load(dump(facts, body)) == (facts, body)` for every body without carriage returns, which the Markdown of captured
words never holds. What a person has written by hand as plain YAML is read as strings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from backfile.errors import Damage
from backfile.text.characters import UNSAFE, numbered

_FENCE = "---"
_KEY = re.compile(r"([a-z][a-z0-9_]*):(?: (.*))?", re.DOTALL)
_UNSAFE = re.compile(f"[{UNSAFE}]")


def dump(facts: Mapping[str, object], body: str) -> str:
    """A Markdown file: the facts in their order, an empty line, the body, a line end.

    >>> print(dump({"headline": "No “power”"}, "Text."), end="")
    ---
    headline: "No “power”"
    ---
    <BLANKLINE>
    Text.
    """
    lines = [f"{key}: {_dump_value(value)}" for key, value in facts.items()]
    return "\n".join([_FENCE, *lines, _FENCE, "", body]) + "\n"


def load(text: str, place: object) -> tuple[dict[str, Any], str]:
    """The facts and the body of such a file. Raises Damage, naming `place`, when it has no readable head."""
    text = re.sub("\r\n?", "\n", text)  # an editor or a version control that writes CRLF changes no words
    parts = re.fullmatch(rf"{_FENCE}\n(.*?)^{_FENCE}(?:\n\n?(.*))?", text, re.DOTALL | re.MULTILINE)
    if parts is None:
        raise Damage(place, "has no head between two lines of ---", "restore it from a backup")
    head, body = parts[1], parts[2] or ""
    facts: dict[str, Any] = {}
    by_hand: set[str] = set()
    loose = False  # lines that are no `key: value`
    for line in head.split("\n"):
        found = _KEY.fullmatch(line)
        if found is None:
            loose = loose or bool(line.strip())
            continue
        if found[1] in facts:
            raise Damage(place, f"says “{found[1]}” twice", "take one of the lines away")
        try:
            facts[found[1]] = _JSON.decode(found[2] or "")
        except (ValueError, RecursionError):
            facts[found[1]] = None
            by_hand.add(found[1])
    if by_hand or loose:
        facts |= {key: value for key, value in _load_yaml(head, place).items() if key in by_hand or key not in facts}
    return facts, body.removesuffix("\n")


def _dump_value(value: object) -> str:
    return _UNSAFE.sub(lambda found: numbered(found[0]), json.dumps(value, ensure_ascii=False, allow_nan=False))


def _refuse(constant: str) -> object:
    """Python's reader takes NaN and Infinity, which are no JSON: they are words that somebody wrote."""
    raise ValueError(constant)


_JSON = json.JSONDecoder(parse_constant=_refuse)


def _load_yaml(head: str, place: object) -> dict[str, Any]:
    """The head as YAML in which every scalar is a string, so that `no` and `12:30` stay what they are."""
    import yaml  # twenty milliseconds, and what we wrote ourselves needs none of it

    try:
        loaded = yaml.load(head, Loader=yaml.BaseLoader)  # makes nothing but strings, lists, mappings
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Damage(place, f"has a head that is no YAML ({' '.join(str(error).split())})", "mend that line") from error
    return {str(key): value for key, value in loaded.items()} if isinstance(loaded, dict) else {}
