"""Is the share taken that a person means, and what is none refused?"""

from __future__ import annotations

import pytest

from backfile.desk.choosing.share import parse_subset
from backfile.errors import Usage


def test_a_share_is_chosen_by_lot_or_by_its_number() -> None:
    items = list(range(100))
    assert len(parse_subset("5%")(items)) == 5
    assert len(parse_subset("0.1%")(items)) == 1
    assert parse_subset("100%")(items) == items
    assert parse_subset("5%")([]) == []
    assert sorted(each for part in range(1, 8) for each in parse_subset(f"{part}/7")(items)) == items


@pytest.mark.parametrize("written", ["5", "0%", "101%", "0/3", "4/3", "x", "-5%"])
def test_what_is_no_share_is_refused(written: str) -> None:
    with pytest.raises(Usage, match="--subset"):
        parse_subset(written)
