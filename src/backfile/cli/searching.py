"""The commands that find: search, show."""

from __future__ import annotations

import click

from backfile.cli.printing import (
    captured_words,
    counted,
    print_json,
    progress_bar,
    say,
    time_words,
    workspace_of,
)
from backfile.desk import find
from backfile.desk.plain import plain_hits, plain_shown
from backfile.errors import Status
from backfile.model.search import Hit, Snippet
from backfile.text.markdown import words
from backfile.text.terminal import one_line, visible


@click.command("search")
@click.argument("query", metavar="QUERY…", nargs=-1, required=True)
@click.option(
    "-n", "--limit", metavar="N", type=click.IntRange(min=1), default=10, show_default=True, help="Results shown."
)
@click.option("--offset", metavar="N", type=click.IntRange(min=0), default=0, help="Results passed over first.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def search_command(ctx: click.Context, query: tuple[str, ...], limit: int, offset: int, as_json: bool) -> None:
    """Search the archive.

    \b
    mariupol airstrike        entries with both words, in any inflected form
    "long range fires"        exactly these words in this order
    talks OR negotiations     either; AND, OR and NOT in capitals, with ( )
    NOT sanctions             without the word
    byline:seyler             in one field: headline, text or byline
    attac*                    words that begin so
    published:2022-03-10      a day, a month, a year, or from..to
    published:unknown         entries without a usable time
    """
    found = find.search(workspace_of(ctx), " ".join(query), limit=limit, offset=offset, progress=progress_bar)
    results = found.results
    for note in (*found.notes, *results.notes):
        say(note)
    if as_json:
        print_json(plain_hits(results))
    else:
        for number, hit in enumerate(results.hits, start=offset + 1):
            _print_hit(number, hit)
        held = counted(found.entries, "entry is held", "entries are held")
        if results.total:
            shown = f", {len(results.hits)} shown" if len(results.hits) < results.total else ""
            say(f"{counted(results.total, 'entry', 'entries')} found{shown}; {held}")
        else:
            say(f"nothing found; {held}")
        if results.undated:
            matching = counted(results.undated, "entry matches", "entries match")
            have = "has" if results.undated == 1 else "have"
            say(f"{matching} but for the date, and {have} no usable time: ask for published:unknown instead")
    ctx.exit(Status.DONE if results.hits else Status.NOTHING_FOUND)


@click.command("show")
@click.argument("entry", metavar="ENTRY")
@click.option("--source", is_flag=True, help="Show the stretch of the capture that the entry was read from.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def show_command(ctx: click.Context, entry: str, source: bool, as_json: bool) -> None:
    """Show one entry, by its permalink or the beginning of it.

    The beginning of its slug, without the live blog, will do where no other entry begins so.
    """
    workspace = workspace_of(ctx)
    shown = find.show(workspace, entry)
    if as_json:
        print_json(plain_shown(shown, find.sources(workspace, shown) if source else None))
    elif source:
        for each in find.sources(workspace, shown):
            place = f"part “{each.part}”, characters {each.start}–{each.end}"
            say(f"{each.capture.name}, {place}, sha256 {each.capture.digest}")
            click.echo(visible(each.text))
    else:
        _print_shown(shown)


def _print_hit(number: int, hit: Hit) -> None:
    document = hit.document
    indent = " " * (len(str(number)) + 2)
    headline = one_line(document.headline) if document.headline else "(no headline)"
    click.echo(f"{number}. {click.style(headline, bold=True)}")
    about = [document.liveblog_headline or document.liveblog, time_words(document.published), *document.byline]
    if document.altered:
        about.append("altered by hand")
    click.echo(f"{indent}{click.style(one_line(' · '.join(about)), dim=True)}")
    click.echo(f"{indent}{_marked(hit.snippet)}")
    click.echo(f"{indent}{click.style(one_line(document.permalink), fg='cyan')}\n")


def _marked(snippet: Snippet) -> str:
    pieces, at = [], 0
    for start, end in snippet.marks:
        pieces += [
            visible(snippet.text[at:start]),
            click.style(visible(snippet.text[start:end]), bold=True, fg="yellow"),
        ]
        at = end
    return "".join([*pieces, visible(snippet.text[at:])])


def _print_shown(shown: find.Shown) -> None:
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
    if len(entry.revisions) > 1:
        older = one_line(f"archive/{shown.coverage.slug}/revisions/")
        click.echo(f"revision   {entry.newest.number}; earlier words stand in {older}")
    for place in entry.newest.provenance:
        capture = next(each for each in shown.coverage.captures if each.digest == place.capture)
        captured = one_line(captured_words(capture.captured))
        where = f"{one_line(capture.name)}, part “{place.part}”, characters {place.start}–{place.end}"
        click.echo(f"seen in    {where}, captured {captured}")
    if entry.altered is not None:
        click.echo("altered    changed by hand in archive/: what stands here is not all the publisher's")
    click.echo(f"\n{visible(words(entry.body))}")
