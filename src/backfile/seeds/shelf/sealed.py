"""Is a small file of ours as it was written, or a line? It holds the digest of what it says; a flipped bit does not.

It shows damage, and no forgery: whoever says something else in such a file by hand takes the seal out of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from backfile.model.capture import Digest, digest

SEAL = "sha256"


def sealed(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The same with its seal."""
    return {**plain, SEAL: _digest(plain)}


def unsealed(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The same without its seal, if it has one. Raises ValueError where that is the seal of something else."""
    held = {name: value for name, value in plain.items() if name != SEAL}
    if plain.get(SEAL, _digest(held)) != _digest(held):
        raise ValueError("its sha256 is that of something else: it is not as it was written")
    return held


def _digest(plain: Mapping[str, Any]) -> Digest:
    """Of all but a capture's name, which its owner may change when he moves it on the shelf."""
    covered = dict(plain)
    if isinstance(covered.get("capture"), dict):
        covered["capture"] = {name: value for name, value in covered["capture"].items() if name != "name"}
    return digest(json.dumps(covered, ensure_ascii=True, sort_keys=True))
