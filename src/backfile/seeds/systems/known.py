"""Which systems are known? Their tables, in the order they are tried. To add one: a module, and a line here."""

from __future__ import annotations

from backfile.seeds.systems import (
    aljazeera,
    backfile,
    bbc,
    express,
    guardian,
    guardian_data,
    independent,
    json_feed,
    ndtv,
    nytimes,
    reach,
    reddit,
    sourcefabric,
    sportowefakty,
    wordpress,
)
from backfile.seeds.systems.shape import Shape
from backfile.seeds.systems.system import System

SYSTEMS: tuple[System, ...] = (
    guardian.SYSTEM,
    nytimes.SYSTEM,
    independent.SYSTEM,
    reach.SYSTEM,
    express.SYSTEM,
    ndtv.SYSTEM,
    sportowefakty.SYSTEM,
    backfile.SYSTEM,
)
"""Pages, told by what their markup holds."""

SHAPES: tuple[Shape, ...] = (
    guardian_data.SHAPE,
    sourcefabric.SHAPE,
    reddit.SHAPE,
    aljazeera.SHAPE,
    wordpress.SHAPE,
    bbc.SHAPE,
    json_feed.SHAPE,
)
"""JSON, told by what its objects hold."""
