"""The site of the sample, built once, and a browser to look at it with."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.workspace.settings import Settings
from tests.browser import Browser, find_browser
from tests.site.sample import COVERAGES, write_site

SETTINGS = Settings(title="The Orrin live archive")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample's live blogs. No test may change it."""
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, COVERAGES, SETTINGS)
    return folder


@pytest.fixture(scope="session")
def browser() -> Browser:
    return find_browser()
