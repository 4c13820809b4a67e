"""How are the results of a search printed? For people, for programs (JSON, JSON Lines, CSV), or as a count.

What only programs want is imported when they do: most searches are a person's, who waits for them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeVar

import click

from backfile.cli.printing import counted, print_json, say
from backfile.desk.find import Found
from backfile.errors import Status
from backfile.model.search import FIELDS, Asked, Hit, Reason, Results, Snippet
from backfile.model.telling import time_words
from backfile.text.terminal import one_line, visible

Command = TypeVar("Command", bound=Callable[..., object])

FORMS = ("people", "json", "jsonl", "csv", "count")


def result_options(command: Command) -> Command:
    """The options of every command that gives results."""
    for option in reversed(
        (
            click.option(
                "-n",
                "--limit",
                metavar="N",
                type=click.IntRange(min=1),
                default=10,
                show_default=True,
                help="Results shown.",
            ),
            click.option("--offset", metavar="N", type=click.IntRange(min=0), default=0, help="Results passed over."),
            _form("--count", help="Print how many there are, and --facet."),
            _form("--json", help="Print JSON."),
            _form("--jsonl", help="Print one JSON object a line for each result."),
            _form("--csv", help="Print a table for spreadsheets."),
            click.option("--no-pager", is_flag=True, help="Never page long results on a terminal."),
        )
    ):
        command = option(command)
    return command


def _form(name: str, help: str) -> Callable[[Command], Command]:
    """An option that is a form of the results, the parameter `form` of the command: of several there is only one."""

    def choose(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
        chosen = ctx.params.setdefault("form", None)
        if is_asked and chosen:
            raise click.UsageError(f"--{chosen} and {name} are two forms of the same results: give one of them", ctx)
        if is_asked:
            ctx.params["form"] = name.removeprefix("--")

    return click.option(name, is_flag=True, expose_value=False, callback=choose, help=help)


def print_found(ctx: click.Context, found: Found, asked: Asked, form: str | None, *, no_pager: bool) -> None:
    """Print results in a form of FORMS (None: for people), what is to be said of them, and end the command."""
    results = found.results
    for note in (*found.notes, *results.notes):
        say(note)
    match form:
        case "count":
            click.echo(results.total)
            for line in _facets(results):
                click.echo(line)
        case "json":
            from backfile.desk.plain import plain_results

            print_json(plain_results(results))
        case "jsonl":
            from backfile.desk.plain import plain_hit

            for hit in results.hits:
                click.echo(json.dumps(plain_hit(hit), ensure_ascii=True))
        case "csv":
            click.echo(_table(results), nl=False)
        case _:
            _page("".join(f"{line}\n" for line in _lines(results, asked)), no_pager=no_pager)
            _sum_up(found, asked)
    ctx.exit(Status.DONE if results.total else Status.NOTHING_FOUND)


def _page(text: str, *, no_pager: bool) -> None:
    if no_pager or not sys.stdout.isatty() or text.count("\n") < _height():
        click.echo(text, nl=False)
    else:
        click.echo_via_pager(text)


def _height() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().lines


def _lines(results: Results, asked: Asked) -> Iterator[str]:
    if asked.explain:
        yield click.style("The query was read as", bold=True)
        yield from (f"  {one_line(line) if line == line.lstrip() else visible(line)}" for line in results.tree)
        yield ""
    whole = [hit for hit in results.hits if not hit.partly]
    for number, hit in enumerate(results.hits, start=asked.offset + 1):
        if hit.partly and number == asked.offset + len(whole) + 1:
            held = "No entry holds all of this." if not results.total else "No more hold all of this."
            yield f"{held} These hold the most of it:\n"
        yield from _hit(number, hit)
    for heading, by_people in (
        ("Published by then, in words that are known only from later:\n", False),
        ("Published by then as people of this archive say, which nothing captured shows:\n", True),
    ):
        later = [hit for hit in results.later if hit.by_people == by_people]
        yield from [heading] if later else []
        for hit in later:
            yield from _later(hit)
    yield from _facets(results)


def _facets(results: Results) -> Iterator[str]:
    for facet, values in results.facets.items():
        yield click.style(facet, bold=True)
        width = max((len(f"{count:,}") for _, count in values), default=0)
        for value, count in values:
            yield f"  {count:>{width},}  {'not known' if value is None else one_line(value)}"
        yield ""


def _later(hit: Hit) -> Iterator[str]:
    document = hit.document
    known = f"known from {document.known:%Y-%m-%d %H:%M} UTC" if document.known else "known at no time that is told"
    yield f"-  {click.style(one_line(document.headline) if document.headline else '(no headline)', bold=True)}"
    when = time_words(document.published) + (" (corrected by people)" if document.corrected else "")
    yield f"   {click.style(one_line(f'published {when}, these words {known}'), dim=True)}"
    yield f"   {_marked(hit.snippet)}"
    yield f"   {click.style(one_line(document.permalink), fg='cyan')}"
    yield ""


def _hit(number: int, hit: Hit) -> Iterator[str]:
    document = hit.document
    indent = " " * (len(str(number)) + 2)
    headline = one_line(document.headline) if document.headline else "(no headline)"
    about = [document.liveblog_headline or document.liveblog, time_words(document.published), *document.byline]
    if not document.newest:  # the index does not know whether anything shows that its words are older
        about.append(f"another wording: revision {document.revision}")
    if document.altered:
        about.append("altered by hand")
    if document.corrected:
        about.append("corrected by people")
    yield f"{number}. {click.style(headline, bold=True)}"
    yield f"{indent}{click.style(one_line(' · '.join(about)), dim=True)}"
    yield f"{indent}{_marked(hit.snippet)}"
    yield f"{indent}{click.style(one_line(document.permalink), fg='cyan')}"
    if hit.why:
        yield f"{indent}{hit.score:,} points:"
        yield from (f"{indent}  {one_line(_reason(reason))}" for reason in hit.why)
    yield ""


def _reason(reason: Reason) -> str:
    """`1,204 × 557 = 670,628  talks (as talk): 1 in headline, 2 in text; the live blog's headline or slug has it`."""
    places = [f"{count:,} in {field}" for field, count in zip(FIELDS, reason.counts, strict=True) if count]
    told = ", ".join(places) or "not in the entry itself"
    standing = f" (as {', '.join(reason.stands_for)})" if reason.stands_for else ""
    context = "; the live blog's headline or slug has it" if reason.context else ""
    return f"{reason.idf:,} × {reason.impact:,} = {reason.score:,}  {reason.term}{standing}: {told}{context}"


def _marked(snippet: Snippet) -> str:
    """The passage with its matches in colour, and `~~` around what is struck out."""
    matched = {at for start, end in snippet.marks for at in range(start, end)}
    ends = {at for stretch in snippet.struck for at in stretch}
    cuts = sorted({0, len(snippet.text), *ends, *(at for mark in snippet.marks for at in mark)})
    shown = "~~" if 0 in ends else ""
    for start, end in pairwise(cuts):
        piece = visible(snippet.text[start:end])
        shown += click.style(piece, bold=True, fg="yellow") if start in matched else piece
        shown += "~~" if end in ends else ""
    return shown


def _table(results: Results) -> str:
    """CSV with a head."""
    from backfile.desk.plain import COLUMNS, flat_hit
    from backfile.text.spreadsheet import row

    rows = (flat_hit(hit) for hit in results.hits)
    return row(COLUMNS) + "".join(row(each[name] for name in COLUMNS) for each in rows)


def _sum_up(found: Found, asked: Asked) -> None:
    results = found.results
    one, many = ("revision", "revisions") if asked.all_revisions else ("entry", "entries")
    is_so = "held" if asked.as_of is None else "shown to exist by then"
    held = counted(results.searched, f"{one} is {is_so}", f"{many} are {is_so}")
    if results.total:
        whole = sum(not hit.partly for hit in results.hits)
        shown = f", {whole:,} shown" if whole < results.total else ""
        say(f"{counted(results.total, one, many)} found{shown}; {held}")
    elif results.partly:
        part = f"{results.partly:,} {'holds' if results.partly == 1 else 'hold'} a part"
        say(f"no entry holds all of it, {part}; {held}{_incomplete(found)}")
    elif not results.searched and asked.as_of is None:
        say("nothing is held yet; take captures in with: backfile add FILE…")
    else:
        say(f"nothing found; {held}{_incomplete(found)}")
    if results.later_total:
        is_publishers = len(results.later) == results.later_total and not any(hit.by_people for hit in results.later)
        said = "" if is_publishers else "as the publisher or people of this archive say, "
        entries = counted(results.later_total, one, many)
        say(f"{entries} published by then, {said}in words that are known only from later")
    if results.undated:
        has, it = (
            ("matches but for the date, and has", "it")
            if results.undated == 1
            else ("match but for the date, and have", "them")
        )
        say(f"{counted(results.undated, one, many)} {has} no usable time: --include-undated adds {it}")
    if results.suggestion is not None:
        say(f"did you mean: {results.suggestion}")


def _incomplete(found: Found) -> str:
    """What keeps a zero from standing alone: the archive may lack what the page had."""
    if not found.incomplete:
        return ""
    if found.liveblogs == 1:
        return "; the page says there are more"
    return f"; the pages of {found.incomplete:,} of {found.liveblogs:,} live blogs say there are more"
