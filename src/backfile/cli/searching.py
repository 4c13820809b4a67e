"""The commands that find: search and similar."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import click

from backfile.cli.printing import progress_bar, workspace_of
from backfile.cli.results import print_found, result_options
from backfile.desk import find
from backfile.model.search import FACETS, FLAGS, ORDERS, Asked

if TYPE_CHECKING:
    from datetime import datetime

    from backfile.workspace.folders import Workspace

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


class _Search(click.Command):
    """The command whose words may begin with a dash, which is an option's too."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as fault:
            left_out = next((each for each in given if re.match(r"-[^-]", each)), None)
            if left_out is None or fault.option_name.startswith("--"):
                raise
            query = "… " + shlex.quote(left_out) if any(each.startswith("--") for each in given) else shlex.join(given)
            told = f"No option is called so: {left_out}. A query with a dash: backfile search -- {query}"
            raise click.UsageError(told, ctx) from fault


@click.command("search", cls=_Search, help=_grammar())
@click.argument("query", metavar="QUERY…", nargs=-1, required=True)
@click.option(
    "--sort",
    type=click.Choice(ORDERS),
    default="relevance",
    show_default=True,
    help="By time: entries without a usable one come last.",
)
@click.option(
    "--facet", "facets", type=click.Choice(FACETS), multiple=True, help="Count the results by this; may be repeated."
)
@click.option("--include-undated", is_flag=True, help="A date keeps entries without a usable time, too.")
@click.option("--all-revisions", is_flag=True, help="Search the other wordings of entries, too.")
@click.option(
    "--as-of",
    metavar="WHEN",
    help="Search the words that are shown to exist by then: 2022-03-10, 2022-03-10T14:05Z, “8 March 2022”, …",
)
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
    as_of: str | None,
    **wishes: Any,
) -> None:
    workspace = workspace_of(ctx)
    instant = None if as_of is None else _end(workspace, as_of)
    asked = Asked(limit=limit, offset=offset, as_of=instant, **wishes)
    found = find.search(workspace, " ".join(query), asked, progress=progress_bar)
    print_found(ctx, found, asked, form, no_pager=no_pager)


def _end(workspace: Workspace, as_of: str) -> datetime:
    from backfile.desk.choosing.when import parse_when  # few searches name a time

    return parse_when(workspace, "--as-of", as_of).end


@click.command("similar")
@click.argument("entry", metavar="ENTRY")
@click.option("--explain", is_flag=True, help="Show why each result stands where it does.")
@result_options
@click.pass_context
def similar_command(
    ctx: click.Context, entry: str, limit: int, offset: int, form: str | None, no_pager: bool, explain: bool
) -> None:
    """Find entries like one.

    Like it are those that hold the most of the words that tell most of it. ENTRY is given as for show, where numbers
    then mean what is listed here.
    """
    asked = Asked(limit=limit, offset=offset, explain=explain)
    found = find.similar(workspace_of(ctx), entry, asked, progress=progress_bar)
    print_found(ctx, found, asked, form, no_pager=no_pager)
