"""What do hosts of static sites take? Their limits, as they document them; who passes one is told before the upload.

Looked up in 2026. Limits change: the addresses say where to look again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MB, GB = 1_000_000, 1_000_000_000
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host's free plan. A limit that it does not have, or does not tell, is None. Sizes are in bytes."""

    name: str
    site: int | None = None
    file: int | None = None
    files: int | None = None
    files_in_folder: int | None = None
    told: str


HOSTS = (
    Host(
        name="GitHub Pages",
        site=1 * GB,  # "published sites may be no larger than 1 GB"
        file=100 * MB,  # what Git itself is refused there, in "About large files on GitHub"
        told="https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits",
    ),
    Host(
        name="Cloudflare Pages",
        files=20_000,  # of the free plan
        file=25 * MIB,
        told="https://developers.cloudflare.com/pages/platform/limits/",
    ),
    Host(
        name="Netlify",
        files_in_folder=54_000,  # as its support says; its documents give no size of a site
        told="https://answers.netlify.com/",
    ),
    Host(
        name="GitLab Pages",
        site=1 * GB,  # of gitlab.com; a GitLab of one's own sets its own
        files=200_000,  # folders count too
        told="https://docs.gitlab.com/user/gitlab_com/#gitlab-pages",
    ),
    Host(
        name="Neocities",
        site=1 * GB,  # of the free plan
        told="https://neocities.org/supporter",
    ),
)


def passed_limits(host: Host, *, site: int, largest: int, files: int, fullest: int) -> Iterator[str]:
    """What of a site is too much for a host, in words.

    `site` and `largest` (file) are bytes, `files` counts all, `fullest` those of the folder that holds most.

    >>> list(passed_limits(HOSTS[1], site=1, largest=1, files=20_001, fullest=1))
    ['Cloudflare Pages: 20,001 files, and it takes 20,000']
    """
    if host.site is not None and site > host.site:
        yield f"{host.name}: {site / MB:,.0f} MB, and it takes {host.site / MB:,.0f} MB"
    if host.file is not None and largest > host.file:
        yield f"{host.name}: a file of {largest / MB:,.1f} MB, and it takes {host.file / MB:,.1f} MB"
    if host.files is not None and files > host.files:
        yield f"{host.name}: {files:,} files, and it takes {host.files:,}"
    if host.files_in_folder is not None and fullest > host.files_in_folder:
        yield f"{host.name}: {fullest:,} files in one folder, and it takes {host.files_in_folder:,}"
