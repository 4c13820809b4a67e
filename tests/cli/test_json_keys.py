"""Does docs/python.md name every key that a command prints with --json?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from backfile.cli.main import COMMANDS, backfile
from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, MATCH, SANDBAGS

TABLE = Path(__file__).parents[2] / "docs" / "python.md"
OTHERS = ("csl", "was", "now", "steps", "facets")
"""Keys whose values have keys that are no names of ours: CSL-JSON, what is known of a capture, what is counted by."""


def keys(plain: object) -> Iterator[str]:
    """All keys of plain data, at any depth."""
    if isinstance(plain, dict):
        yield from plain
        plain = [held for name, held in plain.items() if name not in OTHERS]
    if isinstance(plain, list):
        for each in plain:
            yield from keys(each)


def documented() -> dict[str, set[str]]:
    """The keys in each row of the tables, by what the row is of; those that it refers to included."""
    text = TABLE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z -]+)` \| (.*) \|$", text[text.index("## What `--json` prints") :], re.MULTILINE)
    own = {name: (set(re.findall(r"`([a-z_0-9]+)`", told)), re.findall(r"\*([a-z -]+)\*", told)) for name, told in rows}

    def whole(name: str) -> set[str]:
        held, others = own[name]
        return held.union(*(whole(other) for other in others))

    return {name: whole(name) for name in own}


def test_every_key_that_a_command_prints_stands_in_the_documentation(run: Run, workspace: Workspace) -> None:
    for name, text in (("one.txt", FLOOD), ("two.txt", FLOOD_LATER), ("match.txt", MATCH)):
        (workspace.root.parent / name).write_text(text, encoding="utf-8")
    draft = workspace.root.parent / "draft.md"
    draft.write_text("“The bell of the ferry was found in the mud by two divers” on 9 March 2022", "utf-8")
    stated = ("--liveblog", FLOOD_BLOG, "--captured", "2022-03-11")
    one, two, match = (workspace.root.parent / name for name in ("one.txt", "two.txt", "match.txt"))
    asked: dict[str, list[tuple[object, ...]]] = {
        "add": [
            (one, "--captured", "2022-03-10"),
            (two, *stated),
            (match,),
        ],
        "inspect": [(one,)],
        "build": [()],
        "status": [()],
        "list liveblogs": [()],
        "list captures": [()],
        "list entries": [(), ("--as-of", "2022-03-10T23:59:59Z")],
        "search": [("ferry",), ("bread", "--explain", "--facet", "liveblog"), ("bread", "--as-of", "2022-03-12")],
        "similar": [(DIVERS,)],
        "show": [(BAKERS,), (BAKERS, "--source"), (DIVERS, "--as-of", "2022-03-12")],
        "history": [(BAKERS,), (FLOOD_BLOG,)],
        "diff": [(BAKERS,)],
        "changes": [()],
        "cite": [(BAKERS,)],
        "prove": [(draft,)],
        "correct": [(BAKERS, "--tag", "bread")],
        "withhold": [(SANDBAGS, "--reason", "Not ours.")],
        "release": [(SANDBAGS,)],
        "merge": [(BAKERS, SANDBAGS)],
        "split": [(BAKERS, "--revision", "1")],
        "amend": [("one.txt", "--publisher", "Gazette")],
        "reread": [("--dry-run",)],
        "verify": [()],
        "check-site": [()],
        "migrate": [()],
        "erase": [(DIVERS, "--reason", "Asked to.", "--yes")],
    }
    told, printed = documented(), {name: set[str]() for name in asked}
    for name, all_arguments in asked.items():
        for arguments in all_arguments:
            ended = run(*name.split()[:1], *name.split()[1:], *arguments, "--json")
            assert ended.status in (0, 1), (name, ended.err)
            printed[name] |= set(keys(ended.json))
            assert printed[name] <= told[name], (name, sorted(printed[name] - told[name]))
    assert all(printed.values())


def test_every_command_that_knows_json_has_a_row() -> None:
    with_json = {
        name
        for name in COMMANDS
        for each in getattr(backfile.get_command(click.Context(backfile), name), "params", ())
        if "--json" in each.opts
    }
    assert with_json - {"list"} <= documented().keys()
