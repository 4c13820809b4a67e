"""The Guardian (dotcom-rendering, since 2020). Block ids are stable; names of classes are not, so none is used.

`Updated at …` in the footer is the last update, and can be hours after publication. A pinned block stands twice.
"""

from backfile.seeds.systems.system import System

SYSTEM = System(
    name="The Guardian",
    entry="article[id^=block-]",
    ids=("@id",),
    headline="header h2",
    byline="header div:has(img[alt]) + span",
    printed="header time + span",
    published=("header time[datetime]@datetime",),
    updated=("footer time[datetime]@datetime",),
    dropped="header, footer",
)
