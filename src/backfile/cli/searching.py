"""The commands that find: search, similar, show."""

from __future__ import annotations

from typing import Any

import click

from backfile.cli.printing import captured_words, print_json, progress_bar, say, time_words, workspace_of
from backfile.cli.results import print_found, result_options
from backfile.desk import find
from backfile.desk.plain import plain_shown
from backfile.model.evidence import strongest
from backfile.model.search import FACETS, FLAGS, Asked
from backfile.text.markdown import words
from backfile.text.terminal import one_line, visible

_GRAMMAR = """Search the archive.

\b
mariupol airstrike        entries with both words, in any inflected form
"long range fires"        exactly these words, side by side in this order
"theatre bomb"~5          near each other: at most 5 other words between them
talks OR negotiations     either; AND, OR and NOT in capitals, with ( )
talks -sanctions          without the word; the same as NOT sanctions
talks +geneva             where few entries hold all, others hold geneva too
attac*  wom?n  *burg      any characters, one character
zelenskyy~  zelensky~1    spelled nearly so: 1 or 2 letters may differ
byline:seyler             in one field: headline, text, byline;
                          liveblog, publisher, tag only choose
lang:uk                   written in a language, as far as the words show it
published:2022-03-10      a day, a month, a year, or from..to; also
since:"last week"         since, after, before, until; "8 March 2022",
before:yesterday          "3 days ago", monday, 2022-03-10T14:05Z
published:unknown         entries without a usable time
*                         every entry

\b
{flags}

A dash before a query is a query only after --: backfile search -- -sanctions
"""


def _grammar() -> str:
    return _GRAMMAR.format(flags="\n".join(f"{flag:<25} {meaning}" for flag, meaning in FLAGS.items()))


@click.command("search", help=_grammar())
@click.argument("query", metavar="QUERY…", nargs=-1, required=True)
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    show_default=True,
    help="By time: entries without a usable one come last.",
)
@click.option(
    "--facet", "facets", type=click.Choice(FACETS), multiple=True, help="Count the results by this; may be repeated."
)
@click.option("--include-undated", is_flag=True, help="A date keeps entries without a usable time, too.")
@click.option("--all-revisions", is_flag=True, help="Search earlier words of edited entries, too.")
@click.option("--explain", is_flag=True, help="Show how the query was read, and why each result stands where it does.")
@result_options
@click.pass_context
def search_command(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    limit: int,
    offset: int,
    form: str | None,
    no_pager: bool,
    **wishes: Any,
) -> None:
    asked = Asked(limit=limit, offset=offset, **wishes)
    found = find.search(workspace_of(ctx), " ".join(query), asked, progress=progress_bar)
    print_found(ctx, found, asked, form, no_pager=no_pager)


@click.command("similar")
@click.argument("entry", metavar="ENTRY")
@click.option("--explain", is_flag=True, help="Show why each result stands where it does.")
@result_options
@click.pass_context
def similar_command(
    ctx: click.Context, entry: str, limit: int, offset: int, form: str | None, no_pager: bool, explain: bool
) -> None:
    """Find entries like one.

    Like it are those that hold the most of the words that tell most of it. ENTRY is given as for show.
    """
    asked = Asked(limit=limit, offset=offset, explain=explain)
    found = find.similar(workspace_of(ctx), entry, asked, progress=progress_bar)
    print_found(ctx, found, asked, form, no_pager=no_pager)


@click.command("show")
@click.argument("entry", metavar="ENTRY")
@click.option("--source", is_flag=True, help="Show the stretch of the capture that the entry was read from.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def show_command(ctx: click.Context, entry: str, source: bool, as_json: bool) -> None:
    """Show one entry, by its permalink or its number in the last search.

    The beginning of the permalink, or of its slug, without the live blog, will do where no other entry begins so.
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
    captures = {capture.digest: capture for capture in shown.coverage.captures}
    for place in entry.newest.provenance:
        capture = captures.get(place.capture)
        name = one_line(capture.name if capture else place.capture)
        captured = one_line(captured_words(capture.captured if capture else None))
        where = f"{name}, part “{place.part}”, characters {place.start}–{place.end}"
        click.echo(f"seen in    {where}, captured {captured}")
    click.echo(f"evidence   {strongest(shown.coverage.captures_of(entry.newest))}")
    if entry.altered is not None:
        click.echo("altered    changed by hand in archive/: what stands here is not all the publisher's")
    click.echo(f"\n{visible(words(entry.body))}")
