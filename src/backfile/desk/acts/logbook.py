"""How does a command write down what it does to the record? One line before each change, by one clock.

A command that goes on where a stopped one left writes nothing down twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from backfile import __version__
from backfile.archive.corrections import read_decisions
from backfile.archive.fixity import manifest_digests
from backfile.archive.held import unfinished
from backfile.archive.manifest import Announce
from backfile.archive.store import replace_decisions
from backfile.model.capture import Digest
from backfile.model.decision import Decision
from backfile.model.plain import load
from backfile.seeds.shelf.log import LOG, Act, append_act, check_log, read_log
from backfile.text.slug import Slug
from backfile.workspace.catalogue import made_from
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import Settings

_SALT = 16  # bytes


class Logbook:
    """The log of one command. The caller holds the lock."""

    def __init__(self, workspace: Workspace, settings: Settings, command: str, now: datetime | None = None) -> None:
        self._seeds, self._archive = workspace.seeds, workspace.archive
        self._act = Act(
            time=(now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0),
            command=command,
            version=__version__,
            operator=settings.operator,
        )
        self._last: dict[str, str] = {}  # the list of each live blog's files that was written down last
        self._written: set[tuple[object, ...]] = set()  # what was, of which captures
        self._begun: dict[str, dict[str, Any]] = {}
        self._captures: set[str] = set()
        self.moves: list[dict[str, str]] = []  # captures that were on their way to another live blog
        self.last: dict[str, Any] = {}  # what the last line was about
        if made_from(workspace, "index") is None:  # a command was stopped, and may have written down what it did not do
            lines = read_log(self._seeds)
            for line in [] if any(check_log(lines)) else lines:  # a broken one is told by verify, and says nothing
                of = line.get("of", {})
                captures = of.get("captures", {})
                if "manifest" in of:
                    self._last[of["liveblog"]] = of["manifest"]
                    self._begun[of["liveblog"]] = of
                self._written.add((of.get("liveblog"), *sorted(captures.items()), of.get("manifest")))
                self._captures.update(captures.values())
                self.moves += [of["moved"]] if "moved" in of else []
                self.last = of

    @property
    def time(self) -> datetime:
        return self._act.time

    @property
    def operator(self) -> str:
        return self._act.operator

    def announcing(self, captures: Mapping[str, Digest] | None = None, **of: object) -> Announce:
        """What is told of a change to a live blog, and writes it down: the `captures` that it is about (digests by
        name), and whatever else."""

        def announce(liveblog: str, manifest: Digest) -> None:
            named = {"captures": dict(captures)} if captures else {}
            again = captures and not of and (liveblog, *sorted(captures.items()), manifest) in self._written
            if not again and self._last.get(liveblog) != manifest:
                self._write({"liveblog": liveblog, **named, **of, "manifest": manifest})
                self._last[liveblog] = manifest

        return announce

    def begun(self, liveblog: Slug) -> dict[str, Any]:
        """What the last line on a live blog says that was to be done, if that is not the state which it is in."""
        line = self._begun.get(liveblog, {})
        held = manifest_digests(self._archive, liveblog)
        return line if line.get("manifest") in held[-1:] else {}

    def note_captures(self, captures: Mapping[str, Digest], **of: object) -> None:
        """Write down that these captures are on the shelf, though nothing is read in them yet."""
        if not self._captures.issuperset(captures.values()):
            self._write({"captures": dict(captures), **of})

    def note(self, **of: object) -> None:
        """Write down what changes no live blog."""
        self._write(of)

    def _write(self, of: Mapping[str, object]) -> None:
        append_act(self._seeds, self._act, of, secrets.token_hex(_SALT))


def settle(workspace: Workspace, log: Logbook, touched: Iterable[Slug] = ()) -> list[Slug]:
    """Bring live blogs that a stopped command left between two states to one; gives which they were.

    Of those `touched` the log then says last how they are: one that was made again of its captures may have gone
    through states that were written down before.
    """
    left = [each for each in unfinished(workspace.archive) if (workspace.archive / each / "index.md").is_file()]
    for liveblog in left:
        announced = log.begun(liveblog)
        decisions = read_decisions(workspace.archive / liveblog)
        if "decision" in announced:  # it was written down what was decided, and perhaps not done
            decision = load(Decision, announced["decision"], LOG)
            decisions += [] if decision in decisions else [decision]
        replace_decisions(
            workspace.archive,
            liveblog,
            decisions,
            accepted=announced.get("accepted"),
            rather=announced.get("rather"),
            announce=log.announcing(settled=True),
        )
    for liveblog in sorted(touched):
        for manifest in manifest_digests(workspace.archive, liveblog):
            log.announcing(settled=True)(liveblog, manifest)
    return left
