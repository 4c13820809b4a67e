"""Two pasted pages that no publisher ever wrote, and what other programs make of a paste on its way to us."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from backfile.model.capture import Capture, digest
from backfile.model.observation import Observation, Reading
from backfile.seeds.paste.read import read_paste

RIVER = """\
River Alder updates: Mayor says the 'worst is behind us' at Millbrook

The lower town of Millbrook has been under water since Monday night.

Crews are laying sandbags along both banks, while engineers watch the old weir, which "holds for now."

The rain began Oct. 3, when a front from the west came to a halt over the hills.

Trains to the coast have been replaced by buses, and the bridge at Market Street is closed to all but ambulances.

For previous coverage, please click here.

Years of the Flood
Years of the Flood
How a small town learned to live beside a river that will not stay where it was put.
Stream On Alder Plus

0

Water at the weir falls for a first time

The gauge at the weir stood at 4.12 metres at noon Wednesday, a hand lower than at breakfast.

"We take nothing for granted," the keeper of the weir said. "It has fooled us before -- twice."

The council's engineers expect a slow night.

-ABC News' Orla Penhaligon


School 'will open on Monday,' headmistress says of the Hill Road site

Lessons at the Hill Road school will be held in the upper hall Thursday, the headmistress told parents.

"Bring boots," she added.

-ABC News' Teo Marchetti


Ferry crews and farmers carry 40 people across the meadows

Forty people were brought across the flooded meadows in farm trailers and two ferries.

Nobody was hurt, the ferry company said Tuesday.


Baker hands out loaves, soup: shelter volunteer

A baker of the lower town has been handing out bread since 5 a.m., a volunteer at the shelter said.

The shelter's well-stocked kitchen has soup for two days.

"And then somebody has to go to the shops," the volunteer said.

-ABC News' Orla Penhaligon and Wim de Groot
"""

TIMED = """\
Observatory hill fire: what we know

The fire on the hill is under control, the brigade says.

Oct 05, 2022, 9:12 PM EDT
Dome of the old telescope is safe

The copper dome has not been touched by the fire, its keeper said.

Visitors may come back on Friday.

Oct 05, 2022, 7:40 PM EDT
Wind turns to the north

The wind has turned, and the smoke with it.

-ABC News' Ida Storm

Oct 05, 2022, 12:05 AM EDT
First smoke seen above the car park

A walker saw smoke above the car park after midnight.
"""


def _quoted(text: str) -> str:
    """Typographic quotes and dashes, as a word processor sets them."""
    text = re.sub(r'"([^"\n]*)"', r"“\1”", text).replace("'", "’").replace(" -- ", " — ")
    return re.sub(r"(?m)^-", "—", text)


def _without_blank_lines(text: str) -> str:
    return re.sub(r"\n{2,}", "\n", text)


VARIANTS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "CRLF line ends": lambda text: text.replace("\n", "\r\n"),
    "CR line ends": lambda text: text.replace("\n", "\r"),
    "blank runs collapsed to one": lambda text: re.sub(r"\n{3,}", "\n\n", text),
    "typographic quotes and dashes": _quoted,
    "trailing spaces": lambda text: text.replace("\n", " \t\n"),
    "indented lines": lambda text: re.sub(r"(?m)^(?=.)", "    ", text),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "all gaps doubled": lambda text: text.replace("\n", "\n\n"),
    "no blank lines at all": _without_blank_lines,
    "all of these at once": lambda text: _without_blank_lines(_quoted(text)).replace("\n", "  \r\n"),
    "blank lines at both ends": lambda text: f"\n \n\n{text}\n\n\t\n",
}


@dataclass(frozen=True)
class Seen:
    """What must not change with the way of a paste: keys, names, times."""

    entries: tuple[tuple[str, tuple[str, ...], str | None], ...]


def capture_of(text: str) -> Capture:
    return Capture(digest=digest(text), name="page.txt", size=len(text), format="text")


def read(text: str) -> Reading:
    return read_paste(capture_of(text), text)


def seen(reading: Reading) -> Seen:
    return Seen(tuple((entry.key, entry.byline, _printed(entry)) for entry in reading.entries))


def _printed(entry: Observation) -> str | None:
    return " ".join(entry.published.printed.split()) if entry.published else None
