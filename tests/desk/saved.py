"""Saved pages of one live blog, invented, whose menu may lead to an entry by its headline."""

from __future__ import annotations

import json

ADDRESS = "https://news.example/live/flood"


def page(*entries: tuple[str, str, str], teasers: str = "", headline: str = "Orre flood: live") -> str:
    """A saved page with these entries (id, headline, text) below a menu that leads to some, and the same as data."""
    article = '<article id="{}"><h2>{}</h2><time datetime="{}">12:00</time><p>{}</p></article>'
    shown = "".join(article.format(name, head, TIME, text) for name, head, text in entries)
    updates = [
        {"@id": f"{ADDRESS}#{name}", "headline": head, "articleBody": text, "datePublished": TIME}
        for name, head, text in entries
    ]
    data = json.dumps({"@type": "LiveBlogPosting", "headline": headline, "url": ADDRESS, "liveBlogUpdate": updates})
    return (
        f'<html lang="en"><head><title>{headline}</title><link rel="canonical" href="{ADDRESS}">'
        f'<script type="application/ld+json">{data}</script></head><body><h1>{headline}</h1>'
        f"<nav><h2>Key events</h2><ul><li>{teasers}</li></ul></nav><main>{shown}</main></body></html>"
    )


TIME = "2022-02-28T12:00:00Z"
BELL = ("post-8100001", "Zetaname is named as the bell thief", "The thief of the bell, Zetaname, was seen on Sunday.")
BREAD = ("post-8100002", "Bakers hand out bread", "Bakers from the upper town handed out bread all morning.")
SACKS = ("post-8100003", "Council asks for sacks", "The council is asking every household for empty sacks today.")
REPLY = ("post-8100004", "A reply", f"Asked about it she said: “{BELL[2]}” She denied it all.")
