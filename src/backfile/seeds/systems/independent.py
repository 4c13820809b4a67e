"""The Independent (AMP). `data-sort-time` is the time of the entry; the time shown below it is that of its last move.

The JSON-LD names the same entries `liveblogPost<number>`.
"""

from backfile.seeds.systems.system import System

SYSTEM = System(
    name="The Independent",
    entry="[id^=post-][data-sort-time]",
    ids=("@id",),
    headline="h2, h3",
    byline="div:last-child > div > span:first-child:not(:only-child)",
    published=("@data-sort-time",),
    updated=("@data-update-time",),
    printed="div:last-child > div > span:last-child:not(:only-child)",
    dropped="amp-timeago",
)
