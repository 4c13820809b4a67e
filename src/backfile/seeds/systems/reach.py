"""Reach (The Mirror, its regional papers). The page shows a part of what its JSON-LD holds: both are read.

The byline stands in a `mark` beside the time, and so do flags such as KEY EVENT.
"""

from backfile.seeds.systems.system import System

SYSTEM = System(
    name="Reach",
    entry=".live-event-entry[data-post-time]",
    ids=("@id",),
    headline=".entry-content > h3",
    byline=".entry-info mark",
    printed=".entry-info time",
    published=("@data-post-time",),
    updated=("@data-last-modified-time",),
    dropped=".entry-info",
)
