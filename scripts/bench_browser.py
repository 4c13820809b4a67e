"""What does a search in the browser cost, beside Pagefind, on the same entries in the same run?

Both are served from this machine, packed as hosts pack (gzip), and asked in Chromium, each query in a page that is new
and finds nothing in a cache. Counted are the bytes of all that was fetched but the page itself: styles, scripts, index;
first until ten results stand, and then with the passages that come into view in a window of 1280 × 800. Times are from
the first byte of the page until the first and the tenth result, over HTTP and, where that can be, from the disk; and
there too from the last key of a query that is typed into a page that stands, until its first result. The build is told
for the index alone: CPU time (user and system) of the process, and its peak memory.

Pagefind is asked by its own interface for programs, without the page that it brings along; it gets pages of nothing but
headline and text. A result of it is one for which its data are there, passage included.
"""

from __future__ import annotations

import gzip
import html
import pickle
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from backfile.index.postings import collect_postings
from backfile.model.permalink import Permalink
from backfile.model.search import Document, Postings
from backfile.model.time import Basis, Precision, Time
from backfile.site.sources import Read
from backfile.site.writing import write_site
from backfile.text.dates import parse_span
from backfile.text.slug import Slug, slug
from backfile.workspace.settings import Settings
from scripts.bench_quality import read_corpus
from scripts.bench_report import Report, Row
from scripts.bench_site import make_entries
from tests.tab import Tab, open_tab

QUERIES = Path(__file__).with_name("browser_queries.txt")
ENTRIES = 10_000
PATIENCE = 400  # tries of 50 ms until ten results are there
KEYS = 150  # milliseconds between two keys of somebody who types well
SETTLED = 600  # milliseconds after the results: what has come into view by then is all that does

KINDS = {
    "styles": r"\.css$",
    "scripts": r"search(-page)?\.js$|/part-[^/]*$|/pagefind[^/]*$",
    "head": r"/head\.js$|/order\.js$",
    "postings": r"/(terms|word)-[^/]*$|\.pf_index$",
    "rows": r"/(rows-|times)[^/]*$|\.pf_fragment$",
}
"""What is fetched until ten results stand, by the names of files: ours, and Pagefind's where they are alike."""

Tell = Callable[[str], None]

_PAGEFIND = """<!doctype html><meta charset="utf-8"><title>Pagefind</title><ol id="hits"></ol>
<script type="module">
const pagefind = await import("./pagefind/pagefind.js");
const found = await pagefind.search(new URLSearchParams(location.search).get("q"));
await Promise.all(found.results.slice(0, 10).map(async (result) => {
  const { meta, excerpt, url } = await result.data();
  const item = document.getElementById("hits").appendChild(document.createElement("li"));
  item.innerHTML = `<a href="${url}">${meta.title}</a> ${excerpt}`;
}));
document.body.dataset.done = "done";
</script>"""

_WATCH = """
window.seen = { origin: performance.timeOrigin, first: null, tenth: null, key: null, typed: null };
const count = () => {
  const shown = document.querySelectorAll("#hits > li, #parts > li").length;
  if (shown) window.seen.first ??= performance.now();
  if (shown >= 10) window.seen.tenth ??= performance.now();
  const { key, value } = window.seen; // what is shown says in the title what it answers
  if (shown && key && document.title.includes(value)) window.seen.typed ??= performance.now() - key;
};
new MutationObserver(count).observe(document, { childList: true, subtree: true });
addEventListener("input", ({ target }) => {
  Object.assign(window.seen, { key: performance.now(), value: `“${target.value}”`, typed: null });
}, true);
"""


# Runs a module, and tells its costs. It is small itself: a program's peak is never told as less than its parent's size.
_LAUNCH = """
import os, sys
child = os.posix_spawn(sys.executable, [sys.executable, "-m", *sys.argv[1:]], os.environ)
_, status, used = os.wait4(child, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(1 if status else 0)
"""


@dataclass
class Host:
    """A server; `sent` are the paths that were asked for, with the bytes of what was sent for each, and when."""

    address: str
    sent: list[tuple[str, int, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A program's index: where its page stands, and what it took to make."""

    name: str
    folder: Path
    page: str
    from_disk: bool
    cpu: float  # seconds
    peak: float  # MB
    files: int
    size: int  # bytes


def measure_browser(corpus: Path | None, entries: int, queries: Path, tell: Tell, *, alone: bool) -> Report:
    """A row a program and number of words in a query; ours `alone` where the peer would take all memory."""
    asked = [line for line in queries.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows: list[Row] = []
    missing: list[str] = []
    with TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        documents = list(read_documents(corpus, entries) if corpus else make_documents(entries, asked))
        built = []
        for build in (build_ours,) if alone else (build_ours, build_pagefind):
            its = build(Path(folder), documents)
            if its is None:
                missing.append("pagefind")
                continue
            tell(f"{its.name}: {its.files:,} files, {its.cpu:.1f} s of CPU")
            built.append(its)
        with open_tab() as tab:
            tab.resize(1280, 800)
            tab.call("Network.setCacheDisabled", cacheDisabled=True)
            tab.call("Page.addScriptToEvaluateOnNewDocument", source=_WATCH)
            for its in built:
                with serve(its.folder) as host:
                    for words in (1, 3):
                        those = [query for query in asked if len(query.split()) == words]
                        tell(f"{its.name}: asking {len(those)} queries")
                        rows.append(ask_all(tab, host, its, those, len(documents), words))
    return Report(rows=rows, missing=missing)


def ask_all(tab: Tab, host: Host, built: Built, queries: Sequence[str], entries: int, words: int) -> Row:
    listed, whole, requests, first, tenth = [], [], [], [], []
    disk: list[float] = []
    typed: list[float] = []
    kinds: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for query in queries:
        host.sent.clear()
        seen = ask(tab, f"{host.address}/{built.page}?q={quote(query)}")
        if seen is None:  # fewer than ten entries hold it
            continue
        sent = [each for each in host.sent if not each[0].endswith(("/", ".html", ".ico"))]
        until = [(path, size) for path, size, at in sent if at <= seen["origin"] + seen["tenth"]]
        listed.append(sum(size for _, size in until) / 1000)
        whole.append(sum(size for _, size, _ in sent) / 1000)
        for kind, pattern in KINDS.items():
            kinds[kind].append(sum(size for path, size in until if re.search(pattern, path)) / 1000)
        requests.append(len(until))
        first.append(seen["first"])
        tenth.append(seen["tenth"])
        if built.from_disk:
            page = (built.folder / built.page).as_uri()
            disk.extend(seen["tenth"] for seen in [ask(tab, f"{page}?q={quote(query)}")] if seen)
            typed.append(type_in(tab, page, query))
    return {
        "program": built.name,
        "entries": entries,
        "words": words,
        "queries": len(listed),
        "kB_until_10": middle(listed),
        "kB_p95": last_but_few(listed),
        **{f"kB_{kind}": middle(sizes) for kind, sizes in kinds.items()},
        "kB_with_passages": middle(whole),
        "requests": middle(requests),
        "first_ms": middle(first),
        "tenth_ms": middle(tenth),
        "tenth_ms_p95": last_but_few(tenth),
        "tenth_ms_disk": middle(disk),
        "typed_ms_disk": middle(typed),
        "typed_ms_disk_p95": last_but_few(typed),
        "build_cpu_s": round(built.cpu, 1),
        "build_peak_MB": round(built.peak),
        "files": built.files,
        "index_MB": round(built.size / 1e6, 1),
    }


def ask(tab: Tab, address: str) -> dict[str, float] | None:
    """When the first and the tenth result stood there, in milliseconds; None where no tenth comes."""
    tab.open(address)
    for _ in range(PATIENCE):
        seen: dict[str, Any] = tab.ask("window.seen")
        if seen["tenth"]:
            tab.wait(SETTLED)
            return seen
        if tab.ask("document.body.dataset.done || document.getElementById('status')?.textContent.length > 0"):
            tab.wait(SETTLED)
            seen = tab.ask("window.seen")
            return seen if seen["tenth"] else None
        tab.wait(50)
    return None


def type_in(tab: Tab, address: str, query: str) -> float:
    """Milliseconds from the last key of a query until its first result stands, in a page that is there."""
    tab.open(address)
    while not tab.ask("document.querySelector('.ask').checkVisibility()"):
        tab.wait(KEYS)
    for character in query:
        tab.call("Input.insertText", text=character)
        tab.wait(KEYS)
    for _ in range(PATIENCE):
        if typed := tab.ask("window.seen.typed"):
            return float(typed)
        tab.wait(50)
    raise TimeoutError(f"no result of {query!r} after {PATIENCE * 50 / 1000:.0f} seconds")


def middle(numbers: Sequence[float]) -> float | None:
    return round(statistics.median(numbers), 1) if numbers else None


def last_but_few(numbers: Sequence[float]) -> float | None:
    """The 95th percentile."""
    return round(sorted(numbers)[min(len(numbers) - 1, len(numbers) * 95 // 100)], 1) if numbers else None


# The entries


def read_documents(corpus: Path, entries: int) -> Iterator[Document]:
    """The first entries of a file of live blogs (bench_quality.py tells its form)."""
    names: dict[str, int] = {}
    left = entries
    for liveblog in read_corpus(corpus):
        folder = slug(liveblog["title"] or "live", fallback="live")
        names[folder] = names.get(folder, 0) + 1
        folder = Slug(f"{folder}-{names[folder]}") if names[folder] > 1 else folder
        held: dict[str, int] = {}
        for entry in liveblog["entries"][:left]:
            text = "\n\n".join(entry["text"])
            name = slug(entry["title"] or text[:60], fallback="entry")
            held[name] = held.get(name, 0) + 1
            name = Slug(f"{name}-{held[name]}") if held[name] > 1 else name
            author = entry["author"] or ()
            yield Document(
                permalink=Permalink(f"{folder}/{name}"),
                liveblog=folder,
                liveblog_headline=liveblog["title"] or None,
                publisher=liveblog["publisher"],
                headline=entry["title"] or None,
                byline=(author,) if isinstance(author, str) else tuple(author),
                text=text,
                published=read_time(entry["time"]),
            )
        left -= min(left, len(liveblog["entries"]))


def make_documents(entries: int, queries: Sequence[str]) -> Iterator[Document]:
    """Made-up entries, some of which hold words of the queries."""
    words = sorted({word for query in queries for word in query.split()})
    for at, entry in enumerate(make_entries(entries)):
        its = [word for place, word in enumerate(words) if (at * 7919 + place * 104_729) % 97 < 3]
        yield Document(
            permalink=Permalink(f"{entry.liveblog}/{entry.slug}"),
            liveblog=Slug(entry.liveblog),
            liveblog_headline=f"Live {entry.liveblog}",
            publisher="Gazette",
            headline=entry.headline,
            byline=(),
            text="\n\n".join([*entry.paragraphs, " ".join(its)]),
            published=read_time(entry.time),
        )


def read_time(told: object) -> Time | None:
    """A time that is told as a date, or as its numbers: [2022, 3, 10, 14, 5]."""
    if isinstance(told, list):
        told = f"{datetime(*told):%Y-%m-%dT%H:%M:%SZ}"
    if not isinstance(told, str) or not told:
        return None
    try:
        instant = parse_span(told).start
    except ValueError:
        return Time(printed=told)
    return Time(printed=told, instant=instant, precision=Precision.SECOND, basis=Basis.OFFSET)


# The programs


def build_ours(folder: Path, documents: Sequence[Document]) -> Built:
    site = folder / "ours"
    site.mkdir()

    held = folder / "documents"
    held.write_bytes(pickle.dumps(list(documents)))
    # The entries were there before: what it takes to load them is taken away again.
    (idle_cpu, idle), (cpu, peak) = (
        in_a_process(["scripts.bench_browser", str(held), *to]) for to in ([], [str(site)])
    )
    files = list((site / "assets" / "search").iterdir())
    return Built(
        name="backfile",
        folder=site,
        page="search.html",
        from_disk=True,
        cpu=cpu - idle_cpu,
        peak=peak - idle,
        files=len(files),
        size=sum(path.stat().st_size for path in files),
    )


class _Held:
    """What is searched, without live blogs that it was read from."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents

    def add(self, slug: Slug, read: Read, /) -> None:
        """There is none to add."""

    def finish(self) -> Postings:
        return collect_postings(self._documents, "en")


def build_pagefind(folder: Path, documents: Sequence[Document]) -> Built | None:
    if find_spec("pagefind") is None:
        return None
    site = folder / "pagefind"
    for each in documents:
        path = site / f"{each.permalink}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        title, text = html.escape(each.headline or each.text[:60]), html.escape(each.text)
        page = f'<!doctype html><html lang="en"><title>{title}</title><h1>{title}</h1><p>{text}</p></html>'
        path.write_text(page, encoding="utf-8")

    cpu, peak = in_a_process(["pagefind", "--silent", "--site", str(site)])
    files = [path for path in (site / "pagefind").rglob("*") if path.is_file()]
    (site / "search.html").write_text(_PAGEFIND, encoding="utf-8")
    return Built(
        name="pagefind",
        folder=site,
        page="search.html",
        from_disk=False,  # it fetches, imports and compiles, none of which a page from the disk may
        cpu=cpu,
        peak=peak,
        files=len(files),
        size=sum(path.stat().st_size for path in files),
    )


def in_a_process(module: list[str]) -> tuple[float, float]:
    """The seconds of CPU and the peak memory (MB) of a module with its arguments, run as a program."""
    done = subprocess.run([sys.executable, "-c", _LAUNCH, *module], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{module[0]} failed: {done.stderr}")
    cpu, peak = map(float, done.stdout.split()[-2:])
    return cpu, peak / 1024


@contextmanager
def serve(folder: Path) -> Iterator[Host]:
    """The folder as a host sends it: packed, where that makes it smaller."""
    host = Host("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Packing, host, directory=str(folder)))
    host.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Packing(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, host: Host, *arguments: Any, **named: Any) -> None:
        self._host = host
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        plain = path.read_bytes()
        packed = gzip.compress(plain, 6, mtime=0)
        is_packed = len(packed) < len(plain)
        data = packed if is_packed else plain
        self._host.sent.append((self.path.partition("?")[0], len(data), time.time() * 1000))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        return None


def main() -> None:
    """Load entries; and if a folder is named, make the site of a search in them there."""
    documents = pickle.loads(Path(sys.argv[1]).read_bytes())
    if len(sys.argv) > 2:
        write_site(Path(sys.argv[2]), (), Settings(), _Held(documents))


if __name__ == "__main__":
    main()
