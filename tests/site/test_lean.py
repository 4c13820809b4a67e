"""What is sent is what was written: only blanks, comments and names of its own are gone or short."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from backfile.site.lean import lean, lean_style
from backfile.site.render import THEME
from backfile.site.search_script import join_search_script, search_parts
from tests.browser import miss
from tests.site.sample import postings

SCRIPTS = {"search": join_search_script(postings()), **dict(search_parts(postings()))}
SCRIPTS["page"] = (THEME / "search-page.js").read_text(encoding="utf-8")

ODD = """
const document = 4; // of the page, and it stays
const half = /* a part */ (text, size = text.length / 2 / 1) => text.slice(0, size).split(/[/"'`]|\\//);
class Held {
  constructor(text) { this.text = text; }
  half() { return half(this.text); }
}
const shown = ({ text, size: { half: most } = { half: 9 }, ...others }, [first, , third = half("a/b")]) => {
  const told = `${text} of ${`${most}${{ half }.half("x").length}`} {not} ${first}`;
  for (const half of [third]) if (half) others = { ...others, half, [text]: half };
  const a = 1, b = a
    + +a
  return { told, others, b }
}
let out = []
for (const each of [1, 2]) out.push(shown({ text: "t", size: { half: each }, more: each }, [each]))
console.log(JSON.stringify([out, new Held("one/two").half(), document, 8 / 2 / 2, typeof /x/g]))
"""


def run(script: str) -> str:
    program = shutil.which("node") or miss("no Node here")
    done = subprocess.run([program, "-e", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_lean_script_does_what_it_did() -> None:
    body = f"(() => {{{ODD}}})();"
    assert run(lean(body)) == run(body) != ""
    assert len(lean(body)) < 0.8 * len(body)
    assert "half=" not in lean(body)


def test_lines_may_end_without_a_semicolon() -> None:
    told = lean("let one = two\n(three)\nlet four = {}\n[five]\n")
    assert re.sub("[A-Z]", "x", told) == "let x=two\n(three)\nlet x={}\n[five]\n"


def test_constants_in_a_row_are_declared_at_once_and_others_where_they_stand() -> None:
    told = lean(
        "const one = 1;\nconst [two] = [() => {\nconst three = 3;\nconst four = 4\ntwo()\nconst five = 5\n}];\n"
    )
    assert told == "const B=1,[A]=[()=>{const C=3,D=4\nA()\nconst E=5}];\n"


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_is_seen_from_outside_keeps_its_name(name: str) -> None:
    bare = re.sub(r"/\*.*?\*/|//[^\n]*|\"[^\"\n]*\"|`[^`]*`", "", SCRIPTS[name], flags=re.DOTALL)
    properties = set(re.findall(r"(?<![.\w])\w+(?:\?)?\.(\w+)", bare))
    assert properties <= set(re.findall(r"\w+", lean(SCRIPTS[name])))


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="#own"):
        lean("class Held { #own = 1; }")


def test_a_lean_style_says_what_it_said() -> None:
    told = 'a { content: "a , b"; }\n/* { */\n@media (min-width: 4rem) { .x > p, b { margin: 0 -1px; } }\n'
    assert lean_style(told) == 'a{content:"a , b";}\n@media (min-width:4rem){.x>p,b{margin:0 -1px;}\n}\n'
