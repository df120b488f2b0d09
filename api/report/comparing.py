"""Several contracts side by side as a document: who bears what, where they differ, how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from api.contracts import Judged
from api.messages import Speaker
from api.report.blocks import (
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
    Tone,
    cell,
    plain,
)
from api.report.document import severity
from api.report.overview import signed
from api.report.sources import file_said, laws_said
from api.report.verdict import SEVERITIES
from api.report.view import Item, items
from api.worth import worth_said
from kg.compare import Cell as Compared
from kg.compare import Difference, compare, differences, ranked
from kg.compare.heads import TOPIC, heads
from kg.risk import lean
from kg.wording import money_said
from ontology.term_types import term_types
from ontology.values import Money
from ontology.vocabulary import Lang, label

COLUMNS = 4
"""Contracts that a page holds beside each other; more stand in a table of their own below."""

SAID_IN_A_CELL = 4


def comparison_document(
    judged: Sequence[Judged], lang: Lang, version: str, day: date | None = None
) -> Document:
    """The comparison of contracts as a document."""
    say = Speaker("report", lang)
    names = ("、" if lang == "zh" else ", ").join(one.contract.name for one in judged)
    return Document(
        lang=lang,
        kind=say("kind_comparison"),
        title=say("comparing.title", count=len(judged)),
        subtitle=names,
        sides=(),
        head=(),
        contents=say("contents.title"),
        blocks=tuple(_blocks(judged, say)),
        footer=say("comparing_footer", version=version),
        page=say("page"),
        day=day,
    )


def _blocks(judged: Sequence[Judged], say: Speaker) -> Iterator[Block]:
    facts = [one.contract.facts for one in judged]
    rows = compare(facts)
    found = differences(rows, facts)
    yield Heading(say("contents.glance"), 1, "glance")
    yield Paragraph(plain(say("comparing.lead")), "lead")
    yield _glance(judged, say)
    yield Heading(say("contents.ranked"), 1, "ranked")
    yield from _ranked(ranked(found), judged, say)
    yield Heading(say("contents.rules"), 1, "rules")
    yield Paragraph(plain(say("comparing.rules")), "lead")
    for part in _parts(judged):
        yield from _rules(judged, part, say)
    yield Heading(say("contents.matrix"), 1, "matrix")
    yield Paragraph(plain(say("comparing.matrix")), "lead")
    for part in _parts(judged):
        yield from _numbered(part, judged, say)
        yield _matrix(judged, found, part, say)
    yield Heading(say("contents.findings"), 1, "findings")
    yield Paragraph(plain(say("comparing.findings")), "lead")
    for one in judged:
        yield from _findings(one, say)
    yield Heading(say("contents.sources"), 1, "sources")
    laws = laws_said((f for one in judged for f in one.findings), say)
    yield Bullets((*(file_said(one, say) for one in judged), *laws))
    yield Heading(say("contents.method"), 1, "method")
    keys = ("method.reading", "method.judging", "comparing.method", "method.index")
    yield Bullets(tuple(say(key) for key in (*keys, "method.silence", "method.advice")))


def _parts(judged: Sequence[Judged]) -> list[range]:
    """The contracts in groups that a page holds."""
    count = len(judged)
    return [range(i, min(i + COLUMNS, count)) for i in range(0, count, COLUMNS)]


def _numbered(part: range, judged: Sequence[Judged], say: Speaker) -> Iterator[Block]:
    if len(judged) > COLUMNS:
        group = say("comparing.group", first=part.start + 1, last=part.stop)
        yield Heading(group, 3)


def _glance(judged: Sequence[Judged], say: Speaker) -> Table:
    grades = tuple(say(f"severity.{grade}") for grade in SEVERITIES)
    head = (say("index.contract"), say("index.parties"), say("head.price"), say("index.lean"))
    rows = tuple(_line(one, say) for one in judged)
    return Table((*head, *grades), rows, (24, 24, 14, 10, 8, 11, 9))


def _line(judged: Judged, say: Speaker) -> Row:
    facts, index = judged.contract.facts, lean(judged.findings)
    names = {party.role: party.name for party in facts.parties}
    price = facts.contract.total_price
    tone: Tone = "buyer" if index < 0 else "vendor" if index > 0 else ""
    counts = (sum(f.severity == grade for f in judged.findings) for grade in SEVERITIES)
    return Row(
        (
            Cell(
                (
                    plain(facts.contract.title or say("untitled"), "strong"),
                    plain(judged.contract.name, "muted"),
                )
            ),
            cell(*(names.get(role) or say("unnamed") for role in ("buyer", "vendor"))),
            cell(money_said(Money.from_json(price), say.lang) if price else "—"),
            cell(signed(Decimal(str(index)).quantize(Decimal("0.01"))), tone=tone),
            *(cell(str(count)) for count in counts),
        )
    )


def _ranked(found: Sequence[Difference], judged: Sequence[Judged], say: Speaker) -> Iterator[Block]:
    differing = [item for item in found if item.row.differs]
    if not differing:
        yield Paragraph(plain(say("comparing.none")))
        return
    yield Paragraph(plain(say("comparing.ranked")), "lead")
    words = Speaker("compare", say.lang)
    for part in _parts(judged):
        yield from _numbered(part, judged, say)
        rows = []
        for item in differing:
            title = plain(term_types()[item.row.type].title.say(say.lang), "strong")
            worth = plain(worth_said(item.worth, item.weight, words, sign=""), "muted")
            cells = (_compared(item.row.cells[i], say) for i in part)
            rows.append(Row((Cell((title, worth)), *cells)))
        yield _table(say("comparing.worth"), judged, part, rows)


def _table(first: str, judged: Sequence[Judged], part: range, rows: Sequence[Row]) -> Table:
    names = tuple(judged[i].contract.name for i in part)
    return Table((first, *names), tuple(rows), (24, *(76 // len(part) for _ in part)))


def _compared(found: Compared, say: Speaker) -> Cell:
    said = list(dict.fromkeys(one.words.say(say.lang) for one in found.said))
    lines = [plain(words) for words in said[:SAID_IN_A_CELL]]
    if not lines:
        lines.append(plain(say(f"comparison.{found.state}"), "muted"))
    if len(said) > SAID_IN_A_CELL:
        more = say("comparison.more", count=len(said) - SAID_IN_A_CELL)
        lines.append(plain(more, "muted"))
    return Cell(tuple(lines))


def _rules(judged: Sequence[Judged], part: range, say: Speaker) -> Iterator[Block]:
    yield from _numbered(part, judged, say)
    boards = [{outcome.rule: outcome for outcome in one.outcomes} for one in judged]
    rows = []
    for rule, outcome in boards[0].items():
        if not any(board[rule].findings for board in boards):
            continue
        title = Cell((plain(outcome.title.say(say.lang), "strong"), plain(rule, "rule")))
        cells = []
        for i in part:
            grade = boards[i][rule].severity
            status = say(f"board.{boards[i][rule].status}")
            found = len(boards[i][rule].findings)
            counted = f"{severity(grade, say)} × {found}" if grade else status
            cells.append(cell(counted, tone=grade or "muted"))
        rows.append(Row((title, *cells)))
    yield _table(say("mirror.topic"), judged, part, rows)


def _matrix(
    judged: Sequence[Judged], found: Sequence[Difference], part: range, say: Speaker
) -> Table:
    rows: list[Row] = []
    span = len(part) + 1
    rows.append(Row((cell(TOPIC.say(say.lang), tone="strong", span=span),), group=True))
    for head in heads([one.contract.facts for one in judged]):
        title = f"{head.title.say(say.lang)}{' ≠' if head.differs else ''}"
        said = ([words.say(say.lang) for words in head.cells[i][1]] for i in part)
        cells = (cell(*words) if words else _absent(say) for words in said)
        rows.append(Row((cell(title, tone="strong"), *cells)))
    topic = ""
    for item in found:
        if item.row.topic != topic:
            topic = item.row.topic
            named = label("topics", topic, say.lang)
            rows.append(Row((cell(named, tone="strong", span=span),), group=True))
        title = term_types()[item.row.type].title.say(say.lang)
        title = f"{title} ≠" if item.row.differs else title
        compared = (_compared(item.row.cells[i], say) for i in part)
        rows.append(Row((cell(title, tone="strong"), *compared)))
    return _table(say("mirror.topic"), judged, part, rows)


def _absent(say: Speaker) -> Cell:
    return cell(say("comparison.absent"), tone="muted")


def _findings(judged: Judged, say: Speaker) -> Iterator[Block]:
    found = items(judged.findings, judged.contract, say)
    yield Heading(judged.contract.name, 2, count=say("finding.count", count=len(found)))
    if not found:
        yield Paragraph(plain(say("finding.none")))
        return
    head = (say("contents.findings"), say("comparing.words"))
    yield Table(head, tuple(_finding(item, say) for item in found), (32, 68))


def _finding(item: Item, say: Speaker) -> Row:
    finding = item.finding
    favours = finding.favours
    sided = (
        say("verdict.favours_none")
        if favours == "none"
        else say("verdict.favours", side=label("roles", favours, say.lang))
    )
    tone: Tone = "" if favours == "none" else favours
    title = (
        plain(f"{item.number}. {item.title}", "strong"),
        (Run(severity(finding.severity, say), finding.severity), Run(" "), Run(finding.rule)),
        (Run(sided, tone),),
    )
    said: list[tuple[Run, ...]] = [
        (Run(f"{place.clause} " if place.clause else "", "muted"), Run(f"“{place.quote}”"))
        for place in item.places
    ]
    said = said or [plain(say("finding.missing"), "muted")]
    why = plain(finding.why.say(say.lang), "muted")
    return Row((Cell(title), Cell((*said, why))))
