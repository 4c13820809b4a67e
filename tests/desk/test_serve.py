"""Does the server give the files of the site, to this machine, and nothing else to anybody?"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backfile.desk.build import build
from backfile.desk.serve import HOST, find_file, serving, type_of
from backfile.errors import BackfileError, NotFound
from backfile.workspace.folders import Workspace
from tests.desk.pastes import DIVERS, FLOOD, FLOOD_BLOG, give, write

SECRET = "nobody reads this"


class Browser:
    """Asks for a target exactly as it is given: no client mends it."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        assert parts.hostname == HOST
        self.port = int(parts.port or 0)

    def get(self, target: str, method: str = "GET", host: str | None = None) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection(HOST, self.port, timeout=10)
        try:
            connection.putrequest(method, target, skip_host=True)
            connection.putheader("Host", host or f"{HOST}:{self.port}")
            connection.endheaders()
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    from backfile.desk.begin import begin

    workspace, _ = begin(tmp_path_factory.mktemp("serve") / "news")
    give(workspace, FLOOD)
    build(workspace)
    write(workspace.site / ".hidden.html", SECRET)
    write(workspace.site / "feed.json", "{}")
    write(workspace.site / "odd name.svg", "<svg/>")
    write(workspace.root / "secret.html", SECRET)
    write(workspace.root / "site-too" / "index.html", SECRET)
    return workspace


@pytest.fixture(scope="module")
def browser(built: Workspace) -> Iterator[Browser]:
    with serving(built, port=0) as address:
        yield Browser(address)


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html?q=1", "text/html; charset=utf-8"),
        (f"/{DIVERS}.html", "text/html; charset=utf-8"),
        (f"/{DIVERS}.md", "text/markdown; charset=utf-8"),
        (f"/{FLOOD_BLOG}/", "text/html; charset=utf-8"),
        ("/assets/style.css", "text/css; charset=utf-8"),
        ("/assets/search.js", "text/javascript; charset=utf-8"),
        ("/feed.json", "application/feed+json"),
        ("/odd%20name.svg", "image/svg+xml"),
    ],
)
def test_the_files_of_the_site_are_given_with_their_types(
    browser: Browser, built: Workspace, target: str, kind: str
) -> None:
    response, body = browser.get(target)
    assert (response.status, response.getheader("Content-Type")) == (200, kind)
    assert response.getheader("X-Content-Type-Options") == "nosniff"
    assert body
    head, nothing = browser.get(target, "HEAD")
    assert (head.status, head.getheader("Content-Length"), nothing) == (200, str(len(body)), b"")


def test_types_of_feeds_and_of_what_nobody_knows() -> None:
    assert type_of(Path("x/feed.xml")) == "application/atom+xml"
    assert type_of(Path("sitemap.xml")) == "application/xml"
    assert type_of(Path("a.JPG")) == "image/jpeg"
    assert type_of(Path("CNAME")) == "application/octet-stream"


def test_a_folder_is_its_page_and_never_a_list(browser: Browser) -> None:
    response, _ = browser.get(f"/{FLOOD_BLOG}")
    assert (response.status, response.getheader("Location")) == (301, f"/{FLOOD_BLOG}/")
    for target in ("/assets/", "/assets"):
        response, body = browser.get(target)
        assert response.status == 404
        assert b"style.css</a>" not in body


OUTSIDE = [
    *("/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/.%2e/secret.html", "/assets/../../secret.html"),
    *("/..\\secret.html", "/..%5csecret.html", "/%5c..%5csecret.html", "/c:/secret.html", "/secret.html%00.css"),
    *("/..;/secret.html", "/..", "/../site-too/", "/../site-too/index.html", "/%252e%252e/secret.html"),
    *("/.hidden.html", "/%2ehidden.html", "/.nojekyll", "/%ff", "/%00", "//etc/passwd", "/etc/passwd"),
    *("/" + "a" * 5000, "/" + "a/" * 3000, "/index.html/", "/index.html/x", "/index.html.", "/index.html::$DATA"),
    *("/" + "%2e%2e/" * 20 + "etc/passwd", "/%c0%ae%c0%ae/secret.html", "/INDEX.HTML%20"),
]


@pytest.mark.parametrize("target", OUTSIDE, ids=lambda target: target[:40])
def test_nothing_outside_the_site_can_be_reached(browser: Browser, target: str) -> None:
    response, body = browser.get(target)
    assert response.status == 404
    assert SECRET.encode() not in body
    assert b"Nothing stands at this address" in body  # the site's own page says so


def test_an_absolute_path_is_one_below_the_site(browser: Browser, built: Workspace) -> None:
    for target in (
        str(built.root / "secret.html"),
        f"/{built.root / 'secret.html'}",
        f"file://{built.root}/secret.html",
    ):
        response, body = browser.get(target if target.startswith(("/", "file")) else f"/{target}")
        assert response.status == 404
        assert SECRET.encode() not in body


def test_nothing_behind_a_link_is_given(browser: Browser, built: Workspace) -> None:
    try:
        (built.site / "linked.html").symlink_to(built.root / "secret.html")
        (built.site / "linked").symlink_to(built.root / "site-too", target_is_directory=True)
        (built.site / "circle.html").symlink_to(built.site / "circle.html")
    except OSError:
        pytest.skip("this system lets nobody make links")
    for target in ("/linked.html", "/linked/", "/linked/index.html", "/circle.html"):
        response, body = browser.get(target)
        assert response.status == 404
        assert SECRET.encode() not in body


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "127.0.0.1:1", "[::1]"])
def test_who_calls_it_by_another_name_is_not_answered(browser: Browser, host: str) -> None:
    response, body = browser.get("/", host=host)
    assert response.status == 403
    assert b"<html" not in body


def test_it_is_answered_by_its_own_names(browser: Browser) -> None:
    for host in (HOST, "localhost", f"localhost:{browser.port}", f"LOCALHOST:{browser.port}"):
        assert browser.get("/", host=host)[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_done_but_reading(browser: Browser, method: str) -> None:
    assert browser.get("/", method)[0].status == 501


def test_only_this_machine_can_connect(browser: Browser) -> None:
    outside = {str(each[4][0]) for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {HOST}
    for address in outside:
        if not address.startswith("127."):
            with pytest.raises(OSError), socket.create_connection((address, browser.port), timeout=2):
                pass


def test_what_is_rebuilt_is_seen_at_once(browser: Browser, built: Workspace) -> None:
    write(built.site / "new.html", "first")
    response, body = browser.get("/new.html")
    assert (body, response.getheader("Cache-Control")) == (b"first", "no-store")
    write(built.site / "new.html", "second")
    assert browser.get("/new.html")[1] == b"second"


def test_the_site_is_found_where_its_host_will_have_it(tmp_path: Path) -> None:
    write(tmp_path / "about.html", "x")
    assert find_file(tmp_path, "/live/about.html", "/live/") == tmp_path / "about.html"
    assert find_file(tmp_path, "/about.html", "/live/") == tmp_path / "about.html"
    assert find_file(tmp_path, "/lively/about.html", "/live/") is None
    assert find_file(tmp_path, "/live/../about.html", "/live/") is None


def test_a_port_that_is_taken_is_told_with_what_to_do(built: Workspace, browser: Browser) -> None:
    told = f"port {browser.port}: is in use; choose another with --port"
    with pytest.raises(BackfileError, match=told), serving(built, port=browser.port):
        pass


def test_a_site_that_is_not_built_is_not_served(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="build it with: backfile build"), serving(workspace, port=0):
        pass


def test_the_port_is_free_again_afterwards(built: Workspace) -> None:
    with serving(built, port=0) as address:
        port = Browser(address).port
    with serving(built, port=port) as again:
        assert again == address
