"""How does Whoosh keep a number for each document? As a column that is read as it lies."""

from __future__ import annotations

from array import array
from typing import Any

from whoosh import columns


class Numbers(columns.Column):  # type: ignore[misc]
    """A column of numbers as the segments hold it: one for each document, in the byte order of the machine."""

    reversible = False

    def __init__(self, typecode: str, default: int = 0) -> None:
        self._typecode, self._default = typecode, default

    def writer(self, dbfile: Any) -> Any:
        return _NumbersWriter(dbfile, self._typecode, self._default)

    def reader(self, dbfile: Any, basepos: int, length: int, doccount: int) -> Any:
        return _NumbersReader(array(self._typecode, bytes(dbfile.get(basepos, length))))

    def default_value(self, reverse: bool = False) -> int:
        return self._default


class _NumbersWriter(columns.ColumnWriter):  # type: ignore[misc]
    def __init__(self, file: Any, typecode: str, default: int) -> None:
        self._file, self._default, self._numbers = file, default, array(typecode)

    def add(self, docnum: int, value: int) -> None:
        self._numbers.extend([self._default] * (docnum - len(self._numbers)))
        self._numbers.append(value)

    def finish(self, doccount: int) -> None:
        self._numbers.extend([self._default] * (doccount - len(self._numbers)))
        self._file.write(self._numbers.tobytes())


class _NumbersReader(columns.ColumnReader):  # type: ignore[misc]
    def __init__(self, numbers: array[int]) -> None:
        self._numbers = numbers

    def __getitem__(self, docnum: int) -> int:
        return self._numbers[docnum]

    def __len__(self) -> int:
        return len(self._numbers)

    def sort_key(self, docnum: int) -> int:
        return self._numbers[docnum]

    def load(self) -> array[int]:
        return self._numbers
