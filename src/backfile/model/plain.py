"""How does a value become plain data (what JSON can say), and plain data the value again?

`load(type(value), dump(value)) == value` for every dataclass of the model that is kept: not for `Postings`, nor
for what is asked, answered, or told of a history.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from backfile.errors import Damage

T = TypeVar("T")


def dump(value: object) -> Any:
    """Dataclasses as mappings, tuples as lists, instants as ISO 8601 in UTC with a `Z`, the rest as it is."""
    kind: Any = type(value)
    if kind is str or value is None:  # most values of an archive
        return value
    if names := _names(kind):
        plain = {name: dump(getattr(value, name)) for name in names}
        for name in _seldom(kind):
            if not plain[name]:
                del plain[name]
        return plain
    if isinstance(value, tuple):
        return [dump(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, StrEnum):
        return value.value
    return value


def load(kind: type[T], plain: object, place: object) -> T:
    """The value that `dump` gave this of. Raises Damage, naming `place`, when the data is none of that kind.

    A key that is missing takes the field's default; an unknown one is damage, for nothing may be lost silently. So is
    text that has not the form that its type is annotated with: of such text paths are made.
    """
    try:
        loaded: T = _loader(cast(Any, kind))(plain)
    except (TypeError, ValueError, KeyError) as error:
        raise Damage(place, f"is not as Backfile wrote it ({error})", "restore it from a backup") from error
    return loaded


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The names of a dataclass's fields; none for another type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


@cache
def _seldom(kind: type) -> tuple[str, ...]:
    """The names of fields that are left out where they are empty."""
    return tuple(field.name for field in fields(kind) if field.metadata.get("seldom"))


@cache
def _loader(kind: Any) -> Callable[[Any], Any]:
    """What loads values of a type; worked out once for each, for an archive has millions of values."""
    if isinstance(kind, NewType):
        return _loader(kind.__supertype__)
    origin = get_origin(kind)
    if origin is Annotated:
        return _form_loader(*get_args(kind))
    if origin in (Union, types.UnionType):
        load_one = _loader(next(one for one in get_args(kind) if one is not type(None)))
        if type(None) in get_args(kind):
            return lambda plain: None if plain is None else load_one(plain)
        return load_one
    if origin is tuple:
        load_item = _loader(get_args(kind)[0])
        return lambda plain: tuple(map(load_item, _of(list, "a list", plain)))
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_loader(kind)
    if kind is datetime:
        return datetime.fromisoformat
    if issubclass(kind, StrEnum):
        enumerated: Callable[[Any], Any] = kind
        return enumerated
    return lambda plain: _of(kind, kind.__name__, plain)


def _form_loader(kind: Any, form: re.Pattern[str]) -> Callable[[Any], Any]:
    load_one, has_form = _loader(kind), form.fullmatch

    def load_formed(plain: Any) -> Any:
        text = load_one(plain)
        if has_form(text) is None:
            raise ValueError(f"“{text}” has not the form that it must have")
        return text

    return load_formed


def _dataclass_loader(kind: type) -> Callable[[Any], Any]:
    # Not before the first value: a type may speak of itself.
    loaders: dict[str, tuple[frozenset[type], Callable[[Any], Any]]] = {}

    def load_fields(plain: Any) -> Any:
        if not loaders:
            loaders.update(
                {
                    name: (_as_they_are(hint), _loader(hint))
                    for name, hint in get_type_hints(kind, include_extras=True).items()
                }
            )
        given = plain if type(plain) is dict else _of(Mapping, "a mapping", plain)
        if not given.keys() <= loaders.keys():
            raise ValueError(f"unknown key {min(given.keys() - loaders.keys())}")
        values = {}
        for name, item in given.items():
            as_they_are, load_one = loaders[name]
            values[name] = item if type(item) in as_they_are else load_one(item)
        return kind(**values)

    return load_fields


def _as_they_are(kind: Any) -> frozenset[type]:
    """The types of plain data that is a value of this type already: of most fields."""
    if isinstance(kind, NewType):
        return _as_they_are(kind.__supertype__)
    if get_origin(kind) in (Union, types.UnionType):
        return frozenset().union(*map(_as_they_are, get_args(kind)))
    return frozenset([kind]) if kind in (str, int, float, bool, type(None)) else frozenset()


def _of(kind: type, name: str, plain: Any) -> Any:
    if not isinstance(plain, kind) or (isinstance(plain, bool) and kind is not bool):
        raise TypeError(f"{name} was expected, not {type(plain).__name__}")
    return plain
