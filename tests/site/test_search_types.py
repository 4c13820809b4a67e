"""TypeScript's checker reads the scripts of the search as they are joined: no name that is not there, no value of a
wrong kind.

It is looked for on the path and in .venv (`npm install --prefix .venv typescript`); without it the test is skipped, and
with BACKFILE_NO_SKIPS=1 it fails.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backfile.site.render import THEME
from backfile.site.search_script import join_search_script, search_parts
from tests.browser import miss
from tests.site.sample import postings

IN_VENV = Path(sys.prefix) / "node_modules" / ".bin"
GLOBALS = "declare const backfileSearch: any;\ninterface Window { backfileSearch: any }\n"
OPTIONS = {
    "compilerOptions": {
        "target": "es2023",
        "lib": ["es2023", "dom", "dom.iterable"],
        "allowJs": True,
        "checkJs": True,
        "noEmit": True,
        "strict": True,
        "noImplicitAny": False,  # what shards hold and queries are is told where they are made
        "noUnusedLocals": True,
    },
    "include": ["*.js", "*.d.ts"],
}


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The scripts with their comments, in which types are told."""
    monkeypatch.setattr("backfile.site.search_script.lean", str)
    held = {"search": join_search_script(postings([])), **dict(search_parts(postings([])))}
    held["search-page"] = (THEME / "search-page.js").read_text(encoding="utf-8")
    for name, script in held.items():
        (tmp_path / f"{name}.js").write_text(script, encoding="utf-8")
    (tmp_path / "globals.d.ts").write_text(GLOBALS, encoding="utf-8")
    (tmp_path / "tsconfig.json").write_text(json.dumps(OPTIONS), encoding="utf-8")
    return tmp_path


def check(folder: Path) -> list[str]:
    program = shutil.which("tsc", path=str(IN_VENV)) or shutil.which("tsc")
    if program is None:
        miss("no tsc here (npm install --prefix .venv typescript)")
    done = subprocess.run([program, "-p", str(folder)], capture_output=True, text=True)
    return done.stdout.splitlines()


def test_the_scripts_are_sound(scripts: Path) -> None:
    assert check(scripts) == []


def test_a_name_that_is_not_there_is_found(scripts: Path) -> None:
    page = scripts / "search-page.js"
    page.write_text(page.read_text(encoding="utf-8").replace("showHits(rows);", "showHitz(rows);"), encoding="utf-8")
    assert any("'showHitz'" in line for line in check(scripts))
