"""A process that writes to an index without end: each commit gives all entries of one live blog the same new word.

`python -m tests.index.writer FOLDER` writes; a line on its output is a commit. So in every state of the index there are
HELD entries, and each word is in all entries of one live blog or in none.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from backfile.index.opening import open_index
from backfile.index.writing import build_index, update_index
from backfile.model.search import Document
from tests.index.corpus import KEY, document

LIVEBLOGS = 5
ENTRIES = 20
HELD = LIVEBLOGS * ENTRIES
ANEW = 16
"""After so many updates, the index is made anew."""


def write_for_ever(home: Path) -> None:
    written = [batch(liveblog, 0) for liveblog in range(LIVEBLOGS)]
    build_index(home, [each for held in written for each in held], "en", KEY)
    print("built", flush=True)
    for number in count(1):
        written[number % LIVEBLOGS] = batch(number % LIVEBLOGS, number)
        if number % ANEW == 0:
            build_index(home, [each for held in written for each in held], "en", KEY)
        else:
            update_index(open_index(home, "en", KEY), written[number % LIVEBLOGS])
        print(number, flush=True)


def batch(liveblog: int, number: int) -> list[Document]:
    """All entries of a live blog after that many commits: each holds the word, and a plural that changes the stems."""
    text = f"{word(liveblog, number)} {plural(liveblog, number)}"
    return [document(text, name=f"blog-{liveblog}/entry-{entry}") for entry in range(ENTRIES)]


def word(liveblog: int, number: int) -> str:
    return f"word{number}x{liveblog}"


def plural(liveblog: int, number: int) -> str:
    """A word of letters alone, for those with digits have no stem but themselves."""
    return "wo" + "".join("bcdfghjklm"[int(digit)] for digit in f"{liveblog}{number}") + "xs"


if __name__ == "__main__":
    write_for_ever(Path(sys.argv[1]))
