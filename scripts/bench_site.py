"""How fast is a site built, beside the peers, from the same entries in the same run?

Each program builds one page an entry, and an index; ours writes the Markdown pages and the search data besides. They
take turns, several rounds; what is told is the median CPU time (user and system) of the whole process, its peak memory,
and the same after one entry was changed. The entries are generated: words by Zipf's law, live blogs of 66 entries.
"""

from __future__ import annotations

import json
import os
import random
import shlex
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from backfile.desk.add import Source, add
from backfile.desk.begin import begin
from backfile.desk.intake.stating import Stated
from scripts.bench_report import Report

ENTRIES, ROUNDS, SEED = 10_000, 3, 2026
IN_A_LIVE_BLOG = 66
WORDS = 20_000

Tell = Callable[[str], None]


class Entry(NamedTuple):
    liveblog: str
    slug: str
    headline: str
    time: str
    paragraphs: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program made ready: how it is run, where its site comes to stand, and which file of an entry is changed."""

    name: str
    command: list[str]
    folder: Path
    site: Path
    changed: Path


class Cost(NamedTuple):
    cpu: float  # seconds, user and system
    wall: float  # seconds
    peak: float  # MB


def measure_site(entries: int, rounds: int, tell: Tell) -> Report:
    """The costs of each program that is installed, ours first."""
    made = make_entries(entries)
    with tempfile.TemporaryDirectory() as folder:
        programs, missing = [], []
        for name, prepare in PREPARE.items():
            tell(f"{name}: preparing {entries:,} entries")
            program = prepare(Path(folder) / name, made)
            if program is None:
                missing.append(name)
            else:
                programs.append(program)
        costs: dict[str, list[tuple[Cost, Cost]]] = {program.name: [] for program in programs}
        for number in range(rounds):
            for program in programs:
                costs[program.name].append(build_twice(program, number))
                tell(f"{program.name}: {costs[program.name][-1][0].cpu:.2f} s of CPU")
    return Report(rows=summarise(costs, entries), missing=missing)


def build_twice(program: Program, number: int) -> tuple[Cost, Cost]:
    """The costs of a whole build, and of one after an entry was changed."""
    shutil.rmtree(program.site, ignore_errors=True)
    program.site.mkdir()
    whole = run(program)
    text = program.changed.read_text(encoding="utf-8")
    program.changed.write_text(f"{text.rstrip()} changed{number}\n", encoding="utf-8")
    return whole, run(program)


def run(program: Program) -> Cost:
    begun = time.perf_counter()
    child = os.posix_spawnp(
        "env",
        # Each keeps what Python compiled of it, as programs that are installed do.
        ["env", "-u", "PYTHONDONTWRITEBYTECODE", "-C", str(program.folder), *program.command],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"{program.name} failed")
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss / 1024)


def summarise(costs: dict[str, list[tuple[Cost, Cost]]], entries: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for name, rounds in costs.items():
        cpu = statistics.median(whole.cpu for whole, _ in rounds)
        one = statistics.median(changed.cpu for _, changed in rounds)
        rows.append(
            {
                "program": name,
                "cpu_s": round(cpu, 2),
                "entries_per_cpu_s": round(entries / cpu),
                "wall_s": round(statistics.median(whole.wall for whole, _ in rounds), 2),
                "peak_mb": round(statistics.median(whole.peak for whole, _ in rounds)),
                "one_changed_cpu_s": round(one, 2),
            }
        )
    hugo_row = next((row for row in rows if row["program"] == "hugo"), None)
    for row in rows:
        for what in ("cpu_s", "one_changed_cpu_s"):
            of_hugo = float(str(row[what])) / float(str(hugo_row[what])) if hugo_row else None
            row[what.replace("cpu_s", "of_hugo")] = None if of_hugo is None else round(of_hugo, 2)
    return rows


def make_entries(number: int) -> list[Entry]:
    chance = random.Random(SEED)
    letters = "etaoinshrdlcumwfgypbvk"
    words = ["".join(chance.choices(letters, k=2 + chance.randrange(8))) for _ in range(WORDS)]
    weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))

    def some(least: int, most: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(least, most)))

    return [
        Entry(
            liveblog=f"live-{at // IN_A_LIVE_BLOG:05}",
            slug=f"entry-{at:06}",
            headline=some(4, 9).capitalize(),
            time=f"20{10 + at % 15}-{1 + at % 12:02}-{1 + at % 28:02}T{at % 24:02}:{at % 60:02}:00Z",
            paragraphs=[f"{some(20, 60).capitalize()}." for _ in range(chance.randint(1, 4))],
        )
        for at in range(number)
    ]


def ours(folder: Path, entries: Sequence[Entry]) -> Program:
    workspace, _ = begin(folder / "archive-of-it")
    pages = []
    for start in range(0, len(entries), IN_A_LIVE_BLOG):
        its_entries = entries[start : start + IN_A_LIVE_BLOG]
        said = {
            "@context": "https://schema.org",
            "@type": "LiveBlogPosting",
            "headline": f"Live {its_entries[0].liveblog}",
            "url": f"https://news.example/{its_entries[0].liveblog}",
            "liveBlogUpdate": [
                {
                    "@type": "BlogPosting",
                    "@id": f"post-{entry.slug}",
                    "headline": entry.headline,
                    "datePublished": entry.time,
                    "articleBody": "\n\n".join(entry.paragraphs),
                }
                for entry in its_entries
            ],
        }
        page = f'<!doctype html><script type="application/ld+json">{json.dumps(said)}</script>'
        name, stated = f"{its_entries[0].liveblog}.html", Stated(captured="2026-01-01")
        pages.append(Source(wanted=name, stated=stated, data=page.encode("utf-8")))
    add(workspace, pages)
    first = next(path for path in sorted(workspace.archive.glob("*/*.md")) if path.name != "index.md")
    command = [sys.executable, "-m", "backfile", "build", "--only", "site"]
    return Program(name="backfile", command=command, folder=workspace.root, site=workspace.site, changed=first)


def hugo(folder: Path, entries: Sequence[Entry]) -> Program | None:
    if (program := find_program("hugo")) is None:
        return None
    write(
        folder / "hugo.toml", 'baseURL = "/"\ntitle = "Bench"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
    )
    page = "<title>{{ .Title }}</title><body><h1>{{ .Title }}</h1><time>{{ .Date }}</time>{{ .Content }}</body></html>"
    page = f'<!doctype html><html lang="en">{page}'  # which Pagefind asks for
    write(folder / "layouts" / "_default" / "single.html", page)
    listed = '{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}'
    write(folder / "layouts" / "_default" / "list.html", f"<!doctype html><title>{{{{ .Title }}}}</title>{listed}")
    write(folder / "layouts" / "index.html", "<!doctype html><title>Bench</title>")
    for entry in entries:
        head = f"+++\ntitle = {json.dumps(entry.headline)}\ndate = {entry.time}\n+++\n"
        write(folder / "content" / entry.liveblog / f"{entry.slug}.md", head + "\n" + "\n\n".join(entry.paragraphs))
    changed = folder / "content" / entries[0].liveblog / f"{entries[0].slug}.md"
    command = [program, "--quiet", "--destination", "public"]
    return Program(name="hugo", command=command, folder=folder, site=folder / "public", changed=changed)


def hugo_and_pagefind(folder: Path, entries: Sequence[Entry]) -> Program | None:
    """With a search, as ours has one."""
    site = hugo(folder, entries)
    if site is None or find_spec("pagefind") is None:
        return None
    both = f"{shlex.join(site.command)} && {shlex.quote(sys.executable)} -m pagefind --silent --site public"
    return replace(site, name="hugo and pagefind", command=["sh", "-c", both])


def pelican(folder: Path, entries: Sequence[Entry]) -> Program | None:
    if (program := find_program("pelican")) is None:
        return None
    settings = (
        "PATH = 'content'\nTIMEZONE = 'UTC'\nSITENAME = 'Bench'\nFEED_ALL_ATOM = None\nCATEGORY_FEED_ATOM = None\n"
    )
    write(folder / "pelicanconf.py", settings)
    for entry in entries:
        head = f"Title: {entry.headline}\nDate: {entry.time[:16]}\nSlug: {entry.slug}\n\n"
        write(folder / "content" / entry.liveblog / f"{entry.slug}.md", head + "\n\n".join(entry.paragraphs))
    changed = folder / "content" / entries[0].liveblog / f"{entries[0].slug}.md"
    command = [program, "content", "-o", "output", "-s", "pelicanconf.py", "--quiet"]
    return Program(name="pelican", command=command, folder=folder, site=folder / "output", changed=changed)


def mkdocs(folder: Path, entries: Sequence[Entry]) -> Program | None:
    if (program := find_program("mkdocs")) is None:
        return None
    write(
        folder / "mkdocs.yml",
        "site_name: Bench\nplugins: []\ntheme:\n  name: null\n  custom_dir: theme\nnav:\n- index.md\n",
    )
    write(folder / "theme" / "main.html", "<!doctype html><title>{{ page.title }}</title>{{ page.content }}")
    write(folder / "docs" / "index.md", "# Bench\n")
    for entry in entries:
        text = f"# {entry.headline}\n\n{entry.time}\n\n" + "\n\n".join(entry.paragraphs)
        write(folder / "docs" / entry.liveblog / f"{entry.slug}.md", text)
    changed = folder / "docs" / entries[0].liveblog / f"{entries[0].slug}.md"
    command = [program, "build", "--quiet"]
    return Program(name="mkdocs", command=command, folder=folder, site=folder / "site", changed=changed)


def eleventy(folder: Path, entries: Sequence[Entry]) -> Program | None:
    if (program := find_program("eleventy")) is None:
        return None
    folders = "{ input: 'content', includes: '../includes', output: 'built' }"
    settings = f"module.exports = () => ({{ markdownTemplateEngine: false, dir: {folders} }});"
    write(folder / "eleventy.config.cjs", settings)
    page = "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1><time>{{ date }}</time>{{ content | safe }}"
    write(folder / "includes" / "page.njk", page)
    listed = '{% for each in collections.all %}<li><a href="{{ each.url }}">{{ each.data.title }}</a></li>{% endfor %}'
    write(folder / "content" / "index.njk", f"<!doctype html><title>Bench</title>{listed}")
    for entry in entries:
        head = f"---\ntitle: {json.dumps(entry.headline)}\ndate: {entry.time}\nlayout: page.njk\n---\n"
        write(folder / "content" / entry.liveblog / f"{entry.slug}.md", head + "\n" + "\n\n".join(entry.paragraphs))
    changed = folder / "content" / entries[0].liveblog / f"{entries[0].slug}.md"
    command = [program, "--quiet", "--config=eleventy.config.cjs"]
    return Program(name="eleventy", command=command, folder=folder, site=folder / "built", changed=changed)


PREPARE = {
    "backfile": ours,
    "hugo": hugo,
    "hugo and pagefind": hugo_and_pagefind,
    "pelican": pelican,
    "mkdocs": mkdocs,
    "eleventy": eleventy,
}


def find_program(name: str) -> str | None:
    """On the path, beside this Python, or where npm puts what is installed in this folder."""
    places = (None, str(Path(sys.executable).parent), "node_modules/.bin")
    return next((str(Path(found).absolute()) for place in places if (found := shutil.which(name, path=place))), None)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
