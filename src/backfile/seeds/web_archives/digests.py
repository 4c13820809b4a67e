"""Do the digests that a web archive gives of its own bytes match them?

Of records (WARC 1.1, 5.8 and 5.9), and of the WARCs in a WACZ (1.1.1, `datapackage.json`, `datapackage-digest.json`).
Law: a digest counts against a page only where it can be reckoned and fits no sensible form of what it is of. One in an
unknown algorithm, or in no known spelling, says nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from backfile.seeds.web_archives.unpacked import most_unpacked

BLOCK = "WARC-Block-Digest"
PAYLOAD = "WARC-Payload-Digest"
PACKAGE = "datapackage.json"
PACKAGE_DIGEST = "datapackage-digest.json"

UNREADABLE = (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError, zlib.error)
"""What zipfile raises of a file, or a member of it, that is damaged."""

_READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ALGORITHMS = {"sha1", "sha256", "sha384", "sha512", "md5"}
_LONGEST_PACKAGE = 32 * 2**20
"""Bytes of a datapackage.json that are read: a hundred thousand files take about 20 million."""
_PIECE = 65_536
_HEX = re.compile(r"[0-9a-fA-F]+")


def matches(declared: str | None, forms: Iterable[bytes]) -> bool | None:
    """Is a digest, as `sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ`, that of any of these bytes? None where nobody can say.

    >>> matches("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", [b"else", b""]), matches("md5:" + 32 * "0", [b""])
    (True, False)
    >>> matches("blake3:af1349b9", [b""]), matches(None, [b""])
    (None, None)
    """
    named = _parse(declared)
    if named is None:
        return None
    algorithm, value = named
    return any(hashlib.new(algorithm, form, usedforsecurity=False).digest() == value for form in forms)


def is_readable(member: zipfile.ZipInfo) -> bool:
    """Is it packed in a way that is read, and not locked by a password?"""
    return member.compress_type in _READ and not member.flag_bits & 1


def unmatched_in_wacz(packed: zipfile.ZipFile) -> Mapping[str, tuple[str, ...]]:
    """By the name of each member whose bytes are not those that the WACZ lists: where that is said.

    Under `datapackage.json` stands whether that list itself is the one of which the WACZ gives the digest.
    """
    names = {each.filename for each in packed.infolist()}
    package = _read_short(packed, PACKAGE) if PACKAGE in names else None
    if package is None:
        return {}
    wrong: dict[str, tuple[str, ...]] = {}
    digest = _json(_read_short(packed, PACKAGE_DIGEST) or b"") if PACKAGE_DIGEST in names else {}
    if matches(_text(digest.get("hash")), [package]) is False:
        wrong[PACKAGE] = (PACKAGE_DIGEST,)
    listed = _json(package).get("resources")
    for each in listed if isinstance(listed, list) else ():
        name = _text(each.get("path")) if isinstance(each, dict) else None
        if name in names and name is not None and _is_another(packed, name, _text(each.get("hash"))):
            wrong[name] = (PACKAGE,)
    return wrong


def _is_another(packed: zipfile.ZipFile, name: str, declared: str | None) -> bool:
    """Has a member certainly other bytes than declared? It is read in pieces, and not past what may be unpacked."""
    named, info = _parse(declared), packed.getinfo(name)
    if named is None or not is_readable(info):
        return False
    whole = hashlib.new(named[0], usedforsecurity=False)
    left = most_unpacked(info.compress_size)
    try:
        with packed.open(info) as member:
            while piece := member.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    return False  # told where its records are read
                whole.update(piece)
    except UNREADABLE:
        return False  # told there, too, after the records before the fault
    return whole.digest() != named[1]


def _parse(declared: str | None) -> tuple[str, bytes] | None:
    """The algorithm and the digest, which may be spelled in hexadecimal, base32 or base64."""
    label, _, value = (declared or "").strip().partition(":")
    algorithm = label.strip().lower().replace("-", "")
    if algorithm not in _ALGORITHMS:
        return None
    bare, size = value.strip().rstrip("="), hashlib.new(algorithm, usedforsecurity=False).digest_size
    try:
        if len(bare) == 2 * size and _HEX.fullmatch(bare):
            return algorithm, bytes.fromhex(bare)
        if len(bare) == -(-size * 8 // 5):
            return algorithm, base64.b32decode(bare.upper() + "=" * (-len(bare) % 8))
        if len(bare) == -(-size * 8 // 6):
            standard = bare.replace("-", "+").replace("_", "/")
            return algorithm, base64.b64decode(standard + "=" * (-len(bare) % 4), validate=True)
    except ValueError:
        return None
    return None


def _read_short(packed: zipfile.ZipFile, name: str) -> bytes | None:
    info = packed.getinfo(name)
    if not is_readable(info):
        return None
    try:
        with packed.open(info) as member:
            data = member.read(_LONGEST_PACKAGE + 1)
    except UNREADABLE:
        return None
    return data if len(data) <= _LONGEST_PACKAGE else None


def _json(data: bytes) -> dict[str, Any]:
    """What a member says; nothing where it is no object, for then it declares nothing."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(given: object) -> str | None:
    return given if isinstance(given, str) else None
