"""The sites that Backfile itself publishes. Words that somebody altered by hand are not taken for the publisher's."""

from backfile.seeds.systems.system import System

SYSTEM = System(
    name="Backfile",
    entry="section.entries > article[id]",
    ids=("@id",),
    headline="h3:not(.unknown)",
    byline=".by bdi",
    printed=".clock bdi",
    published=(".clock time@datetime",),
    body=".words",
    dropped=".altered ~ .words",  # where the data says more of what was captured, that is taken
)
