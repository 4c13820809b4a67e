"""Is what a person should look at found, and what only looks like it not?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.site.checks import find_mailboxes, find_telephones, read_page, target_of
from backfile.site.hosts import GB, HOSTS, passed_limits


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to ann.poe@mail.example.", ["ann.poe@mail.example"]),
        ("(info@example.org), news+tips@a-b.example.co.uk", ["info@example.org", "news+tips@a-b.example.co.uk"]),
        ("пишіть на пошта@приклад.укр", ["пошта@приклад.укр"]),
        ("follow @annpoe or @ann.poe", []),
        ("https://ann@host.example/x and https://example.org/@ann@social.example", []),
        ("10 @ 5 a.m., a@b, image@2x.png2", []),
    ],
)
def test_mailboxes(text: str, found: list[str]) -> None:
    assert list(find_mailboxes(text)) == found


@pytest.mark.parametrize(
    "number",
    [
        *("+44 20 7946 0958", "+1 212 555 0142", "+380 (44) 123-45-67", "+49 30/901820", "00 33 1 70 18 99 00"),
        *("(212) 555-0142", "212-555-0142", "212.555.0142", "0161 496 0000", "(020) 7946 0958", "06 12 34 56 78"),
        *("0800 1111 222", "030/901820-11"),
    ],
)
def test_telephones_are_found_as_they_are_written(number: str) -> None:
    for text in (number, f"Ring {number}.", f"the town hall ({number})", f"Tel: {number}, all night"):
        assert list(find_telephones(text)) == [number], text


@pytest.mark.parametrize(("text", "found"), [("Call 5550142 now", ["5550142"]), ("phone: 555-0142", ["555-0142"])])
def test_a_short_number_needs_a_word_that_says_what_it_is(text: str, found: list[str]) -> None:
    assert list(find_telephones(text)) == found
    assert list(find_telephones(text.partition(" ")[2])) == []


@pytest.mark.parametrize(
    "text",
    [
        *("2022-03-10", "10.03.2022", "01/02/2022", "01-02-2022 14:30", "03 10 2022", "from 1914-1918", "2021/2022"),
        *("07-03-2022 to 09-03-2022", "10:56 PM", "00:12:34", "1969-07-21T04:30Z", "call 2022-03-10", "20211126120530"),
        *(
            "10,000,000 people",
            "000 000 000",
            "3.141.592 euros",
            "$212.555.0142",
            "£0800 million",
            "61.5%",
            "won 6-4 3-6 7-6",
        ),
        *("51.5074, -0.1278", "ISBN 978-3-16-148410-0", "characters 1,115 to 1,356", "call on 116 123", "in 1998-2004"),
        "7958f5384029e4135895d46668dcf4ae647548d6ee2f13a4c24421d556a76ab2",
        "https://news.example/live/2022/0800-1111-222 and www.example.org/+442079460958",
        "storm/quay-closed-0800-1111-222",
    ],
)
def test_what_is_no_telephone_number_is_none(text: str) -> None:
    assert list(find_telephones(text)) == []


@given(st.text(st.sampled_from("0123456789+-./() :@a.tel\n")))
def test_any_text_is_looked_through(text: str) -> None:
    assert all(sum(map(str.isdigit, number)) >= 7 for number in find_telephones(text))
    assert all("@" in mailbox for mailbox in find_mailboxes(text))


def test_a_page_is_read_for_what_a_reader_sees() -> None:
    page = read_page(
        '<title>T</title><script src="x.js">tel 0800 1111 222</script><p id="a">one<br>two <bdi>three</bdi>four</p>'
        '<code class="digest">0800 1111 222</code><a href="b.html#c">five</a><img src="p.png"><link href="s.css">'
    )
    assert page.links == ["x.js", "b.html#c", "p.png", "s.css"]
    assert page.ids == {"a"}
    assert "two threefour" in page.text
    assert list(find_telephones(page.text)) == []


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("", ("storm/index.html", "")),
        ("#quay", ("storm/index.html", "quay")),
        ("quay.html#a%20b", ("storm/quay.html", "a b")),
        ("../index.html?q=1", ("index.html", "")),
        ("../", ("index.html", "")),
        ("./", ("storm/index.html", "")),
        ("/live/about.html", ("about.html", "")),
        ("/live/", ("index.html", "")),
        ("/about.html", ("../about.html", "")),
        ("../../secret.html", ("../secret.html", "")),
        ("https://example.org/", None),
        ("//example.org/", None),
        ("mailto:a@b.example", None),
        ("data:,", None),
        ("http://[", None),
    ],
)
def test_where_a_link_leads(link: str, target: tuple[str, str] | None) -> None:
    assert target_of("storm/index.html", link, "/live/") == target


def test_a_host_that_would_not_take_the_site_is_named_with_its_limit() -> None:
    small = {"site": 1, "largest": 1, "files": 1, "fullest": 1}
    assert [line for host in HOSTS for line in passed_limits(host, **small)] == []
    large = {"site": 2 * GB, "largest": 2 * GB, "files": 300_000, "fullest": 300_000}
    told = [line for host in HOSTS for line in passed_limits(host, **large)]
    assert {line.partition(":")[0] for line in told} == {host.name for host in HOSTS}
    assert "GitHub Pages: 2,000 MB, and it takes 1,000 MB" in told
    for host in HOSTS:
        limits = {"site": host.site, "largest": host.file, "files": host.files, "fullest": host.files_in_folder}
        at_the_limit = {name: limit or 1 for name, limit in limits.items()}
        assert list(passed_limits(host, **at_the_limit)) == []
        assert host.told.startswith("https://")
