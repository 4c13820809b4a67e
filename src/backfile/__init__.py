"""Backfile turns captured live blogs into a searchable archive of plain Markdown files.

For programs: `Archive` is searched and read; `read` gives what a capture holds, `records` the same as plain dicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from backfile.desk.library import Archive, read, records

__version__ = "0.1.0"
__all__ = ["Archive", "__version__", "read", "records"]


def __getattr__(name: str) -> Any:
    """Imported when they are asked for: the command line needs none of it to say its version."""
    if name in ("Archive", "read", "records"):
        from backfile.desk import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
