"""What falls due → a calendar file (RFC 5545), the same bytes for the same contracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from api.contracts import Judged
from api.errors import Problem
from api.messages import Speaker
from api.report.due import Due, dues, whole_day
from api.report.printable import printable
from api.report.view import side_names
from ontology.vocabulary import Lang, label

OCTETS = 75
"""A line of a calendar file is no longer, its end not counted."""

NO_DAY = date(1970, 1, 1)
"""Stands in the time stamp that the format asks for where nothing has a date."""


def render_calendar(judged: Sequence[Judged], lang: Lang, on: date | None = None) -> bytes:
    """All dated duties of the contracts; the stamp is the day `on`, else that of signing.

    Raises `Problem` where nothing has a day: the format knows no empty calendar.
    """
    say = Speaker("due", lang)
    events = [line for one in judged for line in _events(one, say, on)]
    if not events:
        raise Problem("no_dates", ", ".join(one.contract.name for one in judged))
    head = ("VERSION:2.0", "PRODID:-//Evenhand//Contract dates//EN", "CALSCALE:GREGORIAN")
    name = f"X-WR-CALNAME:{_escaped(say('calendar'))}"
    lines = ("BEGIN:VCALENDAR", *head, "METHOD:PUBLISH", name, *events, "END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _events(judged: Judged, say: Speaker, on: date | None) -> Iterator[str]:
    contract = judged.contract
    stamp = on or whole_day(contract.facts.contract.signed_on) or NO_DAY
    names = side_names(contract.facts, say.lang)
    title = contract.facts.contract.title or contract.name
    for due in dues(contract, say.lang):
        yield from ("BEGIN:VEVENT", f"UID:{due.uid}@evenhand", f"DTSTAMP:{stamp:%Y%m%d}T000000Z")
        yield f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{due.day + timedelta(1):%Y%m%d}"
        yield f"SUMMARY:{_escaped(_summary(due, names, say.lang))}"
        yield f"DESCRIPTION:{_escaped(_description(due, title, say))}"
        yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def _summary(due: Due, names: dict[str, str], lang: Lang) -> str:
    who = names.get(due.side) or ("" if due.side == "both" else label("roles", due.side, lang))
    colon = "：" if lang == "zh" else ": "
    return f"{who}{colon}{due.what}" if who else due.what


def _description(due: Due, title: str, say: Speaker) -> str:
    lines = [title]
    lines += [f"“{due.quote}”"] if due.quote else []
    lines += [say("place", clause=due.clause)] if due.clause else []
    return "\n".join([*lines, *due.how])


def _escaped(text: str) -> str:
    said = printable(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return said.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A long line in pieces that end between characters; all but the first begin with a space."""
    piece, room = "", OCTETS
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield piece
            piece, room = " ", OCTETS - 1
        piece += sign
        room -= size
    yield piece
