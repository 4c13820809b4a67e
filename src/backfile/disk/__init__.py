"""The one door to the disk. Law: after any stop, a file is the old one or the new one, never a mixture.

What the system refuses becomes one `BackfileError` that names the file and the fault. Whoever reads or writes says
`disk.write(…)`: all goes through here, and so tests can stop, or fail, each step of any command.
"""

from backfile.disk.clearing import remove, sweep
from backfile.disk.faults import plainly
from backfile.disk.flushing import batch, flush
from backfile.disk.growing import append, read_last_line
from backfile.disk.reading import let_go, mapped, opened, read_bytes, read_text
from backfile.disk.stamping import stamp, stamps, stamps_of, when_written
from backfile.disk.walking import folders, folders_with, names, walk
from backfile.disk.writing import OLD_PART, PART, copy, create, make_folder, rename, write, write_pieces

__all__ = [
    "OLD_PART",
    "PART",
    "append",
    "batch",
    "copy",
    "create",
    "flush",
    "folders",
    "folders_with",
    "let_go",
    "make_folder",
    "mapped",
    "names",
    "opened",
    "plainly",
    "read_bytes",
    "read_last_line",
    "read_text",
    "remove",
    "rename",
    "stamp",
    "stamps",
    "stamps_of",
    "sweep",
    "walk",
    "when_written",
    "write",
    "write_pieces",
]
