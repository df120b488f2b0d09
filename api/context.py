"""What a file tells beside the text of its contract: where it stood, its tender, what it hides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from api.contracts import Contract
from api.messages import Speaker, texts
from kg.grades import Grade
from kg.wording import money_said
from ontology.values import Json, Money
from ontology.vocabulary import Lang

if TYPE_CHECKING:
    from loaders.files.loaded import Loaded, Note
    from loaders.opening import Opened
    from loaders.tenders.context import TenderFact

MOMENTS = ("bid_deadline", "opening")

NOTED: dict[str, tuple[str, Grade]] = {
    "hidden": ("FIL-01", "high"),
    "lost": ("FIL-02", "medium"),
    "macro": ("FIL-03", "low"),
}
"""The notes on a file that stand beside the findings: under which id, and how grave."""


def to_json(contract: Contract) -> Json:
    """What the file tells, as `evenhand read --json` gives it; `None` where it tells nothing."""
    opened = contract.opened
    if opened is None or not (
        opened.part or opened.tender or opened.loaded.notes or _confidence(contract, opened.loaded)
    ):
        return None
    part = opened.part
    return {
        "part": part and {"title": part.title, "start": part.start, "end": part.end,
                          "sure": format(part.sure, ".2f"), "of": opened.of},
        "tender": [
            {"key": f.key, "value": f.value, "quote": f.quote, "start": f.start, "end": f.end}
            for f in opened.tender
        ],
        "notes": [
            {"kind": n.kind, "words": n.words, "start": n.start, "end": n.end, "author": n.author}
            for n in opened.loaded.notes
        ],
        **_confidence(contract, opened.loaded),
    }  # fmt: skip


def _confidence(contract: Contract, loaded: Loaded) -> dict[str, Json]:
    """How surely the words of each term were recognised, nothing where none had to be."""
    terms = contract.facts.terms
    sure = [(t, loaded.sure(t.start, t.end)) for t in terms if t.start >= 0]
    told = [
        {"type": term.type, "start": term.start, "end": term.end, "sure": percent}
        for term, percent in sure
        if percent is not None
    ]
    return {"terms": told} if told else {}


def where(opened: Opened, lang: Lang) -> str | None:
    """In which part of its file a contract stood, `None` where it was all of it."""
    part, loaded = opened.part, opened.loaded
    if part is None:
        return None
    say = Speaker("context", lang)
    first, last = loaded.place(0), loaded.place(len(loaded.text) - 1)
    if first and last and first.page:
        at = say("where.pages", first=first.page, last=last.page)
    else:
        at = say("where.characters", first=f"{part.start:,}", last=f"{part.end:,}")
    key = "tender" if opened.of == 1 else "one_of"
    return say(f"where.{key}", title=part.title, where=at, sure=f"{part.sure:.0%}", of=opened.of)


def tender_rows(opened: Opened, lang: Lang) -> tuple[tuple[str, str], ...]:
    """What a tender document says of the tender, as (label, value)."""
    say = Speaker("context", lang)
    return tuple((say(f"tender.{fact.key}"), value(fact, lang)) for fact in opened.tender)


def value(fact: TenderFact, lang: Lang) -> str:
    """The value of a fact of a tender as people read it."""
    if fact.value == "none":
        return Speaker("context", lang)("tender.none")
    if isinstance(fact.value, dict):
        return money_said(Money.from_json(fact.value), lang)
    return str(fact.value).replace("T", " ") if fact.key in MOMENTS else str(fact.value)


def noted(contract: Contract) -> Iterator[Note]:
    """The notes on a file that stand beside the findings, the gravest first."""
    notes = contract.opened.loaded.notes if contract.opened else ()
    for kind in NOTED:
        yield from (note for note in notes if note.kind == kind)


def noted_rows(contract: Contract) -> Iterator[Json]:
    """One object for each note, with the names of a finding and the status `noted`."""
    words = texts("context")

    def said(key: str) -> Json:
        return {"zh": words[key].zh, "en": words[key].en}

    for note in noted(contract):
        rule, severity = NOTED[note.kind]
        place = contract.where(note.start)
        row: dict[str, Json] = {
            "id": None,
            "contract": contract.name,
            "rule": rule,
            "title": said(f"noted.{note.kind}.title"),
            "status": "noted",
            "severity": severity,
            "favours": "none",
            "clause": None,
            "quote": note.words,
            "start": note.start,
            "end": note.end,
            "more_quotes": [],
            "mirror": None,
            "why": said(f"noted.{note.kind}.why"),
            "remedy": {side: said(f"noted.{note.kind}.{side}") for side in ("vendor", "buyer")},
            "basis": [],
        }
        yield {**row, "place": place} if place else row
