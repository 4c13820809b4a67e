"""Which entries answer, in what order, and what is shown of them?

A search sees the newest revision of each entry, and counts only those, unless it is asked for all. The law of the
scores stands in score.py.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, tzinfo
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from backfile.index.evaluation import Evaluation
from backfile.index.matching import Documents
from backfile.index.opening import OpenIndex
from backfile.index.parse import Parsed
from backfile.index.query import (
    DATES,
    And,
    Everything,
    In,
    Labelled,
    Not,
    Or,
    Phrase,
    Query,
    Required,
    Undated,
    Word,
    nodes,
    replace_dates,
    write_query,
)
from backfile.index.snapshot import Snapshot
from backfile.index.snippets import Wanted, make_snippet
from backfile.index.suggest import FEW, suggest
from backfile.index.telling import draw_query
from backfile.index.variants import Variants
from backfile.model.permalink import Permalink
from backfile.model.search import AS_USUAL, FILTERS, Asked, Hit, Results, Snippet

if TYPE_CHECKING:
    from backfile.index.facets import Facet

FEWER = 10
"""Where fewer entries hold all of a question, and none does or it is LONG, those that hold a part of it follow."""

LONG = 4
"""Words of a question so long that entries that hold all of them cannot be all that was meant."""

EVERYWHERE = 8
"""A word that more than one in so many entries holds stands everywhere."""

FORMS_TOLD = 5
"""Other forms of a word that no entry holds, by name."""

MANY = 150_000
"""Postings that are gone through one by one, in all searches of an index together, before numpy is worth its import."""

FEW_POSTINGS = 500
"""Of so few postings a question is answered one by one all the same. (1,000 to 3,000 were measured to be alike.)"""

NO_SNIPPET = Snippet(text="")
NO_VARIANTS: Variants = MappingProxyType({})


def search(
    opened: OpenIndex,
    parsed: Parsed,
    written: str,
    asked: Asked = AS_USUAL,
    *,
    variants: Variants = NO_VARIANTS,
    zone: tzinfo = UTC,
) -> Results:
    """The entries that answer a parsed query; facets count by days of the zone. Raises Usage for one that asks for too
    much at once."""
    query = parsed.query
    snapshot = Snapshot(opened)
    among = None if asked.as_of is None else snapshot.shown_by(asked.as_of)
    evaluation = evaluation_of(query, snapshot, variants, all_revisions=asked.all_revisions, among=among)
    notes = [*parsed.notes, *_tell_variants(evaluation, query, variants)]
    if not asked.all_revisions and asked.as_of is None:  # where other words than the newest answer
        notes += _tell_unheld(evaluation, query, variants)
    suggestion = suggest(evaluation, query) if len(evaluation.matches(query)) < FEW else None
    notes += _tell_empty(evaluation, query)
    results = _answer(evaluation, query, written, tuple(notes), asked, zone, suggestion=suggestion)
    if asked.as_of is None:
        return results
    missed = evaluation_of(query, snapshot, variants, among=snapshot.missed_by(asked.as_of))
    return _with_later(results, missed, query, asked)


def evaluation_of(
    query: Query,
    snapshot: Snapshot,
    variants: Variants,
    *,
    all_revisions: bool = False,
    among: frozenset[int] | None = None,
) -> Evaluation:
    """What evaluates a query to a snapshot: one by one, or all at once where there is much to do, or has been.

    Importing numpy takes as long as going through MANY postings one by one. So that is done once a program has, where
    it was not imported for something else; and never for FEW_POSTINGS, for each step of what is done at once takes a
    while, however little there is to do.
    """
    plain = Evaluation(snapshot, variants, all_revisions=all_revisions, among=among)
    plain.check(query)
    work = plain.work(query)
    if work < FEW_POSTINGS or (snapshot.work(work) < MANY and "numpy" not in sys.modules):
        return plain
    from backfile.index.dense import DenseEvaluation

    return DenseEvaluation.like(plain)


def search_similar(opened: OpenIndex, permalink: Permalink, asked: Asked = AS_USUAL, *, zone: tzinfo = UTC) -> Results:
    """The entries that hold the most of an entry's most telling words, without itself; none where it is not indexed."""
    from backfile.index.similar import like, telling_words

    snapshot = Snapshot(opened)
    evaluation = Evaluation(snapshot, NO_VARIANTS)
    own = frozenset(snapshot.holders("permalink", permalink).documents) - snapshot.deleted - snapshot.older
    query = like([word for number in own for word in telling_words(evaluation, snapshot.document(number))])
    if query is None:
        return _answer(evaluation, Not(Everything()), permalink, (), asked, zone)
    return _answer(evaluation, query, permalink, (), asked, zone, without=own)


def _with_later(results: Results, missed: Evaluation, query: Query, asked: Asked) -> Results:
    """The results with entries that answer in words which may be later than what is asked for, apart."""
    matches = missed.matches(query)
    later = tuple(_hits(missed, query, matches, asked, 0, asked.limit))
    return replace(results, as_of=asked.as_of, later=later, later_total=len(matches))


def loosen(query: Query, evaluation: Evaluation, held: int) -> Query | None:
    """The query with any instead of all of its words, for entries that follow the few that are `held`; None where
    nothing is to follow.

    Of a question of two words that something answers, one word is no answer; nor is one that stands everywhere, where
    others are rarer. What is required (+), forbidden, filtered, or looked for in a live blog, publisher or tag stays.
    """
    if not isinstance(query, And):
        return None
    firm = tuple(part for part in query.parts if _is_firm(part))
    loose = [part for part in query.parts if not _is_firm(part)]
    if len(loose) < (LONG if held else 2):
        return None
    # Of a phrase, and of a word such as gale-force, the words alone are a part too.
    loose += [Word(word) for part in loose if isinstance(part, Phrase) for word in part.words]
    most = evaluation.size // EVERYWHERE
    telling = [part for part in loose if 0 < len(evaluation.matches(part)) <= most]
    some = Or(tuple(dict.fromkeys(telling or loose)))
    return And((*firm, some)) if firm else some


def _is_firm(part: Query) -> bool:
    if isinstance(part, And | Or):  # published in 2021 or 2022
        return all(_is_firm(each) for each in part.parts)
    firm = isinstance(part, Required | Not | Labelled | Everything | DATES)
    return firm or (isinstance(part, In) and part.field in FILTERS)


def _answer(
    evaluation: Evaluation,
    query: Query,
    written: str,
    notes: tuple[str, ...],
    asked: Asked,
    zone: tzinfo,
    *,
    suggestion: str | None = None,
    without: Collection[int] = (),
) -> Results:
    snapshot = evaluation.snapshot
    undated = len(evaluation.undated(query).difference(evaluation.matches(query)))
    if asked.include_undated:
        query, undated = replace_dates(query, lambda published: Or((published, Undated()))), 0
    matches = evaluation.matches(query)
    if without:
        matches = matches.difference(without)
    looser = loosen(query, evaluation, len(matches)) if len(matches) < FEWER and asked.sort == "relevance" else None
    partly = evaluation.matches(looser).difference(matches, without) if looser else frozenset()
    hits = _hits(evaluation, query, matches, asked, asked.offset, asked.limit)
    if looser and len(hits) < asked.limit:
        offset = max(0, asked.offset - len(matches))
        hits += _hits(evaluation, looser, partly, asked, offset, asked.limit - len(hits), partly=True)
    return Results(
        query=written,
        read=write_query(query),
        tree=tuple(draw_query(query)),
        notes=notes,
        total=len(matches),
        partly=len(partly),
        searched=evaluation.size,
        undated=undated,
        hits=tuple(hits),
        facets=_facets(snapshot, matches, asked.facets, zone) if asked.facets else {},
        suggestion=suggestion,
    )


def _facets(snapshot: Snapshot, matches: Documents, facets: Collection[str], zone: tzinfo) -> Mapping[str, Facet]:
    from backfile.index.facets import count_facet  # few ask for them

    return {facet: count_facet(snapshot, matches, facet, zone) for facet in facets}


def _hits(
    evaluation: Evaluation,
    query: Query,
    matches: Documents,
    asked: Asked,
    offset: int,
    limit: int,
    *,
    partly: bool = False,
) -> list[Hit]:
    """One page of the matches, in order."""
    keys = evaluation.best(query, matches, asked.sort, offset + limit)
    chosen = _order(evaluation.snapshot, keys, offset + limit)[offset:]
    by_score = asked.sort == "relevance"
    scores = {number: -keys[number][0] for number in chosen} if by_score else evaluation.scores(query, chosen)
    wanted = Wanted.of(query, evaluation.forms) if asked.snippets else Wanted(())
    documents = [evaluation.snapshot.document(number) for number in chosen]
    return [
        Hit(
            document=document,
            score=scores[number],
            snippet=make_snippet(document.text, wanted) if asked.snippets else NO_SNIPPET,
            partly=partly,
            why=tuple(evaluation.reasons(query, number)) if asked.explain else (),
        )
        for number, document in zip(chosen, documents, strict=True)
    ]


def _order(snapshot: Snapshot, keys: Mapping[int, tuple[int, int]], wanted: int) -> list[int]:
    """The first `wanted` documents by their keys. The permalink is the last tie, so it is looked up for ties alone."""
    ordered: list[int] = []
    for _, tied in groupby(sorted(keys, key=keys.__getitem__), key=keys.__getitem__):
        each = list(tied)
        if len(each) > 1:
            each.sort(key=lambda number: (snapshot.permalink(number), -number))
        ordered += each
        if len(ordered) >= wanted:
            break
    return ordered[:wanted]


def _tell_variants(evaluation: Evaluation, query: Query, variants: Variants) -> list[str]:
    """A line for each name that entries hold in other spellings, too."""
    asked = dict.fromkeys(node.text for node in nodes(query) if isinstance(node, Word) and node.text in variants)
    holds = evaluation.snapshot.holds
    held = {name: [other for other in variants[name] if holds(other)] for name in asked}
    return [f"“{name}” stands for {', '.join(others)} too" for name, others in held.items() if others]


def _tell_unheld(evaluation: Evaluation, query: Query, variants: Variants) -> list[str]:
    """A line for each word that no entry holds as it is written, and that other forms of it answer for."""
    stands = evaluation.snapshot.stands
    asked = dict.fromkeys(node for node in nodes(query) if isinstance(node, Word) and node.text not in variants)
    told = []
    for leaf in asked:
        forms = [] if stands(leaf.text) else [form for form in evaluation.forms(leaf) if stands(form)]
        if forms:
            named = ", ".join([*forms[:FORMS_TOLD], "…"] if len(forms) > FORMS_TOLD else forms)
            told.append(f"no entry holds “{leaf.text}”; other forms of it are looked for: {named}")
    return told


def _tell_empty(evaluation: Evaluation, query: Query) -> list[str]:
    """A line for each field that is asked for and that no entry has anything in."""
    asked = dict.fromkeys(node.field for node in nodes(query) if isinstance(node, In))
    return [f"no entry of this archive has a {field}" for field in asked if not evaluation.snapshot.has_field(field)]
