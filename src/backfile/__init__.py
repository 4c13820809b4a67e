"""Backfile turns captured live blogs into a searchable archive of plain Markdown files."""

__version__ = "0.1.0"
