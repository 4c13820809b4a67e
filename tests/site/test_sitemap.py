"""Is the sitemap what sitemaps.org asks for, and does it name what may be found, and no more?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from backfile.site.sitemap import LONGEST, sitemap_files
from backfile.workspace.settings import Settings
from tests.site.published import BASE, FULL, build

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LARGEST = 50 * 1024 * 1024  # bytes of one sitemap


def addresses(text: str, root: str = "urlset", each: str = "url") -> list[str]:
    """The addresses of a sitemap that keeps the rules of its schema."""
    assert len(text.encode()) <= LARGEST
    tree = ElementTree.fromstring(text.encode())
    assert tree.tag == NAMESPACE + root
    assert 1 <= len(tree) <= LONGEST
    found = []
    for element in tree:
        assert element.tag == NAMESPACE + each
        assert [child.tag for child in element] == [f"{NAMESPACE}loc"]
        found.append(element[0].text or "")
    assert all(address.startswith(BASE) and len(address) < 2048 and address.isascii() for address in found)
    assert len(set(found)) == len(found)
    return found


def test_every_page_that_may_be_found_is_named(tmp_path: Path) -> None:
    files = build(tmp_path)
    pages = {
        BASE + (path.removesuffix("index.html") if path.endswith(("/index.html",)) or path == "index.html" else path)
        for path in files
        if path.endswith(".html") and path != "404.html"
    }
    assert set(addresses(files["sitemap.xml"])) == pages
    for path, text in files.items():
        if path.endswith(".html"):
            assert ("noindex" in text) is (path == "404.html"), path


def test_a_private_live_blog_is_not_named_and_asks_to_be_left_out(tmp_path: Path) -> None:
    files = build(tmp_path, replace(FULL, liveblogs={"valley-count": "private"}))
    assert "valley-count" not in files["sitemap.xml"]
    for path, text in files.items():
        if path.endswith(".html"):
            assert ("noindex" in text) is (path == "404.html" or path.startswith("valley-count/")), path


def test_a_published_live_blog_of_a_private_archive_is_named_alone(tmp_path: Path) -> None:
    files = build(tmp_path, replace(FULL, publish="private", liveblogs={"valley-count": "full"}))
    assert all(address.startswith(f"{BASE}valley-count/") for address in addresses(files["sitemap.xml"]))
    assert "noindex" in files["index.html"]
    assert "noindex" not in files["valley-count/index.html"]


def test_a_long_sitemap_is_parted_and_has_an_index() -> None:
    paths = [f"blog/entry-{number}.html" for number in range(2 * LONGEST + 1)]
    files = dict(sitemap_files(paths, ["blog"], FULL))
    assert addresses(files["sitemap.xml"], "sitemapindex", "sitemap") == [
        f"{BASE}sitemap-{number}.xml" for number in (1, 2, 3)
    ]
    parts = [addresses(files[f"sitemap-{number}.xml"]) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [LONGEST, LONGEST, 1]
    assert {address for part in parts for address in part} == {BASE + path for path in paths}


def test_robots_may_fetch_everything_and_are_told_of_the_sitemap(tmp_path: Path) -> None:
    robots = RobotFileParser()
    robots.parse(build(tmp_path)["robots.txt"].splitlines())
    assert robots.can_fetch("anybody", f"{BASE}valley-count/index.html")  # or it could not read its noindex
    assert robots.site_maps() == [f"{BASE}sitemap.xml"]


@pytest.mark.parametrize("settings", [Settings(), replace(FULL, base_url=""), replace(FULL, publish="private")])
def test_what_is_private_or_has_no_address_has_none(tmp_path: Path, settings: Settings) -> None:
    files = build(tmp_path, settings)
    assert not [path for path in files if path.endswith((".xml", ".txt"))]
    assert {".nojekyll", "404.html"} <= files.keys()
