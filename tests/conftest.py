"""What all tests share: how hypothesis looks for counterexamples. No test is held to a time."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("backfile", deadline=None, print_blob=True)
settings.load_profile("backfile")
