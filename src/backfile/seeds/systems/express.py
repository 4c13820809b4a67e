"""The Daily Express. Times are in seconds since 1970; the time shown lacks its zone, and begins with "21 mins ago"."""

from backfile.seeds.systems.system import System

SYSTEM = System(
    name="Daily Express",
    entry=".live-events__entry[data-sort-time]",
    ids=("@id",),
    headline=".live-events__entry-head",
    byline=".live-events__entry-author",
    published=("@data-sort-time",),
    updated=("@data-update-time",),
    dropped=".live-events__entry-info",
)
