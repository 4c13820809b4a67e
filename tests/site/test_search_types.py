"""TypeScript's checker reads the scripts of the search as they are joined, and shards as they are written: no name that
is not there, no value of a wrong kind, nothing of which no kind is told (theme/search/shapes-*.d.ts).

It is looked for on the path and in .venv (`npm install --prefix .venv typescript`); without it the tests are skipped,
and with BACKFILE_NO_SKIPS=1 they fail.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backfile.desk.search.documents import documents_of
from backfile.index.postings import collect_postings
from backfile.model.search import Document
from backfile.site.render import THEME
from backfile.site.search_data import search_data
from backfile.site.search_script import join_search_script, search_parts
from backfile.workspace.settings import Settings
from tests.browser import miss
from tests.site.sample import COVERAGES, postings
from tests.site.test_search_script import TONGUES, VARIANTS

IN_VENV = Path(sys.prefix) / "node_modules" / ".bin"
OPTIONS = {
    "compilerOptions": {
        "target": "es2023",
        "lib": ["es2023", "dom", "dom.iterable"],
        "types": [],
        "allowJs": True,
        "checkJs": True,
        "noEmit": True,
        "strict": True,
        "noFallthroughCasesInSwitch": True,
        "noUnusedLocals": True,
        "noUnusedParameters": True,
    },
    "include": ["*.js", "*.d.ts"],
}


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The scripts with their comments, in which types are told; the shards; and the shapes of both."""
    monkeypatch.setattr("backfile.site.search_script.lean", str)
    page = (THEME / "search-page.js").read_text(encoding="utf-8")
    held = {"search": join_search_script(postings()), "search-page": page, **dict(search_parts(postings()))}
    for name, script in held.items():
        (tmp_path / f"{name}.js").write_text(script, encoding="utf-8")
    for name, shard in search_data(postings(), Settings(zone="Europe/Kyiv")):
        (tmp_path / f"{name}.js").write_text(shard or "", encoding="utf-8")
    for shapes in (THEME / "search").glob("*.d.ts"):
        shutil.copy(shapes, tmp_path)
    (tmp_path / "tsconfig.json").write_text(json.dumps(OPTIONS), encoding="utf-8")
    return tmp_path


def check(folder: Path) -> list[str]:
    program = shutil.which("tsc", path=str(IN_VENV)) or shutil.which("tsc")
    if program is None:
        miss("no tsc here (npm install --prefix .venv typescript)")
    done = subprocess.run([program, "-p", "."], cwd=folder, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_the_scripts_are_sound(scripts: Path) -> None:
    assert check(scripts) == []


@pytest.mark.parametrize("documents", [[], [*documents_of(COVERAGES), *TONGUES]], ids=["empty", "grown"])
def test_so_are_the_shards_of_other_archives(scripts: Path, documents: list[Document]) -> None:
    numbered = sorted(document.permalink for document in documents)[
        -1:
    ]  # the last one comes first, so none is in order
    shards = dict(search_data(collect_postings(documents, "en", VARIANTS, numbered), Settings(zone="-05:30")))
    assert ("order" in shards) == bool(documents)
    for name, shard in shards.items():
        (scripts / f"{name}.js").write_text(shard or "", encoding="utf-8")
    assert check(scripts) == []


@pytest.mark.parametrize(
    ("name", "written", "instead", "told"),
    [
        ("search-page", "showHits(rows);", "showHitz(rows);", "'showHitz'"),
        ("search-page", '"#again"', '"#agian"', "'\"#agian\"'"),
        ("search", "/** @type {(sign: string) => string} */\nconst hex", "const hex", "'sign' implicitly has an 'any'"),
        ("search", "evaluation ??= new Evaluation();", "", "'undefined' is not assignable"),
        ("part-grammar", '{ kind: "undated" }', '{ kind: "undatd" }', "'\"undatd\"'"),
        ("part-suggest", 'case "phrase": return [`"${words', 'case "phrase": return [`"${text', "'text' is possibly"),
        ("part-times", 'need("times").begins[at]', 'need("time").begins[at]', "'\"time\"'"),
        ("part-times", 'need("times").begins[at]', 'need("times").begin[at]', "'begin' does not exist"),
        ("part-words", "return { BLANK, ", "return { ", "'BLANK' is missing"),
        ("part-words", '"word":"', '"words":"', "known properties"),
        ("head", '"documents":', '"entries":', "known properties"),
        ("rows-0", '[["', '[[7,"', "'number' is not assignable to type 'string'"),
    ],
)
def test_what_does_not_fit_is_found(scripts: Path, name: str, written: str, instead: str, told: str) -> None:
    script = scripts / f"{name}.js"
    held = script.read_text(encoding="utf-8")
    assert written in held
    script.write_text(held.replace(written, instead, 1), encoding="utf-8")
    faults = check(scripts)
    assert any(line.startswith(f"{name}.js(") for line in faults)
    assert told in "\n".join(faults)
