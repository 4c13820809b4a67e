"""The commands that tell what changed: history, diff, changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import click

from backfile.cli.printing import counted, print_json, print_table, progress_bar, say, workspace_of
from backfile.cli.wordings import capture_words, event_words, fact_words, when_captured
from backfile.desk.changes import Changed, list_changes, plain_changed
from backfile.desk.choosing.when import parse_when
from backfile.desk.history import (
    Difference,
    compare,
    plain_difference,
    plain_history,
    plain_liveblog_history,
    read_history,
    read_history_of_liveblog,
)
from backfile.errors import Status
from backfile.model.evidence import tell_unseen
from backfile.model.history import History, LiveBlogHistory, Wording, first_known
from backfile.model.telling import known_words, time_words
from backfile.site.corrected import what_is_theirs
from backfile.text.runs import Kind, Run, marked, numbered
from backfile.text.terminal import one_line, visible

_UNCOLOURED = {Kind.REMOVED: "yellow", Kind.ADDED: "cyan", Kind.STRUCK: "cyan", Kind.UNSTRUCK: "yellow"}
_COLOURS = {Kind.REMOVED: "red", Kind.ADDED: "green", Kind.STRUCK: "green", Kind.UNSTRUCK: "red"}


@click.command("history")
@click.argument("entry", metavar="ENTRY | LIVEBLOG")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def history_command(ctx: click.Context, entry: str, as_json: bool) -> None:
    """Tell what became of an entry, and what shows it.

    Its wordings, since when each of them is shown to exist, and by which captures; then what changed in which capture,
    apart from what the publisher says of updates. ENTRY is given as for show. Of a LIVEBLOG, given by its slug, its own
    headlines are told, and which capture gives which.
    """
    liveblog = read_history_of_liveblog(workspace_of(ctx), entry)
    if liveblog is not None:
        if as_json:
            print_json(plain_liveblog_history(liveblog))
        else:
            _print_liveblog_history(liveblog)
        return
    history = read_history(workspace_of(ctx), entry)
    if as_json:
        print_json(plain_history(history))
    else:
        _print_history(history)


@click.command("diff")
@click.argument("entry", metavar="ENTRY")
@click.argument("first", metavar="[A]", type=int, required=False)
@click.argument("second", metavar="[B]", type=int, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def diff_command(ctx: click.Context, entry: str, first: int | None, second: int | None, as_json: bool) -> None:
    """Show in which words two revisions of an entry differ.

    What went stands in [-…-], what came in {+…+}; what was struck out in {~…~}, what is so no longer in [~…~], and what
    else is struck out in ~~…~~. Where nothing shows which of the two is older, nothing went or came: [1: …] stands only
    in revision 1, [2: …] only in revision 2. A and B are the numbers of revisions, as history tells them: the last two,
    where none is given, or A and the newest. ENTRY is given as for show. The status is 1 where nothing differs.
    """
    difference = compare(workspace_of(ctx), entry, first, second)
    is_one = difference.first is difference.second and first is None
    if is_one:
        say(f"{difference.history.permalink}: has one wording only; see: backfile history")
    if as_json:
        print_json(plain_difference(difference))
    elif not is_one:
        _print_difference(difference)
    ctx.exit(Status.DONE if difference.differs else Status.NOTHING_FOUND)


@click.command("changes")
@click.argument("liveblogs", metavar="[LIVEBLOG…]", nargs=-1)
@click.option("--since", metavar="WHEN", help="Only what captures made since then show: 2022-03-10, “last week”, …")
@click.option(
    "--least", metavar="N", type=click.IntRange(min=0), default=0, help="Leave out edits of fewer words than N."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def changes_command(
    ctx: click.Context, liveblogs: tuple[str, ...], since: str | None, least: int, as_json: bool
) -> None:
    """List what changed from capture to capture.

    Entries that are new, edited, absent, or deleted or struck by the publisher, those with another byline, time of
    publication or update, and live blogs with another headline. An entry that is absent from a capture need not be
    deleted: live blogs show parts of themselves. What the first capture of a live blog shows is no change,
    nor is what captures of different formats, such as a saved page and a pasted text, show of the same words.
    A LIVEBLOG is named by the beginning of its slug.
    """
    workspace = workspace_of(ctx)
    start = None if since is None else parse_when(workspace, "--since", since).start
    changes = list_changes(workspace, liveblogs, since=start, least=least, progress=progress_bar)
    if as_json:
        print_json([plain_changed(row) for row in changes.rows])
    elif changes.rows:
        _print_changes(changes.rows)
    else:
        say("no changes" + (" since then" if since else ""))
    if changes.begun:
        say(f"what the first captures of {counted(changes.begun, 'live blog')} show is no change")
    if changes.untimed:
        unknown = f"{counted(changes.untimed, 'capture')} whose time is not known, or in doubt,"
        say(f"{unknown} left out; without --since they are reckoned with")
    for fault in changes.faults:
        say(str(fault))
    ctx.exit(Status.DAMAGE if changes.faults else Status.DONE if changes.rows else Status.NOTHING_FOUND)


_UNORDERED = "; which is older is not known"


def _print_changes(rows: Sequence[Changed]) -> None:
    heads = ("captured", "change", "#words", "the capture before", "entry", "as the publisher says")
    said = [fact_words(row.event) for row in rows]
    columns = len(heads) - (not any(said))  # few archives have something to tell there
    cells = [
        (
            when_captured(row.event.capture),
            row.event.change + ("" if row.event.is_ordered or row.event.before is None else _UNORDERED),
            "" if row.event.revision is None else str(row.words),
            when_captured(row.event.before),
            row.permalink,
            fact,
        )[:columns]
        for row, fact in zip(rows, said, strict=True)
    ]
    print_table(heads[:columns], cells)


def _print_liveblog_history(history: LiveBlogHistory) -> None:
    click.echo(click.style(one_line(history.headline) if history.headline else "(no headline)", bold=True))
    click.echo(f"live blog  {history.slug}")
    for capture, said in history.captures:
        captured = capture_words(capture, history.doubts, history.withheld)
        click.echo(f"seen in    {one_line(capture.name)}, captured {one_line(captured)}: {_headline_words(said)}")
    click.echo("")
    for event in history.events:
        click.echo(f"{event.change:<9}  {one_line(event_words(event))}")
    if not history.events:
        say("no two captures give it different headlines")


def _headline_words(said: str | None) -> str:
    return f"“{one_line(said)}”" if said else "no headline given"


def _print_history(history: History) -> None:
    entry = history.entry.as_captured
    click.echo(click.style(one_line(entry.headline) if entry.headline else "(no headline)", bold=True))
    click.echo(f"permalink  {one_line(history.permalink)}")
    click.echo(f"published  {one_line(time_words(entry.published))}")
    _print_theirs(history)
    for wording in history.wordings:
        click.echo("")
        _print_wording(wording, history)
    click.echo("")
    for event in history.events:
        click.echo(f"{event.change.partition(' ')[0]:<9}  {one_line(event_words(event))}")


def _print_theirs(history: History) -> None:
    """That people withhold it, or say otherwise of the entry: a history is of the publisher's words alone."""
    if history.entry.withheld is not None:
        click.echo(f"withheld   {one_line(history.entry.withheld)}; kept out of the site and of search")
    for told in tell_unseen(history.entry.unseen):
        click.echo(f"unseen     {told}")
    if history.entry.altered is not None:
        click.echo("altered    changed by hand in archive/, which is not shown here; see: backfile show")
    if history.entry.is_joined:
        click.echo("joined     people joined what the publisher has as several entries")
    if history.entry.corrected is not None:
        named = ", ".join(what_is_theirs(replace(history.entry, altered=None, revisions=history.entry.revisions[:1])))
        click.echo(f"corrected  {named} by people, which is not shown here; see: backfile show")


def _print_wording(wording: Wording, history: History) -> None:
    known, published = wording.known, history.entry.as_captured.published
    click.echo(click.style(f"revision {wording.revision.number}", bold=True))
    click.echo(f"known      {one_line(known_words(known))}")
    begun = published.end if published else None
    if known and published and begun and begun < known.by and wording is first_known(history.wordings):
        click.echo(f"           published {one_line(time_words(published))}; which words stood until then is not known")
    click.echo(f"evidence   {wording.evidence}")
    for capture in wording.captures:
        captured = capture_words(capture, history.doubts, history.withheld)
        click.echo(f"seen in    {one_line(capture.name)}, captured {one_line(captured)}")


def _print_difference(difference: Difference) -> None:
    first, second = difference.first, difference.second
    is_ordered = difference.older is not None
    for wording in (first, second):
        click.echo(f"revision {wording.revision.number}  known {one_line(known_words(wording.known))}")
    _print_theirs(difference.history)
    older, newer = sorted((first, second), key=lambda each: each.revision.number)
    came = newer.came
    if came is not None and not came.is_edit and came.older == older.revision.number:
        click.echo(one_line(event_words(came)))
    if not difference.differs:
        say("nothing differs")
        return
    if is_ordered:
        shown = [marked(_shown(runs), _painter(_COLOURS)) for runs in (difference.headline, difference.text)]
    else:
        one, other = first.revision.number, second.revision.number
        click.echo(
            f"which is older is not known: [{one}: …] stands only in revision {one}, [{other}: …] only in {other}"
        )
        brackets, paint = numbered(one, other), _painter(_UNCOLOURED)
        shown = [marked(_shown(runs), paint, brackets) for runs in (difference.headline, difference.text)]
    for text in filter(None, shown):
        click.echo(f"\n{text}")
    if difference.facts:
        click.echo("")
    for event in difference.facts:
        click.echo(one_line(event_words(event)))
    say(_changed_words(difference) if is_ordered else _differing_words(difference))


def _changed_words(difference: Difference) -> str:
    told = [f"{counted(difference.words, 'word')} went or came"] if difference.words else []
    if difference.struck:
        told.append(f"{counted(difference.struck, 'word')} struck out, or no longer so")
    return "; ".join(told) or "no word went or came, but signs did"


def _differing_words(difference: Difference) -> str:
    told = [f"{counted(difference.words, 'word')} in one of them alone"] if difference.words else []
    if difference.struck:
        told.append(f"{counted(difference.struck, 'word')} struck out in one of them alone")
    return "; ".join(told) or "no word differs, but signs do"


def _shown(runs: Sequence[Run]) -> list[Run]:
    return [replace(run, text=visible(run.text)) for run in runs]


def _painter(colours: Mapping[Kind, str]) -> Callable[[Kind, str], str]:
    return lambda kind, text: text if kind is Kind.KEPT else click.style(text, fg=colours[kind])
