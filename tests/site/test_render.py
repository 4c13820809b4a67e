"""Templates escape everything, and spell out what steers, whoever forgets to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from backfile.site import render
from backfile.site.render import render_page


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty theme in place of the site's own."""
    monkeypatch.setattr(render, "THEME", tmp_path)
    render._environment.cache_clear()
    yield tmp_path
    render._environment.cache_clear()


def test_values_are_escaped_and_what_steers_is_spelled_out(theme: Path) -> None:
    (theme / "t.html").write_text('<p title="{{ value }}">{{ value }}</p>', encoding="utf-8")
    assert render_page("t.html", "a.html", value='<b>"\u202e') == (
        '<p title="&lt;b&gt;&#34;&lt;U+202E&gt;">&lt;b&gt;&#34;&lt;U+202E&gt;</p>'
    )


def test_html_that_is_marked_safe_passes(theme: Path) -> None:
    (theme / "t.html").write_text("{{ value|safe }}{{ number }}", encoding="utf-8")
    assert render_page("t.html", "a.html", value="<p>x</p>", number=3) == "<p>x</p>3"


def test_a_value_that_is_missing_is_a_fault(theme: Path) -> None:
    (theme / "t.html").write_text("{{ missing }}", encoding="utf-8")
    with pytest.raises(UndefinedError):
        render_page("t.html", "a.html")


def test_links_to_the_sites_own_pages_are_relative_to_the_page(theme: Path) -> None:
    (theme / "t.html").write_text("{{ to.home }} {{ to.style }}", encoding="utf-8")
    assert render_page("t.html", "storm/quay.html") == "../index.html ../assets/style.css"
    assert render_page("t.html", "about.html") == "index.html assets/style.css"
