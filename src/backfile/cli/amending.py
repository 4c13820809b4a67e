"""The commands on captures that are held: amend, erase."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import click

from backfile.cli.printing import counted, print_json, progress_bar, say, workspace_of
from backfile.desk import amend as amending
from backfile.desk import erase as erasing
from backfile.desk.intake.stating import Stated
from backfile.desk.removal.elsewhere import Place
from backfile.desk.removal.meant import Foreseen, foresee
from backfile.errors import Status, Usage
from backfile.model.plain import dump
from backfile.text.terminal import one_line


@click.command("amend")
@click.argument("capture", metavar="CAPTURE")
@click.option("--url", metavar="URL", help="The address of the live blog's page.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option(
    "--captured",
    metavar="WHEN",
    help="When it was captured: 2022-03-10, or 2022-03-10/2022-03-11; “recorded” for what it records itself.",
)
@click.option("--zone", metavar="ZONE", help="The time zone of the times on the page: Europe/London, …")
@click.option(
    "--liveblog", metavar="SLUG", help="The live blog it belongs to: the beginning of its slug, or a new one."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def amend_command(
    ctx: click.Context,
    capture: str,
    url: str | None,
    publisher: str | None,
    captured: str | None,
    zone: str | None,
    liveblog: str | None,
    as_json: bool,
) -> None:
    """Say anew what is known of a capture, and read it again.

    CAPTURE is its name in seeds/, or the beginning of its digest. The log holds what was said before. With another
    address it comes into the live blog of that address, or its own is known by that from now on; permalinks that were
    given lead on.
    """
    stated = Stated(url=url, publisher=publisher, captured=captured, zone=zone, liveblog=liveblog)
    done = amending.amend(workspace_of(ctx), capture, stated)
    if as_json:
        print_json(dump(done) | {"faults": [str(fault) for fault in done.faults]})
    else:
        click.echo(one_line(done.name))
        for name in done.now:
            click.echo(one_line(f"{_NAMES.get(name, name)}: {_told(done.was[name])} -> {_told(done.now[name])}"))
        if done.moved_from is not None:
            click.echo(f"it came from {one_line(done.moved_from)} into {one_line(str(done.liveblog))}")
        for was, now in done.permalinks.items():
            click.echo(one_line(f"permalink {was} -> {now}"))
    if done.permalinks:
        say(f"show, cite and the rest follow {_old(len(done.permalinks))}; so does the site once it is built")
    for warning in done.warnings:
        say(f"{done.name}: {warning}")
    say("amended; site not rebuilt (backfile build does it)" if done.now else "so it was already")
    for fault in done.faults:
        say(str(fault))
    ctx.exit(Status.DAMAGE if done.faults else Status.DONE if done.now else Status.NOTHING_FOUND)


@click.command("erase")
@click.argument("what", metavar="CAPTURE | ENTRY")
@click.option("--reason", metavar="TEXT", required=True, help="Why; it stands in the tombstone, so name nothing in it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def erase_command(ctx: click.Context, what: str, reason: str, yes: bool, as_json: bool) -> None:
    """Erase a capture or an entry for good.

    Its bytes go from seeds/, archive/, the log, the index and the site; what is left is a tombstone that keeps it from
    coming back. With an entry go the bytes of every capture that shows it; the other entries stay. A page is cut out of
    a WARC; of other files all bytes go, and what goes with them is told before. Backups and copies are yours to erase.
    `withhold` keeps things out of sight and can be undone.
    """
    workspace = workspace_of(ctx)
    erasing.finish_stopped(workspace, progress=progress_bar)
    for told in _going(foresee(workspace, what)):
        say(told)
    if not yes and not _is_meant(what):
        say("nothing was erased")
        ctx.exit(Status.NOTHING_FOUND)
    done = erasing.erase(workspace, what, reason, progress=progress_bar)
    if as_json:
        print_json(dump(done) | {"faults": [str(fault) for fault in done.faults]})
    else:
        click.echo(one_line(done.id))
    say("erased; backups and copies of this archive still hold it")
    if done.renumbered:
        whose = counted(done.renumbered, "entry", "entries")
        say(f"revisions of {whose} have other numbers now; citations made before tell them by their capture's sha256")
    for place in done.elsewhere:
        say(_still(place))
    for fault in done.faults:
        say(str(fault))
    ctx.exit(Status.DAMAGE if done.faults else Status.PARTLY if done.elsewhere else Status.DONE)


def _is_meant(what: str) -> bool:
    """Does a person say yes? Raises Usage where nobody is there to be asked."""
    try:
        return click.confirm(f"Erase {one_line(what)} for good? Nothing brings it back", err=True)
    except click.Abort as fault:
        raise Usage("erase", "nobody answered, and nothing was erased", "--yes erases without asking") from fault


def _still(place: Place) -> str:
    """One line on words that stand elsewhere, without the words."""
    at = ", ".join(f"{start}–{end}" for start, end in place.stretches)
    of = f", in {place.entry}" if place.entry else ""
    mend = f"to take them out: backfile erase {shlex.quote(place.entry or place.capture)}"
    return f"{place.path}: words of it still stand at characters {at}{of}; {mend}"


def _going(foreseen: Foreseen) -> Iterator[str]:
    for name in foreseen.captures:
        yield f"seeds/{name} goes as a whole"
    for name in foreseen.cut:
        yield f"seeds/{name} stays without it: its record is overwritten, and all others stay byte for byte"
    if foreseen.entries and foreseen.is_entry:
        others = counted(foreseen.entries, "other entry", "other entries")
        yield f"{others} of these bytes can be held against no capture any longer; what was read stays"
    elif foreseen.entries:
        yield f"{counted(foreseen.entries, 'entry', 'entries')} that no other capture shows will be gone"


def _told(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("printed"))
    return "not known" if value is None else str(value)


def _old(permalinks: int) -> str:
    return counted(permalinks, "permalink of before", "permalinks of before")


_NAMES = {"liveblog": "live blog as a person says"}
