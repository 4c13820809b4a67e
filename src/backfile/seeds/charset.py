"""In which encoding is a page written? What its first bytes, its header, its own words and its bytes themselves say.

Only encodings that browsers read are believed (WHATWG Encoding Standard); names for others, some of which take time
with the square or are no encodings of text, are as good as none.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.-]+)"
)
_FIRST = 4096
"""Bytes in which a page names its encoding; browsers look at 1,024."""

# Names as Python has them, for those of the standard; Latin-1 and ASCII mean Windows-1252 there.
_KNOWN = frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 "
    "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 "
    "iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic gbk gb2312 gb18030 big5 euc_jp iso2022_jp shift_jis "
    "euc_kr".split()
)
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gbk"}


def decode_page(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The encoding and the text of a page; `declared` is what its header says. Takes any bytes.

    >>> decode_page("Łódź".encode("iso8859-2"), "ISO-8859-2")
    ('iso8859-2', 'Łódź')
    >>> decode_page("Łódź".encode(), "no-such-encoding")
    ('utf-8', 'Łódź')
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name, data.decode(name, errors="replace")
    own = _META.search(data[:_FIRST])
    said = (own[1] or own[2]).decode("ascii", "replace") if own else None
    for each in (_known(declared), "utf-8", _known(said), "cp1252"):
        if each is None or (each.startswith("utf-16") and b"\0" not in data[:_FIRST]):
            continue  # bytes in pairs without a NUL among them would be another script altogether
        try:
            return each, data.decode(each)
        except UnicodeDecodeError:
            continue
    return "latin-1", data.decode("latin-1")  # takes any byte


def _known(name: str | None) -> str | None:
    try:
        found = codecs.lookup((name or "").strip().strip("\"'")).name
    except (LookupError, ValueError):  # a name can hold a NUL
        return None
    found = _MEANT.get(found, found)
    return found if found in _KNOWN else None
