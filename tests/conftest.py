"""What all tests share: a state folder that is no user's, and how hypothesis looks for counterexamples.

No test is held to a time.

Where a change is judged (CI), the examples are the same in every run, so that a failure is the change's own; everywhere
else they are new in every run, and find what nobody thought of.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("backfile", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
settings.load_profile("backfile")


@pytest.fixture(scope="session", autouse=True)
def own_state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A key of the tests' own, for the processes that they start too."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("BACKFILE_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        yield
