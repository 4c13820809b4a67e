"""How does a value become plain data (what JSON can say), and plain data the value again?

`load(type(value), dump(value)) == value` for every dataclass of the model but `Postings`, which is never kept so.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from backfile.errors import Damage

T = TypeVar("T")


def dump(value: object) -> Any:
    """Dataclasses as mappings, tuples as lists, instants as ISO 8601 in UTC with a `Z`, the rest as it is."""
    if is_dataclass(value):
        return {field.name: dump(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [dump(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, StrEnum):
        return value.value
    return value


def load(kind: type[T], plain: object, place: object) -> T:
    """The value that `dump` gave this of. Raises Damage, naming `place`, when the data is none of that kind.

    A key that is missing takes the field's default; an unknown one is damage, for nothing may be lost silently.
    """
    try:
        loaded: T = _load(kind, plain)
    except (TypeError, ValueError, KeyError) as error:
        raise Damage(place, f"is not as Backfile wrote it ({error})", "restore it from a backup") from error
    return loaded


def _load(kind: Any, plain: Any) -> Any:  # a type is data here, and its kinds are told apart one by one
    if isinstance(kind, NewType):
        return _load(kind.__supertype__, plain)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if plain is None and type(None) in get_args(kind):
            return None
        return _load(next(one for one in get_args(kind) if one is not type(None)), plain)
    if origin is tuple:
        if not isinstance(plain, list):
            raise TypeError(f"a list was expected, not {type(plain).__name__}")
        return tuple(_load(get_args(kind)[0], item) for item in plain)
    if isinstance(kind, type) and is_dataclass(kind):
        if not isinstance(plain, Mapping):
            raise TypeError(f"a mapping was expected, not {type(plain).__name__}")
        hints = _field_types(kind)
        unknown = sorted(set(plain) - set(hints))
        if unknown:
            raise ValueError(f"unknown key {unknown[0]}")
        return kind(**{name: _load(hints[name], item) for name, item in plain.items()})
    if kind is datetime:
        return datetime.fromisoformat(plain)
    if issubclass(kind, StrEnum):
        return kind(plain)
    if type(plain) is not kind:
        raise TypeError(f"{kind.__name__} was expected, not {type(plain).__name__}")
    return plain


@cache
def _field_types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
