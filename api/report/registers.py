"""Findings, terms and duties of contracts as registers: rows that people filter and sort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from api.contracts import Judged
from api.messages import Speaker
from api.report.blocks import Bullets, Document, sections
from api.report.due import Due, dues, is_among, norm_due, whole_day
from api.report.law import law
from api.report.verdict import SEVERITIES
from api.report.view import clause_paths, items, joined
from kg.compare import Row, favours
from kg.risk import lean
from kg.wording import period_said, term_words
from ontology.facts import Norm
from ontology.term_types import term_types
from ontology.values import Json
from ontology.vocabulary import Lang, label

Value: TypeAlias = str | int | Decimal | date | None
Name = Literal["contracts", "findings", "terms", "obligations", "matrix", "notes"]

WIDTHS: dict[str, int] = {
    **dict.fromkeys(("number", "high", "medium", "low", "page"), 7),
    **dict.fromkeys(("rule", "severity", "favours", "modality", "bearer", "lean", "helps"), 13),
    **dict.fromkeys(("signed_on", "starts_on", "ends_on", "due", "deadline"), 13),
    **dict.fromkeys(("file", "title", "buyer", "vendor", "finding", "type", "topic"), 24),
    **dict.fromkeys(("clause", "price", "condition"), 18),
    **dict.fromkeys(("quote", "why", "says", "action", "law", "how"), 48),
    **dict.fromkeys(("ask_vendor", "ask_buyer"), 48),
    "sha": 20,
    "note": 120,
}


@dataclass(frozen=True, slots=True)
class Register:
    """One sheet: `columns` are keys of messages, or for `titles` what stands above each."""

    name: Name
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    titles: tuple[str, ...] = field(default=())

    def heads(self, say: Speaker) -> tuple[str, ...]:
        return self.titles or tuple(say(f"column.{column}") for column in self.columns)


def registers(judged: Sequence[Judged], lang: Lang) -> tuple[Register, ...]:
    """The contracts, their findings, their terms, and who must do what by when."""
    return (
        Register("contracts", CONTRACTS, tuple(_contract(one) for one in judged)),
        Register("findings", FINDINGS, tuple(r for one in judged for r in _findings(one, lang))),
        Register("terms", TERMS, tuple(r for one in judged for r in _terms(one, lang))),
        Register("obligations", DUTIES, tuple(r for one in judged for r in _duties(one, lang))),
    )


CONTRACTS = (
    *("file", "title", "buyer", "vendor", "price", "signed_on", "starts_on", "ends_on"),
    *("lean", "high", "medium", "low", "sha"),
)


def _contract(judged: Judged) -> tuple[Value, ...]:
    facts = judged.contract.facts
    head, names = facts.contract, {p.role: p.name for p in facts.parties}
    price = head.total_price
    counts = [sum(f.severity == level for f in judged.findings) for level in SEVERITIES]
    days = [whole_day(day) or day for day in (head.signed_on, head.starts_on, head.ends_on)]
    return (
        facts.document.name,
        head.title,
        names.get("buyer"),
        names.get("vendor"),
        Decimal(price["amount"]) if price else None,
        *days,
        Decimal(str(lean(judged.findings))),
        *counts,
        facts.document.sha256,
    )


FINDINGS = (
    *("file", "number", "severity", "favours", "rule", "finding", "clause", "page", "quote"),
    *("why", "ask_vendor", "ask_buyer", "law"),
)


def _findings(judged: Judged, lang: Lang) -> Iterator[tuple[Value, ...]]:
    say, words = Speaker("report", lang), Speaker("registers", lang)
    contract, paths = judged.contract, clause_paths(judged.contract.facts)
    for item in items(judged.findings, contract, say):
        found = item.finding
        page = contract.where(found.place.start).get("page")
        yield (
            contract.name,
            item.number,
            say(f"severity.{found.severity}"),
            label("roles", found.favours, lang) if found.favours != "none" else words("none"),
            found.rule,
            item.title,
            paths.get(found.place.clause or "", found.place.clause),
            page if isinstance(page, int) else None,
            "\n".join(place.quote for place in item.places) or say("finding.missing"),
            found.why.say(lang),
            found.remedy.vendor.say(lang),
            found.remedy.buyer.say(lang),
            "\n".join(law(basis, say).cited for basis in found.basis),
        )


TERMS = ("file", "topic", "type", "says", "helps", "clause", "quote")


def _terms(judged: Judged, lang: Lang) -> Iterator[tuple[Value, ...]]:
    contract, words = judged.contract, Speaker("registers", lang)
    paths = clause_paths(contract.facts)
    for term in contract.facts.terms:
        kind, side = term_types()[term.type], favours(term)
        yield (
            contract.name,
            label("topics", kind.topic, lang),
            kind.title.say(lang),
            term_words(term).say(lang),
            label("roles", side, lang) if side != "none" else words("none"),
            paths.get(term.clause or "", term.clause),
            joined(term.quote),
        )


DUTIES = (
    *("file", "due", "deadline", "bearer", "modality", "action", "condition", "clause"),
    *("quote", "how"),
)


def _duties(judged: Judged, lang: Lang) -> Iterator[tuple[Value, ...]]:
    """Every norm in the order of the text, and every date that no norm states."""
    contract, say = judged.contract, Speaker("due", lang)
    paths = clause_paths(contract.facts)
    owed: list[Due] = []
    rows: list[tuple[int, tuple[Value, ...]]] = []
    for norm in contract.facts.norms:
        due = norm_due(contract, norm, say)
        owed += [due] if due else []
        rows.append((norm.start, _norm(contract.name, norm, due, lang, paths)))
    for due in dues(contract, lang):
        if not is_among(due, owed):
            rows.append((due.start, _dated(contract.name, due, lang)))
    yield from (row for _, row in sorted(rows, key=lambda found: found[0]))


def _norm(
    name: str, norm: Norm, due: Due | None, lang: Lang, paths: Mapping[str, str]
) -> tuple[Value, ...]:
    return (
        name,
        due.day if due else None,
        None if norm.deadline is None else _deadline(norm.deadline, lang),
        label("roles", norm.bearer, lang),
        label("modalities", norm.modality, lang),
        joined(norm.action),
        joined(norm.condition) if norm.condition else None,
        paths.get(norm.clause or "", norm.clause),
        joined(norm.quote),
        "\n".join(due.how) if due else None,
    )


def _deadline(deadline: Json, lang: Lang) -> str:
    """A length of time in words; a date as it is."""
    is_day = isinstance(deadline, str) and deadline[:1].isdigit()
    return deadline if is_day else period_said(deadline, lang)


def _dated(name: str, due: Due, lang: Lang) -> tuple[Value, ...]:
    kind = Speaker("registers", lang)("dated")
    who = label("roles", due.side, lang)
    rest = (due.clause or None, due.quote or None, "\n".join(due.how))
    return (name, due.day, None, who, kind, due.what, None, *rest)


def matrix_register(rows: Sequence[Row], names: Sequence[str], lang: Lang) -> Register:
    """Topic × contract: what each says, or why there is nothing."""
    say, words = Speaker("registers", lang), Speaker("report", lang)
    made = []
    for row in rows:
        cells = tuple(
            "\n".join(dict.fromkeys(said.words.say(lang) for said in cell.said))
            or words(f"comparison.{cell.state}")
            for cell in row.cells
        )
        title = term_types()[row.type].title.say(lang)
        differs = "≠" if row.differs else ""
        made.append((label("topics", row.topic, lang), title, differs, *cells))
    titles = (say("column.topic"), say("column.type"), "≠", *names)
    columns = ("topic", "type", "number", *("says" for _ in names))
    return Register("matrix", columns, tuple(made), titles)


def notes_register(document: Document) -> Register:
    """What a report rests on and what it cannot say, as its last sections tell it."""
    rows: list[tuple[Value, ...]] = []
    for heading, blocks in sections(document.blocks):
        if heading.anchor in ("sources", "method"):
            for block in blocks:
                rows += [(item,) for item in block.items] if isinstance(block, Bullets) else []
    return Register("notes", ("note",), (*rows, (document.footer,)))
