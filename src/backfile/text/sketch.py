"""Are two texts alike, where of one no word may be kept? A sketch of it is: for each of 128 orders of its runs of words
the last two bits of the first run's digest (b-bit minwise hashing, Li and König 2010).

The share of places that two sketches have in common grows with the share of runs that the texts have in common. Who has
nearly all of a text can tell that it was sketched; a sentence of it says nothing, for it is rarely the first.
"""

from __future__ import annotations

import hashlib

from backfile.text.shingles import shingles

ALIKE = 0.4
"""Share of equal places from which on texts are alike: texts that have no run in common share 0.25, with a standard
deviation of 0.04; of those that share a third of all their runs 99 in 100 are found."""

_ORDERS, _CODES = 128, 4
_PRIME = 2**61 - 1
_FACTORS = [int.from_bytes(hashlib.sha256(bytes([order])).digest()[:7], "big") + 1 for order in range(_ORDERS)]


def sketch(text: str, secret: str) -> str:
    """The sketch of a plain text, 64 hexadecimal digits; empty for a text without words. Only sketches that were made
    with the same secret can be compared."""
    runs = (" ".join(run).encode("utf-8", "surrogatepass") for run in shingles(text))
    key = secret.encode("ascii")
    held = [int.from_bytes(hashlib.blake2b(run, digest_size=8, key=key).digest(), "big") for run in runs]
    if not held:
        return ""
    whole = 0
    for factor in _FACTORS:
        whole = whole * _CODES + min(factor * each % _PRIME for each in held) % _CODES
    return f"{whole:064x}"


def are_alike(one: str, other: str) -> bool:
    """Do two sketches tell that their texts are alike?"""
    different = int(one, 16) ^ int(other, 16)
    equal = sum((different >> 2 * place) % _CODES == 0 for place in range(_ORDERS))
    return equal >= ALIKE * _ORDERS
