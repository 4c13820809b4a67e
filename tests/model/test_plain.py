"""Does every value of the model come back from plain data as it was, and is anything else refused as damage?"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import backfile.model
from backfile.errors import Damage
from backfile.model.again import Place
from backfile.model.capture import Capture, Digest, Part, Told
from backfile.model.decision import Corrected, Decision
from backfile.model.entry import Coverage, Entry, Revision
from backfile.model.finding import Finding
from backfile.model.history import Event, History, Known, Later, LiveBlogHistory, Statements, Wording
from backfile.model.ledger import Label, Ledger, Span
from backfile.model.marks import Mark, Marks
from backfile.model.observation import Archived, Earlier, Keepers, LiveBlog, Observation, Provenance, Reading
from backfile.model.permalink import Permalink
from backfile.model.plain import dump, load
from backfile.model.search import Asked, Document, Hit, Postings, Reason, Results, Snippet
from backfile.model.time import Basis, Precision, Time
from backfile.text.slug import Slug, is_slug

# Strategies for every kind of value that is kept. Lists are short: what is tested is the shape, not the length.

texts = st.text(max_size=8)
names = st.none() | texts
numbers = st.integers(0, 2**40)
slugs = (
    st.lists(st.text("abc9", min_size=1, max_size=3), min_size=1, max_size=3).map("-".join).filter(is_slug).map(Slug)
)
paths = st.lists(st.text("ab c.…", min_size=1, max_size=4).filter(lambda part: part != ".."), min_size=1, max_size=3)
files = paths.map("/".join)
part_names = st.text("ab.:…", min_size=1, max_size=8)
digests = st.binary(min_size=32, max_size=32).map(lambda drawn: Digest(drawn.hex()))


def few(items: st.SearchStrategy[Any], least: int = 0, most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, min_size=least, max_size=most).map(tuple)


@st.composite
def accounts(draw: st.DrawFn) -> Ledger:
    ends = draw(st.lists(st.integers(1, 9999), unique=True, max_size=4).map(sorted))
    labels, keys = st.sampled_from(Label), names
    drawn = [
        Span(start=start, end=end, label=draw(labels), entry=draw(keys), reason=draw(texts))
        for start, end in zip([0, *ends], ends, strict=False)
    ]
    return Ledger(part=draw(texts), characters=max(ends, default=0), spans=tuple(drawn))


times = st.builds(
    Time,
    printed=texts,
    instant=st.datetimes(timezones=st.just(UTC)),
    precision=st.sampled_from(Precision),
    basis=st.sampled_from(Basis),
    source=texts,
) | st.builds(Time, printed=texts, precision=st.none() | st.sampled_from(Precision), source=texts, unclear=texts)
maybe_times = st.none() | times
spans = st.builds(Span, start=numbers, end=numbers, label=st.sampled_from(Label), entry=names, reason=texts)
parts = st.builds(Part, name=part_names, text=texts)
told = st.builds(
    Told,
    digest=digests,
    name=texts,
    format=texts,
    evidence=texts,
    export=digests,
    address=names,
    captured=maybe_times,
    doubted=maybe_times,
    through=few(digests),
    again_of=st.none() | digests,
)
captures = st.builds(
    Capture,
    digest=digests,
    name=files,
    size=numbers,
    format=texts,
    decoding=names,
    address=names,
    publisher=names,
    captured=maybe_times,
    zone=names,
    liveblog=names,
    recorder=names,
    told=st.none() | told,
    again_of=st.none() | digests,
)
provenances = st.builds(
    Provenance, capture=digests, part=part_names, start=numbers, end=numbers, displayed=st.booleans()
)
liveblogs = st.builds(LiveBlog, headline=names, summary=few(texts), publisher=names, address=names, publisher_id=names)
earlier_words = st.builds(Earlier, headline=names, body=texts, updated=maybe_times)
keepers = st.builds(
    Keepers,
    headline=names,
    byline=st.none() | few(texts),
    published=maybe_times,
    updated=maybe_times,
    tags=few(texts),
    text=names,
    altered=names,
    notes=few(texts),
)
archived = st.builds(
    Archived, permalink=texts, keys=few(texts), export=texts, places=few(few(provenances)), keepers=few(keepers)
)
observations = st.builds(
    Observation,
    publisher_id=names,
    headline=names,
    byline=few(texts),
    published=maybe_times,
    updated=maybe_times,
    body=texts,
    provenance=few(provenances),
    earlier=few(earlier_words),
    archived=st.none() | archived,
)
readings = st.builds(
    Reading,
    capture=captures,
    reader=texts,
    liveblog=liveblogs,
    entries=few(observations),
    parts=few(parts),
    ledgers=few(accounts()),
    warnings=few(texts),
)
revisions = st.builds(
    Revision, number=numbers, headline=names, body=texts, provenance=few(provenances), updated=maybe_times
)
entries = st.builds(
    Entry,
    slug=slugs,
    keys=few(texts, least=1),
    basis=texts,
    byline=few(texts),
    published=maybe_times,
    updated=maybe_times,
    revisions=few(revisions, least=1),
    altered=names,
)
coverages = st.builds(Coverage, slug=slugs, key=texts, liveblog=liveblogs, captures=few(captures), entries=few(entries))
documents = st.builds(
    Document,
    permalink=st.tuples(slugs, slugs).map(lambda pair: Permalink("/".join(pair))),
    liveblog=slugs,
    liveblog_headline=names,
    publisher=names,
    headline=names,
    byline=few(texts),
    text=texts,
    published=maybe_times,
    language=names,
    tags=few(texts),
    flags=few(texts),
    revision=numbers,
    newest=st.booleans(),
    altered=st.booleans(),
)
snippets = st.builds(Snippet, text=texts, marks=few(st.tuples(numbers, numbers)))
reasons = st.builds(
    Reason,
    term=texts,
    stands_for=few(texts),
    counts=few(numbers),
    context=st.booleans(),
    idf=numbers,
    impact=numbers,
    score=numbers,
)
hits = st.builds(Hit, document=documents, score=numbers, snippet=snippets, partly=st.booleans(), why=few(reasons))

decisions = st.builds(
    Decision,
    made=st.datetimes(timezones=st.just(UTC)),
    operator=texts,
    entry=st.none() | slugs,
    capture=st.none() | digests,
    headline=names,
    byline=st.none() | few(texts),
    published=maybe_times,
    updated=maybe_times,
    tags=few(texts),
    body=names,
    note=names,
    one=few(texts),
    apart=few(texts),
    apart_from=few(texts),
    withheld=names,
    released=st.booleans(),
)
findings = st.builds(Finding, code=texts, path=texts, fault=texts, mend=texts)

marks = st.builds(Mark, start=numbers, label=st.sampled_from(Label), entry=st.none() | numbers)
all_marks = st.builds(Marks, part=texts, text_sha256=digests, marks=few(marks))

KEPT: dict[type, st.SearchStrategy[Any]] = {
    Time: times,
    Span: spans,
    Ledger: accounts(),
    Part: parts,
    Told: told,
    Capture: captures,
    Provenance: provenances,
    LiveBlog: liveblogs,
    Earlier: earlier_words,
    Keepers: keepers,
    Archived: archived,
    Observation: observations,
    Reading: readings,
    Revision: revisions,
    Entry: entries,
    Coverage: coverages,
    Document: documents,
    Snippet: snippets,
    Reason: reasons,
    Hit: hits,
    Decision: decisions,
    Finding: findings,
    Mark: marks,
    Marks: all_marks,
}
NEVER_KEPT = {
    Asked,
    Corrected,
    Event,
    History,
    Known,
    Later,
    LiveBlogHistory,
    Place,
    Postings,
    Results,
    Statements,
    Wording,
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=5,
)
every_kind = pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)


def test_no_dataclass_of_the_model_is_forgotten_here() -> None:
    held = {
        value
        for module in iter_modules(backfile.model.__path__, "backfile.model.")
        for value in vars(import_module(module.name)).values()
        if isinstance(value, type) and is_dataclass(value)
    }
    assert held == {*KEPT, *NEVER_KEPT}


@every_kind
@settings(max_examples=40)
@given(data=st.data())
def test_a_value_comes_back_from_plain_data_and_from_json_as_it_was(kind: type, data: st.DataObject) -> None:
    value = data.draw(KEPT[kind])
    plain = dump(value)
    assert load(kind, plain, "here") == value
    assert json.loads(json.dumps(plain)) == plain, "plain data is what JSON can say, and no more"
    assert dump(load(kind, plain, "here")) == plain


@every_kind
@settings(max_examples=40)
@given(data=st.data())
def test_a_key_that_is_missing_takes_its_default_or_is_damage(kind: type, data: st.DataObject) -> None:
    plain = dump(data.draw(KEPT[kind]))
    gone = data.draw(st.sampled_from(fields(kind)))
    plain.pop(gone.name, None)  # what is empty may be left out
    needed = gone.default is MISSING
    try:
        loaded: object = load(kind, plain, "seeds/a.html.capture.json")
    except Damage as damage:
        assert needed or kind is Time, "only a time may not be made whole by its defaults"
        assert str(damage).startswith("seeds/a.html.capture.json: is not as Backfile wrote it (")
        assert str(damage).endswith("; restore it from a backup")
    else:
        assert not needed
        assert getattr(loaded, gone.name) == gone.default


@every_kind
@settings(max_examples=40)
@given(data=st.data())
def test_a_key_that_is_unknown_is_damage(kind: type, data: st.DataObject) -> None:
    plain = dump(data.draw(KEPT[kind])) | {"colour": data.draw(ANYTHING)}
    with pytest.raises(Damage, match="unknown key colour"):
        load(kind, plain, "here")


@every_kind
@settings(max_examples=40)
@given(plain=ANYTHING.filter(lambda plain: not isinstance(plain, dict)))
@example(plain={1: 2, "a": 3})
@example(plain={"": {}})
def test_what_is_no_mapping_of_the_kind_is_damage(kind: type, plain: Any) -> None:
    with pytest.raises(Damage, match=r"^here: is not as Backfile wrote it"):
        load(kind, plain, "here")


@every_kind
@settings(max_examples=40)
@given(data=st.data(), put=ANYTHING)
def test_whatever_stands_in_one_place_the_value_is_whole_or_it_is_damage(
    kind: type, data: st.DataObject, put: Any
) -> None:
    plain = dump(data.draw(KEPT[kind]))
    holder, at = data.draw(st.sampled_from(list(places(plain))))
    holder[at] = put
    try:
        loaded: object = load(kind, plain, "here")
    except Damage:
        return
    assert load(kind, dump(loaded), "here") == loaded
    assert holds(dump(loaded), plain)


@pytest.mark.parametrize(
    ("kind", "key", "wrong"),
    [
        (Capture, "size", True),
        (Capture, "size", 1.0),
        (Capture, "size", "1"),
        (Capture, "name", None),
        (Capture, "captured", "yesterday"),
        (Capture, "captured", {"printed": "", "instant": "2022-03-10", "precision": "hour", "basis": "zone named"}),
        (Capture, "captured", {"printed": "noon", "instant": "2022-03-10T12:00:00Z"}),
        (Capture, "captured", {"printed": "noon", "instant": "noon", "precision": "hour", "basis": "offset given"}),
        (Capture, "captured", {"printed": "noon", "instant": 5, "precision": "hour", "basis": "offset given"}),
        (Capture, "captured", {"printed": "noon", "precision": "fortnight"}),
        (Capture, "captured", {"printed": "noon", "precision": ["hour"]}),
        (Capture, "name", "../../id_rsa#1"),
        (Capture, "name", "may/../../id_rsa"),
        (Capture, "name", ".."),
        (Capture, "name", "/etc/passwd"),
        (Capture, "name", "..\\..\\key"),
        (Capture, "name", "C:\\key"),
        (Capture, "digest", "../../../../../../../../../../../../../../../../../../../../../root"),
        (Capture, "digest", "0" * 64 + "\n"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_damage(kind: type, key: str, wrong: Any) -> None:
    whole = {"digest": "0" * 64, "name": "a.html", "size": 1, "format": "html"}
    load(kind, whole, "here")
    with pytest.raises(Damage):
        load(kind, whole | {key: wrong}, "here")


@pytest.mark.parametrize("name", ["may/a.html", "a..b.html", "...", "..a/b", "a:b.html", "crawl.warc#512"])
def test_a_name_that_stays_below_the_folder_is_taken(name: str) -> None:
    whole = {"digest": "0" * 64, "name": name, "size": 1, "format": "html"}
    assert load(Capture, whole, "here").name == name


def test_a_part_is_called_by_no_path() -> None:
    with pytest.raises(Damage, match=r"“\.\./\.\./secret” has not the form"):
        load(Part, {"name": "../../secret", "text": ""}, "here")


def test_a_string_is_no_list_of_its_letters() -> None:
    with pytest.raises(Damage, match="a list was expected, not str"):
        load(LiveBlog, {"summary": "words"}, "here")


def test_a_ledger_with_a_hole_is_damage() -> None:
    with pytest.raises(Damage, match="ends at 0 of 5 characters"):
        load(Ledger, {"part": "text", "characters": 5, "spans": []}, "here")


def test_an_instant_is_written_in_utc_with_a_z() -> None:
    for zone in (UTC, ZoneInfo("Atlantic/Reykjavik")):
        instant = datetime(2022, 3, 10, 12, 0, 0, 5, tzinfo=zone)
        time = Time(printed="noon", instant=instant, precision=Precision.SECOND, basis=Basis.STATED)
        assert dump(time)["instant"] == "2022-03-10T12:00:00.000005Z"
        assert load(Time, dump(time), "here") == time


def places(plain: Any) -> Any:
    """(holder, key or number) of each place inside plain data, at any depth."""
    items = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    for at, inner in items:
        yield plain, at
        yield from places(inner)


INSTANTS = ("instant", "known", "until")


def holds(whole: Any, plain: Any) -> bool:
    """Whether all that stands in `plain` stands in `whole` too, which may add defaults and write instants its way."""
    if isinstance(plain, dict):
        return all(name in INSTANTS or holds(whole[name], inner) for name, inner in plain.items())
    if isinstance(plain, list):
        return len(whole) == len(plain) and all(map(holds, whole, plain))
    return type(whole) is type(plain) and bool(whole == plain)
