"""How is a class of values made at once, though what it needs to be one takes a while?

`dataclass` here is that of the standard library, put off. That one writes and compiles six methods for each class, half
a millisecond each time a program starts; a search comes upon forty such classes, and makes values of ten. So for the
classes that a search imports this is done when the first value of a class is made, or its fields are asked for. From
then on the class is what the standard library makes of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

_TOLD = ("__module__", "__qualname__", "__doc__", "__annotations__")
_OWN = frozenset({"__dict__", "__weakref__", "__slots__", *_TOLD})


def put_off(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]:
    """`dataclasses.dataclass(frozen=True, slots=True)`, done when it is needed.

    >>> @put_off()
    ... class Seat:
    ...     row: int
    ...     number: int = 1
    >>> Seat(4), Seat(4) == Seat(4, 1), len({Seat(4), Seat(5), Seat(4)}), Seat.__match_args__
    (Seat(row=4, number=1), True, 2, ('row', 'number'))
    """

    def make(described: type[T]) -> type[T]:
        names = tuple(described.__annotations__)

        def finish() -> None:
            finished = dataclasses.dataclass(frozen=True, slots=True, kw_only=kw_only)(described)
            for name, held in vars(finished).items():
                if name not in _OWN and name not in names:
                    setattr(made, name, held)

        def init(self: Any, /, *given: Any, **named: Any) -> None:
            finish()
            type(self).__init__(self, *given, **named)

        held = {name: value for name, value in vars(described).items() if name not in names and name not in _OWN}
        held |= {
            name: getattr(described, name) for name in ("__module__", "__qualname__", "__doc__", "__annotations__")
        }
        held |= {"__slots__": names, "__match_args__": () if kw_only else names}
        held |= {"__init__": init, "__dataclass_fields__": _Fields(finish)}
        made: type[T] = type(described.__name__, described.__bases__, held)
        return made

    return make


class _Fields:
    """The fields of a class, as the standard library tells them."""

    def __init__(self, finish: Callable[[], None]) -> None:
        self._finish = finish

    def __get__(self, value: object, kind: type) -> object:
        self._finish()
        return vars(kind)["__dataclass_fields__"]


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # which those who check types know
else:

    def dataclass(*, frozen, slots, kw_only=False):
        """`put_off`, written as it is known."""
        return put_off(kw_only=kw_only)
