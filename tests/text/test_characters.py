"""Are the dangerous characters exactly those that Unicode says they are?"""

from __future__ import annotations

import re
import sys
import unicodedata

from backfile.text.characters import BIDI, UNSAFE

EVERY = [chr(number) for number in range(sys.maxunicode + 1)]


def test_unsafe_are_controls_separators_surrogates_and_noncharacters_and_no_others() -> None:
    unsafe = [
        character
        for character in EVERY
        if unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs")
        or 0xFDD0 <= ord(character) <= 0xFDEF
        or ord(character) & 0xFFFE == 0xFFFE
    ]
    assert re.findall(f"[{UNSAFE}]", "".join(EVERY)) == unsafe


def test_bidi_are_the_marks_embeddings_overrides_and_isolates_and_no_others() -> None:
    turning = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    marks = ["\N{ARABIC LETTER MARK}", "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"]
    steering = [
        character for character in EVERY if character in marks or unicodedata.bidirectional(character) in turning
    ]
    assert re.findall(f"[{BIDI}]", "".join(EVERY)) == steering
