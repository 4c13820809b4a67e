"""WP SportoweFakty. Entries of text have a clock time or none; entries of heats have a title and a table of riders."""

from backfile.seeds.systems.system import System

SYSTEM = System(
    name="WP SportoweFakty",
    entry=".coventry[id]",
    ids=("@id",),
    printed=".coventry__aside time",
    body=".coventry__body",
    dropped=".coventry__aside",
)
