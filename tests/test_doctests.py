"""Do the examples in the docstrings say what is true?"""

from __future__ import annotations

import doctest
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages

import pytest

import backfile


def with_examples() -> list[str]:
    """The modules of the package whose text holds an example."""
    names = [module.name for module in walk_packages(backfile.__path__, "backfile.")]
    origins = {name: spec.origin for name in names if (spec := find_spec(name)) and spec.origin}
    return [name for name, origin in origins.items() if ">>> " in Path(origin).read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", with_examples())
def test_every_example_is_true(name: str) -> None:
    failed, tried = doctest.testmod(import_module(name))
    assert tried > 0, "an example that nobody runs"
    assert failed == 0


def test_the_words_are_explained_by_examples() -> None:
    assert {f"backfile.text.{name}" for name in ("fold", "markdown", "slug", "dates", "terminal")} <= {*with_examples()}
