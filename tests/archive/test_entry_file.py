"""Does an entry become files that hold all of it, and the files the entry again, whatever its words are?"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.archive.entry_file import dump_entry, load_entry, revision_name
from backfile.errors import Damage
from backfile.model.capture import digest
from backfile.model.entry import Entry, Revision
from backfile.model.observation import Provenance
from backfile.model.time import Time
from backfile.text.markdown import escape
from backfile.text.slug import Slug
from tests.archive.readings import minute

LIVEBLOG, SLUG = Slug("river"), Slug("the-weir")
PLACE = Provenance(capture=digest("x"), part="text", start=3, end=9, displayed=True)
HOSTILE = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from("---\n:#\"'\\ \r\t\0\x85\u2028ažno<&*")
)


def entry_of(*bodies: str, **facts: object) -> Entry:
    revisions = tuple(
        Revision(
            number=number,
            headline=f"The weir {number}",
            body=body,
            provenance=(PLACE,) * number,
            updated=cast(Time | None, facts.get("updated")),
        )
        for number, body in enumerate(bodies, start=1)
    )
    plain = Entry(
        slug=SLUG, keys=("id:1", "words:2"), basis="a test", byline=("Al Hart",), published=None, updated=None,
        revisions=revisions,
    )  # fmt: skip
    return replace(plain, **facts)  # type: ignore[arg-type]


def load_back(files: dict[str, str]) -> Entry:
    return load_entry(SLUG, files[f"{SLUG}.md"], lambda number: files[revision_name(SLUG, number)], "river/the-weir.md")


@given(
    st.lists(HOSTILE.map(escape), min_size=1, max_size=3),
    st.none() | HOSTILE,
    st.lists(HOSTILE, max_size=3).map(tuple),
    st.none() | st.just(minute("10:30")) | HOSTILE.map(lambda printed: Time(printed=printed)),
    st.lists(HOSTILE, max_size=3).map(tuple),
    st.sampled_from([None, "en", "no"]),
)
@example([escape("---\n---"), ""], "no", ("12:30",), None, ("yes", "12:30"), "no")
def test_an_entry_is_read_back_as_it_was_written(
    bodies: list[str],
    headline: str | None,
    byline: tuple[str, ...],
    published: Time | None,
    tags: tuple[str, ...],
    language: str | None,
) -> None:
    entry = entry_of(*bodies, byline=byline, published=published, updated=published, tags=tags, language=language)
    entry = replace(entry, revisions=(*entry.revisions[:-1], replace(entry.newest, headline=headline)))
    assert load_back(dump_entry(LIVEBLOG, entry)) == entry


def test_the_newest_words_stand_in_the_entrys_own_file_and_older_ones_beside_it() -> None:
    files = dump_entry(LIVEBLOG, entry_of("First.", "Second.", "Third."))
    assert list(files) == ["revisions/the-weir.1.md", "revisions/the-weir.2.md", "the-weir.md"]  # older ones first
    assert files["the-weir.md"].endswith("---\n\nThird.\n")
    assert files["revisions/the-weir.1.md"].endswith("---\n\nFirst.\n")
    assert all('permalink: "river/the-weir"\n' in text for text in files.values())


def test_a_body_that_somebody_changed_is_altered_and_never_passes_as_the_publishers() -> None:
    files = dump_entry(LIVEBLOG, entry_of("First.", "Second."))
    files["the-weir.md"] = files["the-weir.md"].replace("Second.", "Second, and more.")
    entry = load_back(files)
    assert entry.altered == entry.body == "Second, and more."
    assert load_back(dump_entry(LIVEBLOG, entry_of("First.", "Second."))).altered is None


def test_what_was_altered_is_written_and_stays_altered() -> None:
    entry = entry_of("First.", altered="First, and more.")
    assert load_back(dump_entry(LIVEBLOG, entry)).altered == "First, and more."


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_alter_nothing(end: str) -> None:
    files = dump_entry(LIVEBLOG, entry_of("First.\n\nAnd a second."))
    assert load_back({name: text.replace("\n", end) for name, text in files.items()}).altered is None


def test_a_headline_written_by_hand_without_quotes_is_that_headline() -> None:
    files = dump_entry(LIVEBLOG, entry_of("First."))
    files["the-weir.md"] = files["the-weir.md"].replace('headline: "The weir 1"', "headline: No, it holds")
    assert load_back(files).headline == "No, it holds"
    assert load_back(files).altered == "First.", "what a person wrote never passes as the publisher's"


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ('byline: ["Al Hart"]', 'byline: ["Winston Smith"]'),
        ("published: null", 'published: {"printed": "1984"}'),
        ('tags: ["Weir"]', "tags: []"),
        ('tags: ["Weir"]\n', ""),
        ('language: "en"', 'language: "de"'),
        ('language: "en"\n', ""),
    ],
)
def test_a_fact_that_somebody_changed_makes_the_entry_altered(said: str, instead: str) -> None:
    files = dump_entry(LIVEBLOG, entry_of("First.", tags=("Weir",), language="en"))
    assert said in files["the-weir.md"]
    files["the-weir.md"] = files["the-weir.md"].replace(said, instead)
    assert load_back(files).altered == "First."


@pytest.mark.parametrize(
    "fact", ["keys", "basis", "byline", "published", "updated", "revision", "headline", "provenance"]
)
def test_a_fact_that_is_missing_or_of_another_kind_is_named(fact: str) -> None:
    files = dump_entry(LIVEBLOG, entry_of("First."))
    lines = files["the-weir.md"].splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f"{fact}: ")]
    with pytest.raises(Damage, match=rf"river/the-weir\.md: does not say its “{fact}”; restore it from a backup"):
        load_back({"the-weir.md": "".join(kept)})
    wrong = [f'{fact}: {{"x": 1}}\n' if line.startswith(f"{fact}: ") else line for line in lines]
    with pytest.raises(Damage, match=rf"river/the-weir\.md, “{fact}”: is not as Backfile wrote it"):
        load_back({"the-weir.md": "".join(wrong)})


BEFORE_TAGS = f"""\
---
permalink: "river/the-weir"
keys: ["id:1", "words:2"]
basis: "a test"
headline: "The weir 1"
byline: ["Al Hart"]
published: null
updated: null
withdrawn: null
facts_sha256: "41d12f471927703b7bfcaf9d9852de85cba1ac5d79d1ab6a604117c9abe2be21"
revision: 1
provenance: [{{"capture": "{digest("x")}", "part": "text", "start": 3, "end": 9, "displayed": true}}]
body_sha256: "{digest("First.")}"
---

First.
"""
"""As entries were written before they had tags and a language."""


def test_an_entry_written_before_there_were_tags_and_languages_is_read_and_is_not_altered() -> None:
    entry = load_back({"the-weir.md": BEFORE_TAGS})
    assert (entry.tags, entry.language, entry.altered) == ((), None, None)
    assert entry == entry_of("First.")


@pytest.mark.parametrize("line", ['language: "de"', 'tags: ["Weir"]', "language: null"])
def test_a_line_that_somebody_added_to_such_an_entry_makes_it_altered(line: str) -> None:
    added = BEFORE_TAGS.replace("withdrawn: null\n", f"withdrawn: null\n{line}\n")
    assert load_back({"the-weir.md": added}).altered == "First."


@pytest.mark.parametrize("line", ["tags: null", 'tags: [{"x": 1}]', "language: 7"])
def test_tags_or_a_language_of_another_kind_are_damage(line: str) -> None:
    name = line.partition(":")[0]
    with pytest.raises(Damage, match=rf"river/the-weir\.md, “{name}”: is not as Backfile wrote it"):
        load_back({"the-weir.md": BEFORE_TAGS.replace("withdrawn: null\n", f"withdrawn: null\n{line}\n")})


def test_damage_in_an_older_revision_names_it() -> None:
    files = dump_entry(LIVEBLOG, entry_of("First.", "Second."))
    files["revisions/the-weir.1.md"] = "First."
    with pytest.raises(Damage, match=r"revisions/the-weir\.1\.md: has no head"):
        load_back(files)
