"""The commands that show what stands behind words: exhibit, prove."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from backfile import disk
from backfile.cli.printing import counted, print_json, print_table, progress_bar, say, workspace_of
from backfile.cli.replacing import refuse_to_replace, replacing
from backfile.desk.exhibit import exhibit
from backfile.desk.prove import prove
from backfile.desk.quotations.draft import read_draft
from backfile.desk.quotations.plain_proof import plain_proof
from backfile.desk.quotations.proof import proof_page, tell_checked
from backfile.desk.quotations.verdicts import Proof, Verdict
from backfile.errors import Status, Usage
from backfile.text.terminal import one_line


@click.command("exhibit")
@click.argument("entry", metavar="ENTRY")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), required=True, help="The file to write.")
@replacing
@click.option("--bag", is_flag=True, help="Make a folder that holds the original captures too (BagIt).")
@click.pass_context
def exhibit_command(ctx: click.Context, entry: str, out: Path, force: bool, bag: bool) -> None:
    """Make one file of an entry and all that stands behind it.

    It shows the entry, its wordings, and the captures they were read from, with their bytes and a button that checks
    them, and works from the disk in any browser. ENTRY is given as for show.
    """
    if not bag and out.suffix.lower() not in (".html", ".htm", ""):
        raise Usage(out, "an exhibit is an HTML file", f"name it {out.with_suffix('.html').name}")
    if not bag and not out.is_dir():
        refuse_to_replace(out, force)
    made = exhibit(workspace_of(ctx), entry, out, bag=bag, force=force)
    for note in made.notes:
        say(note)
    say(f"the exhibit of {made.permalink} stands in {made.out}")
    ctx.exit(Status.DAMAGE if made.damaged else Status.DONE)


@click.command("prove")
@click.argument("draft", metavar="DRAFT | -", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--html", metavar="FILE", type=click.Path(path_type=Path), help="Write the draft with what was found.")
@replacing
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def prove_command(ctx: click.Context, draft: Path, html: Path | None, force: bool, as_json: bool) -> None:
    """Hold the quotations and claims of time of a draft against the archive.

    DRAFT is plain text, Markdown, or (with the extra “docx”) a Word document. What it quotes is looked up in all
    wordings of all entries; “by noon on 8 March 2022 … had reported” is held against what is shown to exist by then.
    """
    if html is not None:
        refuse_to_replace(html, force)
    data = sys.stdin.buffer.read() if str(draft) == "-" else None
    text = read_draft(draft, data)
    name = "the draft" if data is not None else draft.name
    proof = prove(workspace_of(ctx), text, progress=progress_bar)
    for note in proof.notes:
        say(note)
    if as_json:
        print_json(plain_proof(proof, name))
    elif proof.checked:
        _print_checked(proof)
    if html is not None:
        disk.write(html, proof_page(proof, name))
        say(f"the draft with what was found stands in {html}")
    say(_sum_up(proof))
    ctx.exit(Status.DONE if proof.is_sound and proof.checked else Status.NOTHING_FOUND)


def _print_checked(proof: Proof) -> None:
    told = [tell_checked(each, number, proof) for number, each in enumerate(proof.checked, start=1)]
    print_table(
        ("#", "verdict", "quoted", "in"),
        [(str(each.number), f"{each.sign} {each.verdict}", _short(each.quoted), each.permalink or "") for each in told],
    )
    click.echo()
    for each in told:
        for line in each.lines:
            click.echo(f"{each.number}: {one_line(line)}")


def _sum_up(proof: Proof) -> str:
    if not proof.checked:
        return "nothing is quoted in it, and no time is claimed"
    counts = Counter(each.verdict for each in proof.checked)
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
    quotations = sum(each.quote is not None for each in proof.checked)
    claims = len(proof.checked) - quotations
    besides = f" and {counted(claims, 'claim')} of time without one" if claims else ""
    return f"{counted(quotations, 'quotation')}{besides}: {told}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57].rpartition(' ')[0] or line[:57]} …"
