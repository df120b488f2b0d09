"""Finds the contract inside a tender document, by its headings and by who is spoken of.

A tender (招标文件, 磋商文件) carries the contract that will be signed as one of its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.tenders.headings import UNITS, Heading, headings
from loaders.tenders.part import Part
from loaders.words import pattern

__all__ = ["Part", "contract_part", "is_tender", "named_part"]

DENSITY = 2.5
"""Words of tendering in 1,000 characters from which a text is a tender document."""

FEWEST_MEANINGS = 2
"""Kinds of parts, besides the contract, that a tender document has."""

ENDING = ("bid_forms", "assessment", "instructions", "invitation")
"""What no contract holds: where one of these begins, the contract is over."""

LEAST = 300
"""The fewest characters of a contract."""


def is_tender(text: str) -> bool:
    """Whether a text is a whole tender document rather than a contract."""
    marks = len(pattern("tender_marks", "tender").findall(text))
    if 1000 * marks < DENSITY * len(text):
        return False
    told = {heading.meaning for heading in headings(text)} - {None, "contract"}
    return len(told) >= FEWEST_MEANINGS


def contract_part(text: str) -> Part | None:
    """The contract inside a tender document; `None` where the text is none, or holds none."""
    if not is_tender(text):
        return None
    found = headings(text)
    parts = [_part(text, found, i) for i, h in enumerate(found) if h.meaning == "contract"]
    likely = [part for part in parts if part.end - part.start >= LEAST and part.sure > 0]
    if not likely:
        return None
    best = max(likely, key=lambda part: (part.sure, part.end - part.start))
    # Forms and agreements inside the contract read like one as well: it is the whole that counts.
    around = [part for part in likely if part.start <= best.start and best.end <= part.end]
    return _with_neighbours(text, max(around, key=lambda part: part.end - part.start), parts)


def _with_neighbours(text: str, part: Part, parts: Sequence[Part]) -> Part:
    """A contract whose general terms, special terms and form are chapters one after the other."""
    for other in reversed(parts):
        beside = other.end <= part.start and not text[other.end : part.start].strip()
        if beside:
            part = replace(part, start=other.start, title=other.title)
    for other in parts:
        beside = other.start >= part.end and not text[part.end : other.start].strip()
        if beside:
            part = replace(part, end=other.end)
    return part


def named_part(text: str, words: str) -> Part | None:
    """The part of a document whose heading holds these words, `None` if there is none."""
    wanted = "".join(words.split())
    found = headings(text)
    for at, heading in enumerate(found):
        if wanted and wanted in "".join(text[heading.start : heading.end].split()):
            part = _part(text, found, at)
            return Part(part.start, part.end, part.title, 1.0)
    return None


def _part(text: str, found: Sequence[Heading], at: int) -> Part:
    heading = found[at]
    end = next((h.start for h in _followers(found, at)), len(text))
    words = text[heading.start : end]
    return Part(heading.start, heading.start + len(words.rstrip()), heading.title, _worth(words))


def _followers(found: Sequence[Heading], at: int) -> Iterator[Heading]:
    """The headings that may end the part of one: of its rank or above, or of another meaning."""
    heading = found[at]
    # A title without a number ends where the numbered part ends that it stands in.
    within = next((h for h in reversed(found[: at + 1]) if h.number), heading)
    for other in found[at + 1 :]:
        if other.rank < heading.rank:
            yield other
        elif other.unit == heading.unit and heading.unit in UNITS:
            # 第一部分 of the contract itself begins again with one.
            if other.number == heading.number + 1 or other.meaning not in (None, "contract"):
                yield other
        elif other.meaning in ENDING or (
            other.unit == within.unit
            and other.number == within.number + 1
            and other.meaning not in (None, "contract")
        ):
            yield other


def _worth(words: str) -> float:
    """How much a stretch reads like a contract: its parties speak, not the bidders."""
    contract = len(pattern("tender_marks", "contract").findall(words))
    tender = len(pattern("tender_marks", "tender").findall(words))
    parties = min(2, len(pattern("tender_marks", "party_line").findall(words)))
    signed = bool(pattern("tender_marks", "signature").search(words))
    density = 1000 * contract / max(len(words), 1)
    if contract < 8 or density < 3 or tender > contract:
        return 0.0
    share = contract / (contract + tender)
    return round(0.5 * share + 0.3 * min(1.0, density / 12) + 0.05 * parties + 0.1 * signed, 3)
