"""How does a person say what is known of a capture? The options that `add` and `inspect` share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from backfile.seeds.recognise import FORMATS

_T = TypeVar("_T", bound=Callable[..., object])


def stating(command: _T) -> _T:
    """The options with which a person says what is known of a capture."""
    for option in reversed(
        (
            click.option("--url", metavar="URL", help="The address of the live blog's page."),
            click.option("--publisher", metavar="NAME", help="Who published it."),
            click.option(
                "--captured", metavar="WHEN", help="When it was captured: 2022-03-10, or 2022-03-10/2022-03-11."
            ),
            click.option("--zone", metavar="ZONE", help="The time zone of the times on the page: Europe/London, …"),
            click.option(
                "--liveblog",
                metavar="SLUG",
                help="The live blog it belongs to: the beginning of its slug, or a new one.",
            ),
            click.option(
                "--format", metavar="FORMAT", help=f"Read it as {', '.join(FORMATS)}, whatever it looks like."
            ),
        )
    ):
        command = option(command)
    return command
