"""The sites that Backfile itself publishes. What people altered or corrected there is not taken for the publisher's."""

from backfile.seeds.systems.system import System

SYSTEM = System(
    name="Backfile",
    entry="section.entries > article[id]",
    ids=("@id",),
    headline="h3:not(.unknown):not([data-theirs])",
    byline=".by:not(.theirs) bdi",
    printed=".clock:not(.theirs) bdi",
    published=(".clock:not(.theirs) time@datetime",),
    body=".words",
    dropped=".altered ~ .words",  # where the data says more of what was captured, that is taken
)
