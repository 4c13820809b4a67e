"""NDTV. The facts stand in microdata; ids are ordinals that change with every new entry, and are not trusted."""

from backfile.seeds.systems.system import System

SYSTEM = System(
    name="NDTV",
    entry="[itemprop=liveBlogUpdate]",
    headline=".liv-blg_ttl",
    printed=".liv-blg_dte",
    published=("meta[itemprop=datePublished]@content",),
    updated=("meta[itemprop=dateModified]@content",),
    body=".liv-blg_txt",
    dropped=".liv-blg_dtime, .pst_opt, .ss",
)
