"""What stands in site/ that is no longer made? It is removed, if it is of the kinds that are written there.

What is not of these kinds (a CNAME, a picture, a dotfile) belongs to somebody else and stays. So do pages right in
site/ that have none of our names, such as the one by which a search engine knows whose a site is.
"""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path

from backfile import disk
from backfile.site import urls
from backfile.site.looks import ENDINGS

README = "README.md"  # of the folder site/ itself: `init` made it
KINDS = (".html", ".md", ".css", ".js", disk.PART)
PAGES = (urls.HOME, urls.SEARCH, urls.ABOUT, urls.CHANGES, urls.NOT_FOUND)  # right in site/
NAMES = re.compile(  # ours, of kinds that others write too
    r"entries-over-time\.svg|feed\.(?:xml|json)|sitemap(?:-\d+)?\.xml|robots\.txt"
)


def sweep_folder(site: Path, name: str, written: Container[str]) -> int:
    """Remove the files of our kinds in a folder of the site, or the file of that name, that are not `written` (paths
    from the top of the site), and folders that this empties. Gives how many files were removed."""
    path = site / name
    if name.startswith(".") or path.is_symlink() or (name == README and path.is_file()):
        return 0
    below = [f"{name}/{file}" for file in disk.names(path)] if path.is_dir() else [name]
    away = [file for file in below if file not in written and _is_ours(file)]
    for file in away:
        disk.remove(site / file)
    if path.is_dir() and (away or not below):
        disk.sweep(path)
        if not any(path.iterdir()):
            disk.remove(path)
    return len(away)


def _is_ours(file: str) -> bool:
    parts = file.split("/")
    ending = Path(parts[-1]).suffix
    if ending == disk.OLD_PART:
        return _is_ours(file.removesuffix(disk.OLD_PART))
    if len(parts) == 1 and ending in KINDS:
        return file in PAGES or ending == disk.PART
    copied = parts[0] == urls.ASSETS and ending.lower() in ENDINGS
    known = copied or ending in KINDS or NAMES.fullmatch(parts[-1]) is not None
    return known and not any(part.startswith(".") for part in parts)
