"""Sites that are published, for the tests of what is said to programs: built from the sample, with an address."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from backfile.workspace.settings import Settings
from tests.site.sample import COVERAGES, write_site

BASE = "https://archive.example/live/"
FULL = Settings(
    title="The Orrin <live> archive",
    base_url=BASE,
    publish="full",
    rights="Kept for research & quotation",
    contact="desk@archive.example",
)
EXCERPT = replace(FULL, publish="excerpt")


def build(folder: Path, settings: Settings = FULL) -> dict[str, str]:
    """The files of the sample's site with these settings, by their paths."""
    write_site(folder, COVERAGES, settings)
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def data_of(page: str) -> Any:
    """The JSON-LD of a page; the element must be the only one of its kind, and end where it ends."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(text)
