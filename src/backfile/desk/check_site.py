"""May the site be published as it is? How large it is, which host would take it, whom it exposes, which link is broken.

The files in site/ are read as they stand, those of somebody else too: what is checked is what would be uploaded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backfile import disk
from backfile.errors import NotFound
from backfile.model.progress import Progress, silent
from backfile.site.checks import find_mailboxes, find_telephones, read_page, target_of
from backfile.site.hosts import HOSTS, passed_limits
from backfile.site.urls import HOME, below
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings

CLUSTER = 128 * 1024
"""Bytes that the smallest file takes on a USB stick: exFAT, as sticks of more than 32 GB come formatted."""

_NEVER_PUBLISHED = (".git", "README.md")  # of the folder site/ itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something on a page that a person should look at, and all pages that have it, sorted."""

    text: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCheck:
    """What a check found. Sizes are in bytes; `on_a_stick` counts whole clusters."""

    files: int
    pages: int
    bytes: int
    on_a_stick: int
    largest: str
    largest_bytes: int
    limits: tuple[str, ...]  # that hosts have and the site passes
    mailboxes: tuple[Found, ...]
    telephones: tuple[Found, ...]
    broken: tuple[Found, ...]  # links; the text is the link

    @property
    def clean(self) -> bool:
        return not (self.limits or self.mailboxes or self.telephones or self.broken)


def check_site(workspace: Workspace, *, progress: Progress = silent) -> SiteCheck:
    """Check the site as it was built last. Raises NotFound where there is none."""
    if not (workspace.site / HOME).is_file():
        raise NotFound(workspace.site, "the site is not built yet", "build it with: backfile build")
    settings = read_settings(workspace.root)
    sizes: dict[str, int] = {}
    for file in disk.walk(workspace.site):
        path = file.relative_to(workspace.site).as_posix()
        if path.partition("/")[0] not in _NEVER_PUBLISHED:
            with disk.plainly(file, "read"):
                sizes[path] = file.stat().st_size
    pages = [path for path in sizes if path.endswith(".html")]
    ids: dict[str, set[str]] = {}
    asked: list[tuple[str, str, tuple[str, str]]] = []
    mailboxes: dict[str, set[str]] = {}
    telephones: dict[str, set[str]] = {}
    given = f"{settings.rights} {settings.contact}"  # whoever publishes gave these for everyone to see
    top = below(settings.base_url)
    for path in progress("checking", pages):
        page = read_page(disk.read_text(workspace.site / path))
        ids[path] = page.ids
        links = ((link, target_of(path, link, top)) for link in dict.fromkeys(page.links))
        asked += [(path, link, target) for link, target in links if target is not None]
        for text in find_mailboxes(page.text):
            if text not in given:
                mailboxes.setdefault(text, set()).add(path)
        for text in find_telephones(page.text):
            if text not in given:
                telephones.setdefault(text, set()).add(path)
    largest = max(sizes, key=lambda path: sizes[path])
    return SiteCheck(
        files=len(sizes),
        pages=len(pages),
        bytes=sum(sizes.values()),
        on_a_stick=sum(-(-size // CLUSTER) * CLUSTER for size in sizes.values()),
        largest=largest,
        largest_bytes=sizes[largest],
        limits=tuple(_limits(sizes)),
        mailboxes=_found(mailboxes),
        telephones=_found(telephones),
        broken=_found(_broken(asked, sizes, ids)),
    )


def _limits(sizes: Mapping[str, int]) -> list[str]:
    folders = Counter(path.rpartition("/")[0] for path in sizes)
    return [
        line
        for host in HOSTS
        for line in passed_limits(
            host,
            site=sum(sizes.values()),
            largest=max(sizes.values()),
            files=len(sizes),
            fullest=max(folders.values()),
        )
    ]


def _broken(
    asked: Iterable[tuple[str, str, tuple[str, str]]], held: Mapping[str, int], ids: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    """The links that lead to no file of the site, or to no id in it, each with its pages."""
    broken: dict[str, set[str]] = {}
    for path, link, (target, fragment) in asked:
        known = ids.get(target)
        if target not in held or (fragment and known is not None and fragment not in known):
            broken.setdefault(link, set()).add(path)
    return broken


def _found(pages_of: Mapping[str, set[str]]) -> tuple[Found, ...]:
    return tuple(Found(text=text, pages=tuple(sorted(pages_of[text]))) for text in sorted(pages_of))
