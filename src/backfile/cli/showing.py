"""The command that shows one entry: show."""

from __future__ import annotations

from collections.abc import Iterator

import click

from backfile.cli.printing import print_json, say, workspace_of
from backfile.cli.wordings import capture_words, event_words, later_words
from backfile.desk import show as showing
from backfile.desk.as_of import plain_later, show_as_of
from backfile.desk.choosing.when import parse_when
from backfile.desk.export_forms.seen import plain_keepers
from backfile.desk.history import plain_event
from backfile.desk.plain import plain_shown
from backfile.errors import Status
from backfile.model.entry import Entry
from backfile.model.evidence import tell_told, tell_undisplayed, tell_unseen
from backfile.model.history import Later
from backfile.model.telling import known_words, time_words
from backfile.text.markdown import find_struck, show_struck, words
from backfile.text.terminal import one_line, visible


@click.command("show")
@click.argument("entry", metavar="ENTRY")
@click.option("--source", is_flag=True, help="Show the stretch of the capture that the entry was read from.")
@click.option(
    "--as-of", metavar="WHEN", help="Show the newest words that are shown to exist by then: 2022-03-10T14:05Z, …"
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def show_command(ctx: click.Context, entry: str, source: bool, as_of: str | None, as_json: bool) -> None:
    """Show one entry, by its permalink or its number in the last search.

    The beginning of the permalink, or of its slug, without the live blog, will do where no other entry begins so.
    """
    workspace = workspace_of(ctx)
    if as_of is None:
        shown = showing.show(workspace, entry)
    else:
        held = show_as_of(workspace, entry, parse_when(workspace, "--as-of", as_of).end)
        if isinstance(held, Later):
            _tell_later(held, as_of, as_json=as_json)
            ctx.exit(Status.NOTHING_FOUND)
        shown = held
    if as_json:
        plain = plain_shown(shown, showing.sources(workspace, shown) if source else None)
        differs = [plain_event(event) for event in shown.stated.differing]
        elsewhere = [plain_keepers(each) for each in shown.stated.keepers]
        told = list(tell_told(shown.wording.captures))
        more = {"differs": differs, "unordered": shown.wording.unordered}
        more |= ({"told": told} if told else {}) | ({"keepers": elsewhere} if elsewhere else {})
        print_json(plain | more)
    elif source:
        for each in showing.sources(workspace, shown):
            place = f"part “{each.part}”, characters {each.start}–{each.end}"
            say(f"{each.capture.name}, {place}, sha256 {each.capture.sha256}")
            click.echo(visible(each.text))
    else:
        _print_shown(shown, is_as_of=as_of is not None)


def _tell_later(later: Later, as_of: str, *, as_json: bool) -> None:
    """That nobody knows the words of that time, and since when others are known."""
    if as_json:
        print_json({"permalink": later.permalink, "later": plain_later(later)})
    say(f"{later.permalink}: its words as of {as_of} are not known; {later_words(later)}")


def _print_shown(shown: showing.Shown, *, is_as_of: bool) -> None:
    entry, about = shown.entry, shown.coverage.liveblog
    click.echo(click.style(one_line(entry.headline) if entry.headline else "(no headline)", bold=True))
    click.echo(f"by         {one_line(', '.join(entry.byline)) or 'byline not given'}")
    click.echo(f"published  {one_line(time_words(entry.published))}")
    if entry.updated is not None:
        click.echo(f"updated    {one_line(time_words(entry.updated))}")
    click.echo(
        f"live blog  {one_line(about.headline or shown.coverage.slug)}"
        + (f" ({one_line(about.publisher)})" if about.publisher else "")
    )
    click.echo(f"permalink  {one_line(shown.permalink)}")
    if entry.newest.number > 1 or is_as_of:
        number, beside = entry.newest.number, shown.wording.unordered
        order = f", one of {beside} wordings of which nobody knows which is older" if beside > 1 else ""
        click.echo(f"revision   {number}{order}; see: backfile history")
    captures = {capture.digest: capture for capture in shown.coverage.captures}
    for place in entry.newest.provenance:
        capture = captures.get(place.capture)
        name = one_line(capture.name if capture else place.capture)
        captured = one_line(capture_words(capture, shown.coverage.doubts, shown.coverage.withheld))
        where = f"{name}, part “{place.part}”, characters {place.start}–{place.end}"
        click.echo(f"seen in    {where}, captured {captured}")
    if is_as_of:
        click.echo(f"known      {one_line(known_words(shown.wording.known))}")
    click.echo(f"evidence   {shown.wording.evidence}")
    for told in tell_told(shown.wording.captures):
        click.echo(f"           the other archive says: {one_line(told)}")
    for told in tell_undisplayed(entry.newest.provenance, shown.wording.captures):
        click.echo(f"hidden     {told}")
    for told in tell_unseen(entry.unseen):
        click.echo(f"unseen     {told}")
    if entry.withdrawn:
        seen = shown.stated.withdrawn_in
        click.echo(f"withdrawn  {entry.withdrawn}{f', as seen in {one_line(seen.name)}' if seen else ''}")
    for event in shown.stated.differing:
        click.echo(f"differs    {one_line(event_words(event))}")
    if entry.altered is not None:
        click.echo("altered    changed by hand in archive/: what stands here is not all the publisher's")
    if entry.is_joined:
        click.echo("joined     people joined what the publisher has as several entries; see: backfile history")
    for keepers in shown.stated.keepers:
        for name, told in keepers.said(time_words):
            click.echo(f"elsewhere  {name} by people of the other archive, not the publisher: {one_line(told)}")
    for name, told in _correction_lines(entry):
        click.echo(f"{name:<10} {one_line(told)}")
    click.echo(f"\n{visible(show_struck(words(entry.body), find_struck(entry.body)))}")


def _correction_lines(entry: Entry) -> Iterator[tuple[str, str]]:
    """What of it is people's, and what was captured instead."""
    if entry.withheld is not None:
        yield "withheld", f"{entry.withheld}; kept out of the site and of search"
    theirs = entry.corrected
    if theirs is None:
        return
    was = {
        "headline": entry.newest.headline or "no headline",
        "byline": ", ".join(theirs.was_byline) or "byline not given",
        "published": time_words(theirs.was_published),
        "updated": time_words(theirs.was_updated),
        "tags": ", ".join(theirs.was_tags) or "no tags",
    }
    for name in theirs.fields:
        instead = f"captured: {was[name]}" if name in was else "these are not the publisher's words"
        yield "corrected", f"{'words' if name == 'body' else name} by people; {instead}"
    for note in theirs.notes:
        yield "note", note
