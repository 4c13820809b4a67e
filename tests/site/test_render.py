"""Templates escape everything, and spell out what steers, whoever forgets to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from backfile.site import render
from backfile.site.looks import SHIPPED
from backfile.site.render import _environment, render_page


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


@given(st.one_of(st.text(), st.text().map(Markup), st.integers(), st.none(), st.booleans()))
@example("‘Ferries’ & <b>\u202e\x00")
@example('it\'s "so"')
def test_what_a_template_shows_is_what_jinjas_own_way_gives(value: object) -> None:
    ours = _environment(SHIPPED)
    usual = Environment(autoescape=True, undefined=StrictUndefined, finalize=ours.finalize)
    for template in (
        "{{ it }}",
        "{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(it) }}{{ it ~ it }}",
        "{{ it|string|trim }}",
    ):
        assert ours.from_string(template).render(it=value) == usual.from_string(template).render(it=value)


def test_words_without_values_are_text_of_the_template_and_others_are_said_when_a_page_is_made() -> None:
    ours = _environment(SHIPPED)
    assert ours.compile('{{ say("search") }}', raw=True).count("say") == 0
    asked = '{{ say("search") }} {{ say("page_of", n=1, last="<2>") }}{{ other("search") }}{{ "say" }}'
    made = ours.from_string(asked).render(other=str.upper)
    assert made == "Search page 1 of &lt;2&gt;SEARCHsay"
    with pytest.raises(KeyError, match="serch"):
        ours.from_string('{{ say("serch") }}').render()
