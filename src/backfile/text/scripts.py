"""Which scripts part no words, and which of their marks belong to the character before? Classes for patterns."""

from __future__ import annotations

from backfile.text.fold import MARKS

UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109d\u1780-\u17d3\u17d7"
    "\u17dc\u17dd\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u309a\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Han and kana: letters and marks of the scripts that part no words."""

ATTACHED = (
    f"{MARKS}\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060"
    "\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u17b4-\u17d3\u17dd\u3099\u309a\uff9e\uff9f"
)
"""The marks among them, which belong to the character before."""

STACKED = "\u1039\u17d2"
"""Signs that put the next consonant below the one before: Burmese virama, Khmer coeng."""

CHARACTER = rf"[{UNSPACED}](?:[{STACKED}][{UNSPACED}]|[{ATTACHED}\ufe00-\ufe0f\U000e0100-\U000e01ef])*"
"""A character of these scripts as a reader sees it, with its marks: what may change by itself."""
