"""The findings of a contract as comments in a copy of the Word file that it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.contracts import Judged
from api.errors import Problem
from api.messages import Speaker
from api.report.law import law
from api.report.printable import printable
from api.report.view import Item, in_text, items, side_names
from loaders.files.docx.commenting import Remark, Signed, comment
from loaders.files.how import Revisions
from loaders.files.magic import kind
from ontology.errors import UnreadableDocument
from ontology.vocabulary import Lang

LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Annotated:
    """A commented copy: `placed` of its `count` comments stand at the words they are about."""

    data: bytes
    count: int
    placed: int


def annotate(
    judged: Judged,
    original: bytes,
    lang: Lang,
    *,
    revisions: Revisions = "accepted",
    on: date | None = None,
) -> Annotated:
    """A copy of the Word file that the contract was read from, with a comment for each finding.

    `revisions` is the side of tracked changes that was read; comments are dated `on` or not at all.
    Raises `Problem` where the file is no .docx, or another than the contract was read from.
    """
    contract, say = judged.contract, Speaker("report", lang)
    opened, name = contract.opened, contract.name
    if opened is None or opened.loaded.format != "docx" or _form(original, name) != "docx":
        raise Problem("no_word_original", name)
    offset = opened.part.start if opened.part else 0
    found = items(judged.findings, contract, say)
    names = side_names(contract.facts, lang)
    remarks = tuple(_remark(item, judged, names, say, offset) for item in found)
    words = Speaker("comments", lang)
    by = Signed(words("author"), words("initials"), on.isoformat() if on else None)
    data, placed = comment(original, remarks, by, name, revisions)
    return Annotated(data, len(remarks), placed)


def _form(original: bytes, name: str) -> str:
    try:
        return kind(original, name)
    except UnreadableDocument:
        return ""


def _remark(item: Item, judged: Judged, names: dict[str, str], say: Speaker, offset: int) -> Remark:
    finding, text = item.finding, judged.contract.text
    span = in_text(finding.place, text) if finding.place.quote else None
    said = [_title(item, names, say), *_placing(item, span is not None, say)]
    said.append(finding.why.say(say.lang))
    words = Speaker("comments", say.lang)
    for side, remedy in (("vendor", finding.remedy.vendor), ("buyer", finding.remedy.buyer)):
        said.append(words("ask", side=names[side], words=remedy.say(say.lang)))
    if finding.basis:
        laws = dict.fromkeys(law(basis, say).cited for basis in finding.basis)
        said.append(words("law", laws=("、" if say.lang == "zh" else "; ").join(laws)))
    paragraphs = tuple(printable(line) for line in said)
    return Remark(paragraphs, span[0] + offset, span[1] + offset) if span else Remark(paragraphs)


def _title(item: Item, names: dict[str, str], say: Speaker) -> str:
    finding = item.finding
    favours = (
        say("verdict.favours_none")
        if finding.favours == "none"
        else say("verdict.favours", side=names[finding.favours])
    )
    return Speaker("comments", say.lang)(
        "title",
        number=item.number,
        title=item.title,
        severity=say("severity.heading", severity=say(f"severity.{finding.severity}")),
        favours=favours,
        rule=finding.rule,
    )


def _placing(item: Item, anchored: bool, say: Speaker) -> list[str]:
    """Where the words are if not here, and where the others stand."""
    words = Speaker("comments", say.lang)
    if not item.places:
        return [words("missing")]
    first, *others = item.places
    said = [] if anchored else [words("unplaced", quote=first.quote)]
    if others:
        listed = [f"{place.clause}“{_short(place.quote)}”" for place in others]
        said.append(words("also", places=("；" if say.lang == "zh" else "; ").join(listed)))
    return said


def _short(quote: str) -> str:
    return quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE]}…"
