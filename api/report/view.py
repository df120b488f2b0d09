"""What the page shows, worked out beforehand: the template only lays out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from api.contracts import Contract
from api.messages import Speaker
from api.report.law import Law, law
from api.report.passages import Line, Mark, lines
from api.report.verdict import SEVERITIES
from kg.finding import Finding, Quote
from kg.grades import WEIGHTS
from kg.rules import groups, rules
from kg.wording import term_words
from ontology.facts import Facts
from ontology.term_types import term_types
from ontology.vocabulary import Lang, closed_set

_BREAK = re.compile(r"(?:(?<=([A-Za-z0-9])))?[ \t]*\n[ \t]*(?=([A-Za-z0-9])?)")

CONTEXT = 60
"""Characters of the sentence shown on either side of a quote."""

STOPS = "。；\n"
STROKES = "、.．"
"""What ends a label in the text and is not said when the clause is cited."""


@dataclass(frozen=True, slots=True)
class Place:
    """A quote within its sentence, and where it stands in the contract."""

    before: str
    quote: str
    after: str
    clause: str
    anchor: str | None
    mirrors: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A finding with its number on the page."""

    number: int
    title: str
    finding: Finding
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """Findings of one rule that share severity and direction, and so law and remedy."""

    title: str
    finding: Finding
    items: tuple[Item, ...]
    laws: tuple[Law, ...]
    law_note: str

    @property
    def carried_by(self) -> str:
        return {"buyer": "vendor", "vendor": "buyer"}.get(self.finding.favours, "none")


def items(findings: Sequence[Finding], contract: Contract, say: Speaker) -> tuple[Item, ...]:
    """The findings numbered by severity, then in the order of the rulebook, then of the text."""
    order = list(groups())
    by_rule = {rule.id: order.index(rule.group) for rule in rules()}
    paths = clause_paths(contract.facts)

    def where(quote: Quote) -> str:
        clause = paths.get(quote.clause or "", quote.clause or "")
        page = contract.where(quote.start).get("page")
        return f"{clause} · {say('finding.page', page=page)}" if page else clause

    def rank(finding: Finding) -> tuple[int, int, str, int, str]:
        start = -1 if finding.place.start is None else finding.place.start
        group = by_rule.get(finding.rule, len(order))
        return (SEVERITIES.index(finding.severity), group, finding.rule, start, finding.id)

    return tuple(
        Item(number, f.title.say(say.lang), f, _places(number, f, contract.text, where))
        for number, f in enumerate(sorted(findings, key=rank), start=1)
    )


def cards(found: Sequence[Item], say: Speaker) -> tuple[Card, ...]:
    """The findings with those of one rule together, so that its law and remedy are said once."""
    grouped: dict[str, list[Item]] = {}
    for item in found:
        f = item.finding
        key = f"{f.severity} {f.rule} {f.favours}"
        grouped.setdefault(key, []).append(item)
    return tuple(_card(tuple(group), say) for group in grouped.values())


def _card(group: tuple[Item, ...], say: Speaker) -> Card:
    first = group[0]
    laws = tuple(law(basis, say) for basis in first.finding.basis)
    # What holds for every article is said once, above them.
    notes = {item.note for item in laws}
    common = notes.pop() if len(notes) == 1 else ""
    if common:
        laws = tuple(replace(item, note="") for item in laws)
    return Card(first.title, first.finding, group, laws, common)


def quotes(finding: Finding) -> tuple[Quote, ...]:
    """All words that a finding points to, its own first, what mirrors it last."""
    mirror = () if finding.mirror is None else (finding.mirror,)
    found = dict.fromkeys((finding.place, *finding.more, *mirror))
    return tuple(quote for quote in found if quote.quote)


def _places(
    number: int, finding: Finding, text: str, where: Callable[[Quote], str]
) -> tuple[Place, ...]:
    places = []
    for i, quote in enumerate(quotes(finding)):
        span = in_text(quote, text)
        before, after = _sentence(text, *span) if span else ("", "")
        mirrors = quote == finding.mirror and quote != finding.place
        link = anchor(number, i) if span else None
        before, words, after = joined(before), joined(quote.quote), joined(after)
        places.append(Place(before, words, after, where(quote), link, mirrors))
    return tuple(places)


def joined(words: str) -> str:
    """Words as one line: where a file breaks a line, Chinese has no space."""
    return _BREAK.sub(lambda m: " " if m.group(1) and m.group(2) else "", words)


def in_text(quote: Quote, text: str) -> tuple[int, int] | None:
    """The span of a quote, `None` where the text or the offsets are not at hand."""
    if quote.start is None or quote.end is None or not 0 <= quote.start < quote.end <= len(text):
        return None
    return quote.start, quote.end


def anchor(number: int, place: int) -> str:
    """The id of a lit place: the first quote of finding 3 is `w3`, its second `w3-2`."""
    return f"w{number}" if place == 0 else f"w{number}-{place + 1}"


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands around a span in its own sentence, shortened."""
    left = max(text.rfind(stop, 0, start) for stop in STOPS) + 1
    rights = [at for stop in STOPS if (at := text.find(stop, end)) >= 0]
    right = min(rights, default=len(text))
    if right < len(text) and text[right] != "\n" and text[end - 1] not in STOPS:
        right += 1
    elif text[end - 1] in STOPS:
        right = end
    before, after = text[left:start].lstrip(), text[end:right].rstrip()
    if len(before) > CONTEXT:
        before = "…" + before[-CONTEXT:]
    if len(after) > CONTEXT:
        after = after[:CONTEXT] + "…"
    return before, after


def clause_paths(facts: Facts) -> dict[str, str]:
    """Clause id → the labels from the root down to it, as people cite it."""
    by_id = {clause.id: clause for clause in facts.clauses}
    paths: dict[str, str] = {}
    for clause in facts.clauses:
        labels, at, seen = [], clause, {clause.id}
        while True:
            labels.append((at.label or at.heading or "").strip().rstrip(STROKES))
            if at.parent is None or at.parent not in by_id or at.parent in seen:
                break
            at = by_id[at.parent]
            seen.add(at.id)
        paths[clause.id] = " ".join(label for label in reversed(labels) if label) or clause.id
    return paths


def lit(text: str, facts: Facts, found: Sequence[Item], lang: Lang) -> tuple[Line, ...]:
    """The contract with the words of findings and of terms marked."""
    marks = []
    for item in found:
        weight = WEIGHTS[item.finding.severity]
        for i, quote in enumerate(quotes(item.finding)):
            if span := in_text(quote, text):
                marks.append(Mark(*span, anchor(item.number, i), weight, str(item.number)))
    for i, term in enumerate(facts.terms):
        title = term_types()[term.type].title.say(lang)
        note = f"{title} · {term_words(term).say(lang)}"
        marks.append(Mark(term.start, term.end, f"t{i}", 0, note))
    return lines(text, facts.clauses, marks)


def side_names(facts: Facts, lang: Lang) -> dict[str, str]:
    """How the reader knows the sides: the role, with the label that the contract gives it."""
    say = Speaker("report", lang)
    names = {}
    for role in ("buyer", "vendor"):
        title = closed_set("roles").values[role].words.say(lang)
        label = next((p.label for p in facts.parties if p.role == role and p.label), None)
        names[role] = say("side.called", label=label, role=title) if label else title
    return names
