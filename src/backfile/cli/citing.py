"""The command that cites: cite."""

from __future__ import annotations

import click

from backfile.cli.printing import print_json, say, workspace_of
from backfile.desk.cite import STYLES, cite
from backfile.errors import Status
from backfile.text.citation.csl import csl_item
from backfile.text.citation.forms import FORMS, PLAIN
from backfile.text.terminal import visible


@click.command("cite")
@click.argument("entry", metavar="ENTRY")
@click.option(
    "--style",
    metavar="STYLE",
    default=PLAIN,
    show_default=True,
    help=f"One of {', '.join(STYLES)}, or any style of CSL by its name. All but the first {len(FORMS)} need the extra "
    "“cite”.",
)
@click.option("--quote", metavar="WORDS", help="Cite only if these words stand in the entry just so.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def cite_command(ctx: click.Context, entry: str, style: str, quote: str | None, as_json: bool) -> None:
    """Cite an entry, in the form of a reference manager or in the style of a journal.

    ENTRY is given as for show. What is not known is not made up: without a time of publication the citation says so.
    With --quote the command fails when the words stand in no wording of the entry, and else names the revision that
    holds them.
    """
    cited = cite(workspace_of(ctx), entry, style, quote)
    if cited is None:
        say("these words do not stand in the entry; backfile prove shows where they differ")
        ctx.exit(Status.NOTHING_FOUND)
    if as_json:
        plain = {"csl": csl_item(cited.citation), "text": cited.text, "revision": cited.revision}
        print_json(
            plain
            | {"newest": cited.newest, "unordered": cited.unordered, "undisplayed": cited.undisplayed}
            | {"struck": cited.struck, "since_struck": cited.since_struck, "withdrawn": cited.withdrawn}
        )
    else:
        click.echo(visible(cited.text.replace("\r\n", "\n")), nl=False)
    if cited.revision is not None:
        order = "" if cited.newest else ", not in the newest words"
        if cited.since_struck and not cited.struck:
            order = ", and in the newest words struck out"
        if cited.unordered > 1:
            order = f", one of {cited.unordered} wordings; which is older is not known"
        if cited.struck:
            order += "; the publisher struck them there"
        if cited.withdrawn:
            order += f"; the whole entry is {cited.withdrawn}"
        say(f"the words stand in revision {cited.revision}{order}")
