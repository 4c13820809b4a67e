"""One small live blog as a page, invented, and the same page as several tools save it."""

from __future__ import annotations

from textwrap import dedent

ADDRESS = "https://news.example/live/orre"

_ENTRIES = """
<article class="post" id="post-81001"><h2>Divers find the bell</h2><time datetime="2022-03-10T12:31:00Z">12:31</time>
<p>The bell of the old ferry was found in the mud by divers,
<a href="{map}">see the map</a>.</p></article>
<article class="post" id="post-81002"><h2>Bakers hand out bread</h2><time datetime="2022-03-10T11:00:00Z">11:00</time>
<p>Bakers from the upper town handed out bread all morning on the quay, and will be back tomorrow.</p></article>
<article class="post" id="post-81003"><h2>Sandbags asked for</h2><time datetime="2022-03-10T10:00:00Z">10:00</time>
<p>The council is asking every household for empty sacks; they are filled behind the brewery.</p></article>
"""


def page(
    *, before: str = "", head: str = "", top: str = "", end: str = "", map: str = "/map", title: str = "Flood"
) -> str:
    """The page, with what a tool puts before its head, into its head, at the top of its body and at the end."""
    return dedent(
        f"""\
        <!DOCTYPE html>
        <html lang="en">{before}<head><meta charset="utf-8"><title>{title}</title>{head}</head>
        <body>{top}<main><h1>Orre flood: live</h1><section>{_ENTRIES.format(map=map)}</section></main></body></html>
        {end}"""
    )


SINGLEFILE = page(
    before=f"<!--\n Page saved with SingleFile \n url: {ADDRESS}?a=1&amp;b=2 \n "
    "saved date: Thu Mar 10 2022 14:00:05 GMT+0100 (Central European Standard Time)\n-->"
)
BROWSER = page().replace("<html", f"<!-- saved from url=(0030){ADDRESS} -->\n<html", 1)

BANNER = (
    "<!-- BEGIN WAYBACK TOOLBAR INSERT -->\n<div id='wm-ipp-base'><p>12 captures of this page</p></div>"
    "<div>Help this library</div>\n<!-- END WAYBACK TOOLBAR INSERT -->"
)
ARCHIVED = (
    "<!--\n     FILE ARCHIVED ON 13:05:06 Mar 10, 2022 AND RETRIEVED FROM THE\n"
    "     INTERNET ARCHIVE ON 09:11:12 Apr 02, 2023.\n-->\n<!-- playback timings (ms): 5 -->"
)
WOMBAT = f'<script>__wm.init("https://web.archive.org/web");\n __wm.wombat("{ADDRESS}","20220310130506","x");</script>'
WAYBACK = page(head=WOMBAT, top=BANNER, end=ARCHIVED, map="/web/20220310130506/https://news.example/map?x=1")

TODAY = page(
    head='<link rel="canonical" href="https://archive.ph/AbC12">'
    f'<link rel="bookmark" href="http://archive.today/20220310130506/{ADDRESS}">',
    top='<div id="HEADER"><p>webpage capture, all snapshots</p></div>',
    map="https://archive.ph/o/AbC12/https://news.example/map?x=1",
)
