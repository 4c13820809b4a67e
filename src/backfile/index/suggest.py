"""Did you mean? A word of a query that few entries hold, and a spelling near to it that many more do."""

from __future__ import annotations

from dataclasses import replace

from backfile.index.evaluation import Evaluation
from backfile.index.matching import Fields
from backfile.index.query import And, In, Or, Query, Required, Word, write_query
from backfile.index.snapshot import Snapshot
from backfile.model.search import FIELDS

FEW = 3
"""Where fewer entries answer, other spellings are looked for."""

MORE = 10
"""How many times more entries must hold a neighbour of a word that is held at all: zelensky of zelenskyy."""

_SHORTEST = 4  # a word of three letters has too many neighbours to mean one of them
_MOST = 40  # neighbours that are counted
_RARE = 2_000  # of so many entries a rare word is in fewer than one
_KEPT = 100  # words of which it is kept what is near to them
_EDIT = 20  # how many times fewer entries make up for one edit less


def suggest(evaluation: Evaluation, query: Query) -> str | None:
    """The query with words that are near to those it asks for and found far more often, written; None without any, and
    where it finds no more."""
    # A misspelling that others made too is rare all the same; the words that nothing holds are the likelier ones.
    for rare in (FEW, max(FEW, evaluation.size // _RARE)):
        better = _respell(evaluation, query, FIELDS, rare)
        if better != query and len(evaluation.matches(better)) > len(evaluation.matches(query)):
            return write_query(better)
    return None


def _respell(evaluation: Evaluation, query: Query, fields: Fields, rare: int) -> Query:
    match query:
        case Word(text):
            return Word(_neighbour(evaluation, text, fields, rare))
        case And(parts) | Or(parts):
            return replace(query, parts=tuple(_respell(evaluation, part, fields, rare) for part in parts))
        case Required(part):
            return Required(_respell(evaluation, part, fields, rare))
        case In(field, part):
            return In(field, _respell(evaluation, part, (field,), rare))
    return query


def _neighbour(evaluation: Evaluation, text: str, fields: Fields, rare: int) -> str:
    """The spelling near to a rare word that most entries hold; the word itself where none is better."""
    held = len(evaluation.matches(Word(text), fields))
    if len(text) < _SHORTEST or held >= rare or any(character.isdigit() for character in text):
        return text
    own = evaluation.forms(Word(text))
    near = [each for each in _near(evaluation.snapshot, text) if each[0] not in own]
    best, most = text, held * MORE
    for word, edits in near[:_MOST]:
        count = len(evaluation.matches(Word(word), fields))
        if count and count * _EDIT // _EDIT**edits + 1 > most:
            best, most = word, count * _EDIT // _EDIT**edits + 1
    return best


def _near(snapshot: Snapshot, text: str) -> list[tuple[str, int]]:
    """The words near to one, the nearest first, with how many edits each needs. A rare word is asked for twice."""
    found: dict[str, list[tuple[str, int]]] = snapshot.keep("near", dict)
    if text not in found:
        if len(found) >= _KEPT:
            found.clear()
        near = snapshot.vocabulary.near(text, 1 if len(text) < 6 else 2)
        found[text] = sorted(near, key=lambda each: (each[1], each[0]))
    return found[text]
