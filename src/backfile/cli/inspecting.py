"""The command that shows what would be read: inspect."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from backfile.cli.printing import counted, print_json, print_table, say
from backfile.cli.stating import stating
from backfile.desk import inspect as inspecting
from backfile.desk.intake.stating import Stated
from backfile.errors import BadCapture, Status
from backfile.model.ledger import Label
from backfile.model.observation import Reading, completeness
from backfile.model.telling import time_words
from backfile.text.terminal import one_line, visible


@click.command("inspect")
@stating
@click.argument("file", metavar="FILE | -", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--lines", is_flag=True, help="Show the page itself, each line with what it was taken for.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def inspect_command(ctx: click.Context, /, file: Path, lines: bool, as_json: bool, **said: str | None) -> None:
    """Show what would be read in a capture: the account of the page.

    Nothing is written, and no archive is needed. Every character of the page stands in the account exactly once.
    """
    data = sys.stdin.buffer.read() if str(file) == "-" else inspecting.read_file(file)
    try:
        reading = inspecting.inspect(data, str(file), Stated(**said))
    except BadCapture as fault:
        say(f"backfile: {fault}")
        ctx.exit(Status.FAILED)
    if as_json:
        print_json(inspecting.plain_reading(reading))
    elif lines:
        _print_lines(reading)
    else:
        _print_account(reading)


def _print_account(reading: Reading) -> None:
    about, capture = reading.liveblog, reading.capture
    how = f"{capture.format}, {capture.decoding}, {counted(capture.size, 'byte')}, read by {reading.reader}"
    click.echo(f"{one_line(capture.name)}: {how}")
    click.echo(f"headline  {one_line(about.headline) if about.headline else 'not given'}")
    click.echo(f"summary   {counted(len(about.summary), 'paragraph')}")
    timed = sum(entry.published is not None for entry in reading.entries)
    signed = sum(bool(entry.byline) for entry in reading.entries)
    held = completeness(about, len(reading.entries))
    click.echo(f"holds     {held}: {timed} with a time, {signed} with a byline")
    languages = Counter(entry.language for entry in reading.entries if entry.language)
    click.echo(f"language  {', '.join(code for code, _ in languages.most_common()) or 'not shown'}")
    tags = dict.fromkeys(tag for entry in reading.entries for tag in entry.tags)
    click.echo(f"tags      {one_line(', '.join(tags)) or 'not given'}\n")
    print_table(
        ("#", "key", "published", "byline", "headline"),
        [
            (
                str(number),
                entry.key,
                time_words(entry.published),
                ", ".join(entry.byline),
                entry.headline or "no headline",
            )
            for number, entry in enumerate(reading.entries, start=1)
        ],
    )
    for ledger in reading.ledgers:
        click.echo(f"\nThe account of the page, part “{ledger.part}” ({ledger.characters:,} characters)\n")
        numbers = {entry.key: str(number) for number, entry in enumerate(reading.entries, start=1)}
        print_table(
            ("#start", "#end", "label", "#entry", "reason"),
            [
                (str(span.start), str(span.end), span.label, numbers.get(span.entry or "", ""), span.reason)
                for span in ledger.spans
            ],
        )
        shares = ledger.count()
        of_all = max(1, ledger.characters)
        click.echo(
            f"\nread {1 - (shares[Label.FURNITURE] + shares[Label.UNRECOGNISED]) / of_all:.1%}, "
            f"furniture {shares[Label.FURNITURE] / of_all:.1%}, unrecognised {shares[Label.UNRECOGNISED] / of_all:.1%}"
        )
    for warning in reading.warnings:
        say(warning)


def _print_lines(reading: Reading) -> None:
    width = max(len(label) for label in Label)
    numbers = {entry.key: number for number, entry in enumerate(reading.entries, start=1)}
    for part, ledger in zip(reading.parts, reading.ledgers, strict=True):
        for span in ledger.spans:
            entry = numbers.get(span.entry or "", "")
            for line in part.text[span.start : span.end].splitlines():
                click.echo(f"{span.label:{width}}  {entry!s:>3}  {visible(line)}".rstrip())
