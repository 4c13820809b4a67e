"""What the browser searches in: scripts of one call each, that nothing a text holds can end, and that change little."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from backfile.index.postings import collect_postings
from backfile.model.search import FIELDS, Document, Postings
from backfile.model.time import Basis, Precision, Time
from backfile.site.search_data import search_data
from backfile.site.shards.documents import texts_in_shard
from backfile.site.shown import STEERING
from backfile.workspace.settings import Settings
from tests.browser import Browser
from tests.index.corpus import document
from tests.site.sample import COVERAGES, STORM_NIGHT, entry, postings

SETTINGS = Settings(zone="Europe/Kyiv")


def load(script: str) -> tuple[str, Any]:
    """The name that a shard is handed over by, and what it holds."""
    assert script.startswith("backfileSearch.put(")
    assert script.endswith(");\n")
    name, held = json.loads(f"[{script.removeprefix('backfileSearch.put(').removesuffix(chr(41) + ';' + chr(10))}]")
    return name, held


def read(held: Postings, settings: Settings = SETTINGS) -> dict[str, Any]:
    """What each shard holds, by its name."""
    shards = {}
    for name, script in search_data(held, settings):
        called, its = load(script or "")
        assert called == name
        assert name not in shards
        shards[name] = its
    return shards


def of_text(text: str) -> Postings:
    return postings([replace(STORM_NIGHT, entries=(entry(text, text, name="a"),))])


def test_the_head_says_what_every_search_needs() -> None:
    head = read(postings())["head"]
    assert head["documents"] == 8
    assert head["held"] == [*FIELDS, "liveblog", "publisher"]
    assert head["languages"] == ["en"]
    assert head["labels"] == sorted(head["labels"])
    assert {"is:altered", "is:edited", "has:byline"} <= set(head["labels"])
    assert head["wording"]["language"] == "en"


def test_the_zone_is_told_as_the_command_line_tells_it() -> None:
    for zone, name in [("Europe/Kyiv", "Europe/Kyiv"), ("UTC", "UTC"), ("Z", "UTC"), ("-05:30", "UTC-05:30")]:
        head = read(postings([]), Settings(zone=zone))["head"]
        assert (head["zone"], head["zone_name"]) == (zone, name)


def test_the_language_of_the_most_entries_comes_first() -> None:
    documents = [replace(document("a", name=f"b/{at}"), language=code) for at, code in enumerate(("fr", "en", "fr"))]
    assert read(collect_postings(documents, "en"))["head"]["languages"] == ["fr", "en"]


def test_an_empty_archive_has_shards_too() -> None:
    shards = read(postings([]))
    assert (shards["head"]["documents"], shards["head"]["cuts"], shards["head"]["held"]) == (0, "", [])
    assert shards["times"] == {"begins": [], "undated": ""}
    assert shards["facets"] == {"liveblogs": [], "bylines": [], "tags": []}


@given(st.text(st.characters(exclude_categories=())))
@example("</script><script>alert(1)</script><!--")
@example("\u2028\u2029\x00\x1b\u202e\ud800\U0001ffff")
@example("__proto__ constructor hasOwnProperty")
def test_no_text_ends_a_script_or_steers_who_reads_it(text: str) -> None:
    held = of_text(text)
    for _, script in search_data(held, SETTINGS):
        assert script is not None
        for character in "<\u2028\u2029\u202e\x00\x1b":
            assert character not in script
        script.encode("utf-8")
    assert read(held)["texts-0"] == [held.documents[0].text]


def test_the_shards_are_the_same_each_time() -> None:
    assert dict(search_data(postings(), SETTINGS)) == dict(search_data(postings(COVERAGES), SETTINGS))


def many(number: int) -> Iterator[Document]:
    """Entries of a made-up language, its words as often as those of a real one: few often, most of them seldom."""
    chance = random.Random(3)
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(6_000)]
    for at in range(number):
        text = " ".join(words[int(len(words) ** chance.random())] for _ in range(80))
        yield document(text, " ".join(chance.choices(words, k=5)), name=f"live-{at // 50:03}/{at:05}")


def at(number: int) -> Time:
    """A time in the order of the numbers, some an hour."""
    instant = datetime(2022, 1, 1, tzinfo=UTC) + timedelta(minutes=17 * number)
    return Time(printed="x", instant=instant, precision=Precision.MINUTE, basis=Basis.OFFSET)


def test_an_entry_that_changes_writes_anew_only_the_shards_that_hold_it_and_its_words() -> None:
    documents = list(many(1_000))
    before = dict(search_data(collect_postings(documents, "en"), SETTINGS))
    words = documents[500].text.split()
    documents[500] = replace(documents[500], text=" ".join([*words[:-1], words[0]]))  # as long as it was
    after = dict(search_data(collect_postings(documents, "en"), SETTINGS))
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert len(before) > 80
    families = sorted(name.partition("-")[0] for name in changed)
    assert families.count("texts") == 1
    assert set(families) <= {"texts", "terms", "word", "places"}
    # A word less, another word once more, and the positions of one word.
    assert len(changed) <= 6, sorted(changed)


def test_an_entry_that_is_added_writes_anew_only_the_shards_that_are_to_hold_it_and_its_words() -> None:
    documents = [replace(each, published=at(number)) for number, each in enumerate(many(3_000))]
    new = documents.pop(1_234)
    standing = collect_postings(documents, "en")
    before = dict(search_data(standing, SETTINGS))
    after = dict(search_data(collect_postings([*documents, new], "en", before=standing.permalinks), SETTINGS))
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    families = Counter(name.partition("-")[0] for name in changed)
    words = {*new.text.split(), *(new.headline or "").split()}
    assert (families["rows"], families["texts"], families["times"]) == (1, 1, 1)
    assert {"head", "order", "facets"} <= set(changed)
    of_words = families["terms"] + families["word"] + families["places"]
    assert of_words <= 3 * len(words), families
    others = set(families) - {"rows", "texts", "times", "head", "order", "facets", "terms", "word", "places"}
    assert others <= {"label"}
    assert families["rows"] + families["texts"] < sum(name.startswith(("rows-", "texts-")) for name in before) / 20


def test_an_entry_that_is_gone_moves_one_other() -> None:
    documents = list(many(1_000))
    standing = collect_postings(documents, "en")
    before = dict(search_data(standing, SETTINGS))
    after = dict(
        search_data(collect_postings(documents[:500] + documents[501:], "en", before=standing.permalinks), SETTINGS)
    )
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    assert {name for name in changed if name.startswith("texts-")} == {
        f"texts-{number // texts_in_shard(1_000)}" for number in (500, 999)
    }


def test_a_new_word_moves_no_shard_but_its_own() -> None:
    documents = list(many(1_000))
    before = dict(search_data(collect_postings(documents, "en"), SETTINGS))
    documents[0] = replace(documents[0], text=documents[0].text + " zeppelin")
    after = dict(search_data(collect_postings(documents, "en"), SETTINGS))
    kept = [name for name in before if before[name] == after.get(name)]
    # The entry's length stands with each of its words, and nowhere else.
    assert len(kept) > len(before) // 3
    assert before.keys() - after.keys() == set()


def test_what_steers_is_named_as_everywhere(browser: Browser, tmp_path: Path) -> None:
    """The script's class of characters is the one that pages are made with."""
    told = json.dumps([read(postings())["head"]["steering"], STEERING])
    script = f"""
    const [ours, theirs] = {told}.map((held) => new RegExp(`^[${{held}}]$`, "u"));
    const all = Array.from({{ length: 0x110000 }}, (_, point) => point);
    const isOdd = (sign) => ours.test(sign) !== theirs.test(sign);
    const differ = all.filter((point) => isOdd(String.fromCodePoint(point)));
    document.body.textContent = `differ: ${{differ.length}} of ${{all.length}}`;
    """
    (tmp_path / "page.html").write_text(f"<!doctype html><body><script>{script}</script>", encoding="utf-8")
    assert "differ: 0 of 1114112" in browser.dump_dom((tmp_path / "page.html").as_uri())
