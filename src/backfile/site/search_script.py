"""Of what is the browser's search made? The parts in theme/search/, each after modules of Python, joined to one script.

One script, because each is a request more; parts, because each follows its own modules and is read beside them.
"""

from __future__ import annotations

from backfile import disk
from backfile.site.render import THEME

PARTS = ("head", "words", "dates", "grammar", "terms", "evaluation", "snippets", "answers")
"""In this order: what runs while the script is read stands below what it uses."""


def join_search_script() -> str:
    """The script: one function, that leaves nothing behind but `backfileSearch`."""
    return "\n".join(disk.read_text(THEME / "search" / f"{part}.js") for part in PARTS) + "})();\n"
