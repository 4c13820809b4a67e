"""The New York Times (live blogs of 2020). Times stand in the JSON-LD alone, under the slug that is the anchor."""

from backfile.seeds.systems.system import System

SYSTEM = System(
    name="The New York Times",
    entry=".live-blog-post[data-source-id]",
    ids=("@data-source-id", "[id]@id"),
    headline="[itemprop=headline]",
    byline="[itemprop=author] [itemprop=name]",
    dropped="[itemprop=author], .live-blog-post-headline",
)
