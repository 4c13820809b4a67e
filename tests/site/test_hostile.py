"""Whatever stands in a capture, the pages of the site do nothing: in a real browser no script of it runs, nothing is
asked of any host, nobody is led away, and no element of it stands in the page.

Every payload is tried in every field that reaches a page, and on pages of our own that escape nothing, where it must be
found out: so the tests can fail.
"""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from markdown import markdown

from backfile.model.capture import Capture, digest
from backfile.model.entry import Coverage, Entry, Revision
from backfile.model.observation import LiveBlog, Provenance
from backfile.model.time import Basis, Precision, Time
from backfile.text.markdown import escape
from backfile.text.slug import slug
from backfile.workspace.settings import Settings
from tests.site.sample import write_site
from tests.tab import Gone, Tab, open_tab

HERE = "%HERE%"  # stands in payloads for the address of a host that takes note of who asks it for anything

# The ways in which our own pages hold a payload without escaping it.
PLAIN, TITLE, ATTRIBUTE, TWICE, MARKDOWN, LINK, DATA, SCRIPT, HALF, XML, CDATA = (
    "<!doctype html><title>Plain</title><body><p>%s</p>",
    "<!doctype html><title>%s</title><p>x</p>",
    '<!doctype html><title>Attribute</title><input name="x" autofocus title="%s">',
    # written by a page that takes entities for what they stand for, or that reads again what it wrote
    "<!doctype html><title>Twice</title><body><script>const made = () => document.createElement('div');"
    "const [once, taken, again] = [made(), made(), made()]; once.innerHTML = %s;"
    "taken.innerHTML = once.textContent; again.innerHTML = once.innerHTML;</script>",
    "<!doctype html><title>Markdown</title><body>%s",
    '<!doctype html><title>Link</title><a href="%s">x</a>',
    '<!doctype html><title>Data</title><script type="application/ld+json">{"headline": "%s"}</script>',
    '<!doctype html><title>Script</title><script>const data = ["%s"];</script>',
    '<!doctype html><title>Half: quotation marks alone are escaped</title><script>const data = ["%s"];</script>',
    "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>%s</title></feed>",
    "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title><![CDATA[%s]]></title></feed>",
)

PAYLOADS: dict[str, tuple[str, str]] = {
    "script": (PLAIN, "<script>alert(1)</script>"),
    "script from a host": (PLAIN, f"<script src='{HERE}'></script>"),
    "picture that fails": (PLAIN, "<img src=x: onerror=alert(1)>"),
    "picture from a host": (PLAIN, f'<img src="{HERE}" alt="">'),
    "body": (PLAIN, "<body onload=alert(1)>"),
    "details": (PLAIN, "<details open ontoggle=alert(1)>x</details>"),
    "focus": (PLAIN, "<input autofocus onfocus=this.onfocus=null,alert(1)>"),
    "mouse": (PLAIN, '<b onmouseover="alert(1)">x</b>'),
    "capitals and line ends": (PLAIN, "<ScRiPt\n>alert(1)</sCrIpT\n>"),
    "slashes for blanks": (PLAIN, "<img/src=x:/onerror=alert(1)>"),
    "entities in an attribute": (PLAIN, "<img src=x: onerror=&#97;lert&lpar;1&rpar;>"),
    "svg": (PLAIN, "<svg onload=alert(1)></svg>"),
    "svg script": (PLAIN, "<svg><script>alert&#40;1)</script></svg>"),
    "svg picture": (PLAIN, f'<svg><image href="{HERE}"/></svg>'),
    "svg use": (PLAIN, '<svg><use href="data:image/svg+xml,<svg id=x></svg>#x"/></svg>'),
    "math": (PLAIN, '<math><mtext><img src="x:" onerror="alert(1)"></mtext></math>'),
    "style": (PLAIN, f"<style>body {{ background: url({HERE}) }}</style>"),
    "style that imports": (PLAIN, f"<style>@import '{HERE}';</style>"),
    "style of an element": (PLAIN, f'<b style="background: url({HERE})">x</b>'),
    "stylesheet": (PLAIN, f"<link rel=stylesheet href='{HERE}'>"),
    "preload": (PLAIN, f"<link rel=preload as=script href='{HERE}'>"),
    "refresh": (PLAIN, f'<meta http-equiv="refresh" content="0; url={HERE}">'),
    "base": (PLAIN, f'<base href="{HERE}/"><img src="picture" alt="">'),
    "form": (PLAIN, f'<form action="{HERE}"><button>x</button></form>'),
    "form by a button": (PLAIN, f'<form><button formaction="{HERE}">x</button></form>'),
    "frame": (PLAIN, f'<iframe src="{HERE}"></iframe>'),
    "frame of script": (PLAIN, '<iframe src="javascript:parent.alert(1)"></iframe>'),
    "frame of its own": (PLAIN, '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>'),
    "template": (PLAIN, f'<b><template shadowrootmode=open><img src="{HERE}" alt=""></template></b>'),
    "object": (PLAIN, f'<object data="{HERE}"></object>'),
    "embed": (PLAIN, f'<embed src="{HERE}">'),
    "video": (PLAIN, f'<video src="{HERE}" autoplay></video>'),
    "audio that fails": (PLAIN, "<audio src=x: onerror=alert(1)></audio>"),
    "poster": (PLAIN, f'<video poster="{HERE}"></video>'),
    "picture button": (PLAIN, f'<input type=image src="{HERE}">'),
    "mutation by style": (PLAIN, '<svg></p><style><a id="</style><img src=1: onerror=alert(1)>">'),
    "mutation by tables": (
        TWICE,
        "<form><math><mtext></form><form><mglyph><style></math><img src=x: onerror=alert(1)></style></mglyph></form>",
    ),
    "mutation by comments": (
        TWICE,
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1: onerror=alert(1)&gt;">',
    ),
    "noscript": (PLAIN, '<noscript><p title="</noscript><img src=x: onerror=alert(1)>"></noscript>'),
    "comment": (PLAIN, "<!--><img src=x: onerror=alert(1)>-->"),
    "entities": (TWICE, "&lt;img src=x: onerror=alert(1)&gt;"),
    "entities by number": (TWICE, "&#60;img src=x: onerror=alert(1)&#x3e;"),
    "end of a title": (TITLE, "</title><script>alert(1)</script>"),
    "end of a text field": (TITLE, "</textarea></title></style></noscript><img src=x: onerror=alert(1)>"),
    "end of an attribute": (ATTRIBUTE, '" onfocus="this.onfocus=null;alert(1)" x="'),
    "end of a tag": (ATTRIBUTE, '"><img src=x: onerror=alert(1)>'),
    "end of data": (DATA, "</script><script>alert(1)</script>"),
    "end of data in a comment": (DATA, "<!--<script>"),
    "end of a string": (SCRIPT, '"]; alert(1); ["'),
    "end of a string after a backslash": (HALF, '\\"]; alert(1); //'),
    "line ends of JavaScript": (SCRIPT, '\u2028\u2029\\u2028"];alert(1)//'),
    "template string": (SCRIPT, '", `${alert(1)}`, "'),
    "end of CDATA": (
        CDATA,
        "]]><s:script xmlns:s='http://www.w3.org/1999/xhtml'>alert(1)</s:script><![CDATA[",
    ),
    "script in XML": (XML, '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'),
    "HTML in Markdown": (MARKDOWN, "**b** <img src=x: onerror=alert(1)>\n\n<div><script>alert(1)</script></div>"),
    "link of script in Markdown": (MARKDOWN, "[x](javascript:alert%281%29)"),
    "link of script in angle brackets": (MARKDOWN, "[x](<javascript:alert(1)>)"),
    "link of script with entities": (MARKDOWN, "[x](javascript&colon;alert%281%29)"),
    "link of script by reference": (MARKDOWN, "[x][y]\n\n[y]: javascript:alert(1)"),
    "title of a link": (MARKDOWN, f'![x]({HERE} "onerror=alert(1)")'),
    "picture in Markdown": (MARKDOWN, f"![x]({HERE})"),
    "link to data": (MARKDOWN, "[x](data:text/html,%3Cscript%3Ealert%281%29%3C/script%3E)"),
    "HTML after the end of code": (MARKDOWN, "`</code></pre><img src=x: onerror=alert(1)>"),
    "address of script": (LINK, "javascript:alert(1)"),
    "address of script with a tab": (LINK, " java\tscript:alert(1)//http://"),
    "address of script in capitals": (LINK, "JaVaScRiPt:alert(1)"),
    "address of script after a control": (LINK, "\x01javascript:alert(1)"),
    "address of Visual Basic": (LINK, "vbscript:msgbox(1)"),
    "address of data": (LINK, "data:text/html,<script>alert(1)</script>"),
    "address that ends its attribute": (LINK, 'https://news.example/"onfocus="this.onfocus=null;alert(1)"autofocus="'),
    "address of a file": (LINK, "file:///etc/hostname"),
}


ONLY_SEEN = {"mouse", "address of Visual Basic", "end of data in a comment", "mutation by comments"}
"""These wait for something that no test does, make a page lose its end, or are mended by newer browsers; they are found
in the page, not by what it does."""


@dataclass
class Host:
    """A host that takes note of whoever connects to it."""

    address: str = ""
    asked: list[str] = field(default_factory=list)

    def put_into(self, text: str) -> str:
        return text.replace(HERE, f"{self.address}/taken")


@contextmanager
def listening() -> Iterator[Host]:
    host = Host()

    class Listening(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is said of it."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with listening() as host:
        yield host


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with open_tab() as tab:
        yield tab


# What no page of ours holds. (An address is judged as the browser reads it.)
FOREIGN = """((home) => {
  const found = [];
  const own = (each) => each.matches("form.ask, meta[http-equiv='Content-Security-Policy'], link[rel=canonical]," +
    "link[rel=alternate], link[rel=stylesheet][href$='.css']:not([href*=':']), link[rel=icon][href='data:,']," +
    "script[src*='assets/']:not([href*=':']), head > script[type='application/ld+json'], #q, #sort," +
    "figure.chart > img");
  const kinds = "script, style, link, iframe, frame, object, embed, base, form, template, svg, math, audio, video, " +
    "source, input, textarea, select, img, image, meta[http-equiv], [style], [srcdoc], [formaction], [is], portal";
  for (const each of document.querySelectorAll(kinds)) if (!own(each)) found.push(each.outerHTML.slice(0, 200));
  for (const each of document.querySelectorAll("*")) {
    if (each.shadowRoot) found.push("shadow root");
    for (const { name } of each.attributes) if (name.startsWith("on")) found.push(`${name}: ${each.outerHTML}`);
    const address = each.href || each.action || each.src;
    const led = address?.baseVal ?? address;
    if (!led || each.localName === "link") continue;
    const schemes = each.localName === "a" ? ["http:", "https:", "mailto:", location.protocol] : [location.protocol];
    if (!schemes.includes(new URL(led, location).protocol)) found.push(`leads to ${led}`);
    if (led.startsWith("file:") && !led.startsWith(home)) found.push(`leads to ${led}`);
  }
  if (!document.querySelector("footer.end")) found.push("the end of the page is lost");
  return found;
})"""
DATA_BLOCKS = """[...document.querySelectorAll("script[type='application/ld+json']")].map(
  (each) => JSON.parse(each.textContent))"""
CLICK = "document.querySelector('a[href], form button')?.click()"
OWN_SCHEMES = ("file:", "data:")


def what_it_did(tab: Tab, host: Host, address: str, milliseconds: int = 5, *, click: bool = False) -> list[str]:
    """All that a page at this address did which no page of ours does; one that is clicked has more time for it."""
    host.asked.clear()
    tab.open(address)
    if click:
        with suppress(Gone):
            tab.ask(CLICK)
    for _ in range(20 if click else 1):
        tab.wait(milliseconds)
        if done := done_by(tab, host, address):
            return done
    return []


def done_by(tab: Tab, host: Host, address: str) -> list[str]:
    done = [f"{host.address}{path} was asked" for path in host.asked]
    for method, event in tab.told:
        match method:
            case "Page.javascriptDialogOpening":
                done.append("a dialog opened")
            case "Network.requestWillBeSent":
                if not event["request"]["url"].startswith(OWN_SCHEMES):
                    done.append(f"{event['request']['url']} was asked for")
            case "Page.frameNavigated" | "Page.frameRequestedNavigation":
                to = event["url"] if "url" in event else event["frame"]["url"]
                if to != address:
                    done.append(f"a frame went to {to}")
            case "Page.frameAttached" | "Page.windowOpen" | "Page.downloadWillBegin":
                done.append(method)
            case "Log.entryAdded":
                done.append(f"{event['entry']['level']}: {event['entry']['text']}")
            case "Runtime.exceptionThrown":
                done.append(f"exception: {event['exceptionDetails']['text']}")
            case "Runtime.consoleAPICalled":
                done.append(f"console: {event['args']}")
    return done


def foreign(tab: Tab, home: Path) -> list[str]:
    """What stands in the page though no page of ours holds it; a link may lead to files in `home` alone."""
    found: list[str] = tab.ask(f"{FOREIGN}({json.dumps(home.as_uri())})")
    return found


AT_ONCE = 9  # payloads that stand in one field


def all_at_once(payloads: dict[str, str]) -> Iterator[dict[str, str]]:
    """The payloads, some together; a link that begins with another word leads nowhere, so those stand alone."""
    links = [name for name in payloads if PAYLOADS[name][0] == LINK]
    others = [name for name in payloads if PAYLOADS[name][0] != LINK]
    for name in links:
        yield {name: payloads[name]}
    for start in range(0, len(others), AT_ONCE):
        yield {name: payloads[name] for name in others[start : start + AT_ONCE]}


def made(payloads: dict[str, str]) -> Coverage:
    """A live blog with the payloads in every field of it and of its captures, and with an entry for each of them."""
    together = "\n\n".join(payloads.values())
    capture = Capture(
        digest=digest(together),
        name=f"ferry {together}",
        size=1,
        format=together,
        decoding=together,
        address=together,
        publisher=together,
        captured=at(together, 9),
        zone=together,
    )
    again = replace(capture, digest=digest(together + "again"), address=f"http://news.example/{together}")
    place = Provenance(capture=capture.digest, part=together, start=0, end=1, displayed=True)
    strange = Provenance(capture=digest("nothing"), part=together, start=0, end=1, displayed=False)

    def entry(number: int, name: str, payload: str) -> Entry:
        old = Revision(number=1, headline=f"old {payload}", body=payload, provenance=(place, strange))
        headline = None if number % 4 == 2 else payload
        new = Revision(number=2, headline=headline, body=escape(f"ferry {payload}"), provenance=(place,))
        return Entry(
            slug=slug(name, fallback="entry"),
            keys=(payload,),
            basis=payload,
            byline=(together, "Ada Quint"),
            published=Time(printed=payload) if number % 4 == 3 else at(payload, 10),
            updated=at(payload, 12),
            revisions=(old, new),
            withdrawn=payload,
            tags=(together,),
            language=payload,
            altered=f"ferry {payload}\n\n> {payload}\n\n| a | b |\n|---|---|\n| {payload} | x |\n",
        )

    return Coverage(
        slug=slug(together, fallback="payload"),
        key=together,
        liveblog=LiveBlog(
            headline=together, summary=(together, f"ferry {together}"), publisher=together, address=together, declared=9
        ),
        captures=(capture, again),
        entries=tuple(entry(number, *payload) for number, payload in enumerate(payloads.items())),
    )


def at(printed: str, hour: int) -> Time:
    instant = datetime(2022, 3, 10, hour, tzinfo=UTC)
    return Time(printed=printed, instant=instant, precision=Precision.MINUTE, basis=Basis.PAGE_ZONE, source=printed)


@pytest.mark.parametrize("name", PAYLOADS)
def test_each_payload_is_found_out_where_nothing_is_escaped(tab: Tab, host: Host, tmp_path: Path, name: str) -> None:
    page, payload = PAYLOADS[name]
    put = host.put_into(payload)
    if page == MARKDOWN:
        put = markdown(put)
    elif page == TWICE:
        put = json.dumps(put).replace("</", "<\\/")
    elif page == HALF:
        put = put.replace('"', '\\"')
    path = tmp_path / ("page.xml" if page in (XML, CDATA) else "page.html")
    path.write_text(page % put + ("" if path.suffix == ".xml" else '<footer class="end"></footer>'), encoding="utf-8")
    tab.open("about:blank")  # what the one before did ends with it
    found = what_it_did(tab, host, path.as_uri(), click=True)
    assert found or (name in ONLY_SEEN and foreign(tab, tmp_path))


def test_an_innocent_page_is_not_found_out(tab: Tab, host: Host, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"{PLAIN % 'x'}<footer class='end'></footer>", encoding="utf-8")
    tab.open("about:blank")
    assert what_it_did(tab, host, (tmp_path / "page.html").as_uri(), click=True) + foreign(tab, tmp_path) == []


@pytest.fixture(scope="module")
def payloads(host: Host) -> dict[str, str]:
    return {name: host.put_into(payload) for name, (_, payload) in PAYLOADS.items()}


@pytest.fixture(scope="module", params=["private", "full"])
def folder(request: pytest.FixtureRequest, payloads: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of hostile captures and hostile settings."""
    folder = tmp_path_factory.mktemp(request.param)
    together = " ".join(payloads.values())
    settings = Settings(
        title=together,
        rights=together,
        contact=f"javascript:alert(1)//{together}",
        publish=request.param,
        base_url="https://archive.example/live/",
    )
    coverages = [
        replace(made(each), slug=slug(f"{next(iter(each.values()))} {number}", fallback=f"payload-{number}"))
        for number, each in enumerate(all_at_once(payloads))
    ]
    write_site(folder, coverages, settings)
    return folder


def test_no_page_of_hostile_captures_does_anything(tab: Tab, host: Host, folder: Path) -> None:
    blocks = 0
    for path in pages_of(folder):
        told = what_it_did(tab, host, path.as_uri())
        home = folder
        if path.name == "404.html":  # its links begin at the top of a host
            told, home = [each for each in told if "ERR_FILE_NOT_FOUND" not in each], Path("/")
        if path.suffix == ".html":
            told += foreign(tab, home)
            blocks += len(tab.ask(DATA_BLOCKS))
        assert told == [], path.relative_to(folder)
    assert blocks > len(PAYLOADS) if folder.name.startswith("full") else blocks == 0


def pages_of(folder: Path) -> list[Path]:
    """All that a browser shows. Lists of names are made alike however a site is published, so once is enough."""
    pages = sorted([*folder.rglob("*.html"), *folder.rglob("*.xml"), *folder.rglob("*.svg")])
    assert len(pages) > len(PAYLOADS)
    if folder.name.startswith("private"):
        return [path for path in pages if path.name == "index.html" or path.parent.parent != folder or is_entry(path)]
    return pages


def is_entry(path: Path) -> bool:
    return path.parent.name not in ("byline", "publisher", "tag")


def test_no_hostile_query_does_anything(tab: Tab, host: Host, payloads: dict[str, str], folder: Path) -> None:
    for each in all_at_once(payloads):
        query = quote(" ".join(each.values()), safe="")
        told = what_it_did(tab, host, f"{(folder / 'search.html').as_uri()}?q={query}")
        assert told + foreign(tab, folder) == [], query


def test_no_list_of_hostile_results_does_anything(tab: Tab, host: Host, folder: Path) -> None:
    address = f"{(folder / 'search.html').as_uri()}?q=ferry"
    assert what_it_did(tab, host, address) == []
    for _ in range(20):
        tab.ask("document.getElementById('more').hidden || document.getElementById('more').click()")
        tab.wait(50)  # what is shown next may have to be fetched
    assert tab.ask("document.querySelectorAll('#hits > li').length") == len(PAYLOADS)
    tab.wait(100)
    assert done_by(tab, host, address) + foreign(tab, folder) == []
