"""What all tests share: how hypothesis looks for counterexamples. No test is held to a time.

Where a change is judged (CI), the examples are the same in every run, so that a failure is the change's own; everywhere
else they are new in every run, and find what nobody thought of.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("backfile", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
settings.load_profile("backfile")
