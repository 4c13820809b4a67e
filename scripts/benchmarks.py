"""The door to the benchmarks: what is measured stands in bench_<name>.py, how it is told in bench_report.py."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.bench_archive import SIZES as ARCHIVE_SIZES
from scripts.bench_archive import measure_archive
from scripts.bench_browser import ENTRIES as BROWSER_ENTRIES
from scripts.bench_browser import QUERIES, measure_browser
from scripts.bench_prove import QUOTES, WORDS, measure_prove
from scripts.bench_prove import ROUNDS as DRAFTS
from scripts.bench_quality import BULLETS, CORPUS, ENTRIES, SEED, measure_quality
from scripts.bench_read import measure_reading
from scripts.bench_report import Absent, print_report
from scripts.bench_search import measure_search
from scripts.bench_search_engines import ENGINES
from scripts.bench_site import ENTRIES as SITE_ENTRIES
from scripts.bench_site import ROUNDS, measure_site

FAILED = 3
SEARCHED = (19_000,)


def main() -> None:
    options = read_options()
    try:
        if options.what == "read":
            report = measure_reading(options.files)
        elif options.what == "archive":
            report = measure_archive(options.entries or ARCHIVE_SIZES, options.rounds, tell)
        elif options.what == "search":
            report = measure_search(
                options.corpus,
                sizes=options.entries or SEARCHED,
                seed=options.seed,
                without=options.without or (),
                only_build=options.only_build,
                tell=tell,
            )
        elif options.what == "browser":
            report = measure_browser(options.corpus, options.entries, options.queries, tell, alone=options.alone)
        elif options.what == "site":
            report = measure_site(options.entries, options.rounds, tell)
        elif options.what == "prove":
            report = measure_prove(
                options.archive,
                quotes=options.quotes,
                length=options.words,
                rounds=options.rounds,
                seed=options.seed,
                tell=tell,
            )
        else:
            report = measure_quality(
                options.corpus, entries=options.entries, bullets=options.bullets, seed=options.seed, tell=tell
            )
    except Absent as fault:
        print(fault, file=sys.stderr)
        sys.exit(FAILED)
    print_report(report, as_json=options.json)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measure, side by side with the peers.")
    whats = parser.add_subparsers(dest="what", required=True)
    read = whats.add_parser("read", help="how fast we read saved pages")
    read.add_argument("files", nargs="*", type=Path, help="saved pages; else those in ../shared/captures/real")
    quality = whats.add_parser("quality", help="how well a search finds what is meant")
    quality.add_argument("--corpus", type=Path, default=CORPUS, metavar="FILE", help="live blogs, one a line of JSON")
    quality.add_argument(
        "--entries", type=positive, default=ENTRIES, help="how many are searched (default %(default)s)"
    )
    quality.add_argument("--bullets", type=positive, default=BULLETS, help="how many are asked (default %(default)s)")
    quality.add_argument("--seed", type=int, default=SEED, help="which ones are picked (default %(default)s)")
    fast = whats.add_parser("search", help="how fast a search is")
    fast.add_argument("--corpus", type=Path, default=CORPUS, metavar="FILE", help="live blogs; else they are generated")
    fast.add_argument(
        "--entries", type=positive, action="append", help="how many are searched; may be repeated (default 19000)"
    )
    fast.add_argument(
        "--without",
        action="append",
        choices=[kind.name for kind in ENGINES[1:]],
        help="a peer to leave out; may be repeated",
    )
    fast.add_argument("--only-build", action="store_true", help="how fast an index is made, and its size; no questions")
    fast.add_argument("--seed", type=int, default=SEED, help="which questions are asked (default %(default)s)")
    site = whats.add_parser("site", help="how fast a site is built")
    site.add_argument("--entries", type=positive, default=SITE_ENTRIES, help="how many (default %(default)s)")
    site.add_argument("--rounds", type=positive, default=ROUNDS, help="how often (default %(default)s)")
    archive = whats.add_parser("archive", help="what it costs to keep an archive")
    sizes = f"how many; may be repeated (default {', '.join(map(str, ARCHIVE_SIZES))})"
    archive.add_argument("--entries", type=positive, action="append", help=sizes)
    archive.add_argument("--rounds", type=positive, default=ROUNDS, help="how often (default %(default)s)")
    browser = whats.add_parser("browser", help="what a search in the browser costs")
    browser.add_argument("--entries", type=positive, default=BROWSER_ENTRIES, help="how many (default %(default)s)")
    browser.add_argument(
        "--corpus", type=Path, metavar="FILE", help="live blogs, one a line of JSON; else made-up ones"
    )
    browser.add_argument(
        "--queries", type=Path, default=QUERIES, metavar="FILE", help="one a line (default %(default)s)"
    )
    browser.add_argument("--alone", action="store_true", help="without the peer, which takes gigabytes for 100,000")
    prove = whats.add_parser("prove", help="whether quotations are told from what is none")
    prove.add_argument("archive", type=Path, help="the archive that drafts are made from and held against")
    prove.add_argument("--quotes", type=positive, default=QUOTES, help="in each draft (default %(default)s)")
    prove.add_argument("--words", type=positive, default=WORDS, help="of each draft (default %(default)s)")
    prove.add_argument("--rounds", type=positive, default=DRAFTS, help="how many drafts (default %(default)s)")
    prove.add_argument("--seed", type=int, default=SEED, help="which ones are picked (default %(default)s)")
    for each in (read, quality, fast, site, browser, archive, prove):
        each.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def positive(written: str) -> int:
    number = int(written)
    if number < 1:
        raise ValueError(written)
    return number


def tell(message: str) -> None:
    """How far it is, for whoever waits."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
