"""The report on one contract as a document: the page's content in the vocabulary of all formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from api.messages import Speaker
from api.report.blocks import (
    Badges,
    Block,
    Bullets,
    Column,
    Columns,
    Document,
    Heading,
    Lean,
    Paragraph,
    Quote,
    Run,
    Side,
    Spread,
    SpreadRow,
    Text,
    TextLine,
    Tone,
    plain,
)
from api.report.law import Law
from api.report.page import Page
from api.report.passages import Line, Piece
from api.report.tables import beside_tables, board_table, comparison_table, mirror_table, term_table
from api.report.verdict import SEVERITIES
from api.report.view import Card, Item
from kg.grades import WEIGHTS
from ontology.vocabulary import Words

SIDES: tuple[Tone, Tone] = ("buyer", "vendor")
TONES: Mapping[int, Tone] = {0: "term", **{weight: grade for grade, weight in WEIGHTS.items()}}


def contract_document(
    page: Page, names: Mapping[str, str], say: Speaker, day: date | None = None
) -> Document:
    """All that the page of a contract says, in its order."""
    return Document(
        lang=say.lang,
        kind=say(f"kind_{page.kind}"),
        title=page.title,
        subtitle=page.project or "",
        sides=tuple(
            Side(side, names[side], page.parties[side] or say("unnamed")) for side in SIDES
        ),
        head=page.head,
        contents=say("contents.title"),
        blocks=tuple(_blocks(page, names, say)),
        footer=page.footer,
        page=say("page"),
        day=day,
    )


def section(name: str, say: Speaker, count: int | None = None) -> Heading:
    """The heading of a section, with how many things it holds."""
    counted = "" if count is None else say("finding.count", count=count)
    return Heading(say(f"contents.{name}"), 1, name, counted)


def _blocks(page: Page, names: Mapping[str, str], say: Speaker) -> Iterator[Block]:
    yield from _verdict(page, names, say)
    if page.beside:
        yield section("file", say)
        yield Paragraph(plain(say("file.lead")), "lead")
        yield from beside_tables(page.beside, say)
    yield from page.standing
    yield from _findings(page, names, say)
    yield section("mirror", say)
    yield Paragraph(plain(say("mirror.lead", **names)), "lead")
    yield mirror_table(page.mirror, names, say)
    yield section("terms", say)
    yield Paragraph(plain(say("terms.lead")), "lead")
    yield term_table(page.terms, say)
    yield section("board", say, len(page.board))
    yield Paragraph(plain(say("board.lead")), "lead")
    yield board_table(page.board, say)
    yield section("comparison", say)
    lead = "comparison.lead" if page.comparison else "comparison.alone"
    yield Paragraph(plain(say(lead)), "lead")
    if page.comparison:
        yield comparison_table(page.comparison, say)
    yield from _contract(page, say)
    yield section("sources", say)
    yield Bullets(page.sources)
    yield section("method", say)
    yield Bullets(page.method)


def _verdict(page: Page, names: Mapping[str, str], say: Speaker) -> Iterator[Block]:
    yield section("verdict", say)
    for sentence in page.verdict:
        yield Paragraph(plain(sentence), "verdict")
    index = f"{say('verdict.index')} {page.scale.index}"
    yield Lean(float(page.balance.index), index, names["buyer"], names["vendor"])
    yield Badges(
        tuple(
            Run(f"{page.balance.of(severity=grade)} {severity(grade, say)}", grade)
            for grade in SEVERITIES
        )
    )
    if page.spread:
        yield Spread(
            say("verdict.findings_caption"),
            say("verdict.favours", side=names["buyer"]),
            say("verdict.favours", side=names["vendor"]),
            tuple(
                SpreadRow(row.title, _tones(row.buyer), _tones(row.vendor)) for row in page.spread
            ),
        )


def _tones(grades: Iterable[str]) -> tuple[Tone, ...]:
    return tuple(level for grade in grades for level in SEVERITIES if level == grade)


def severity(grade: str, say: Speaker) -> str:
    """A severity as it stands on a label."""
    return say("severity.heading", severity=say(f"severity.{grade}"))


def _findings(page: Page, names: Mapping[str, str], say: Speaker) -> Iterator[Block]:
    yield section("findings", say, len(page.items))
    if not page.items:
        yield Paragraph(plain(say("finding.none")))
    for grade, cards in page.by_severity:
        count = sum(len(card.items) for card in cards)
        told = say("finding.count", count=count)
        yield Heading(severity(grade, say), 2, count=told, tone=grade)
        for card in cards:
            yield from _card(card, names, say)


def _card(card: Card, names: Mapping[str, str], say: Speaker) -> Iterator[Block]:
    finding = card.finding
    favours = finding.favours
    sided = favours if favours != "none" else ""
    leaning = say("verdict.favours", side=names[favours]) if sided else say("verdict.favours_none")
    yield Heading(card.title, 3, f"f{card.items[0].number}")
    tags = (Run(severity(finding.severity, say), finding.severity), Run(leaning, sided))
    yield Badges((*tags, Run(finding.rule, "rule")))
    for item in card.items:
        yield from _places(item, say)
        yield Paragraph(plain(item.finding.why.say(say.lang)))
    asks: tuple[tuple[Tone, Words], ...] = (
        ("vendor", finding.remedy.vendor),
        ("buyer", finding.remedy.buyer),
    )
    yield Columns(tuple(_column(side, words, names, say) for side, words in asks))
    if card.laws:
        title = (Run(say("finding.law"), "strong"), Run(card.law_note, "muted"))
        yield Paragraph(title if card.law_note else title[:1], "subhead")
        yield Bullets(tuple(law_said(law, say) for law in card.laws))


def _column(side: Tone, words: Words, names: Mapping[str, str], say: Speaker) -> Column:
    return Column(say("finding.ask", side=names[side]), words.say(say.lang), side)


def law_said(law: Law, say: Speaker) -> str:
    """An article on one line: how it is cited, which version, what it says."""
    colon = "：" if say.lang == "zh" else ": "
    note = f" {law.note}" if law.note else ""
    return f"{law.cited} ({law.version}){colon}{law.summary}{note}"


def _places(item: Item, say: Speaker) -> Iterator[Block]:
    number = str(item.number)
    if not item.places:
        yield Paragraph((Run(f"{number} ", "strong"), Run(say("finding.missing"))))
    for i, place in enumerate(item.places):
        yield Quote(
            words=place.quote,
            place=place.clause or (say("finding.see") if place.anchor else ""),
            tone=item.finding.severity,
            before=place.before,
            after=place.after,
            number=number if i == 0 else "",
            badge=say("finding.mirrors") if place.mirrors else "",
        )


def _contract(page: Page, say: Speaker) -> Iterator[Block]:
    yield section("contract", say)
    if not page.lines:
        yield Paragraph(plain(say("contract.no_text")), "lead")
        return
    yield Paragraph(plain(say("contract.lead")), "lead")
    key = [
        Run(say("contract.finding", severity=say(f"severity.{grade}")), grade)
        for grade in SEVERITIES
    ]
    yield Badges((*key, Run(say("contract.term"), "term")))
    yield Text(tuple(_line(line) for line in page.lines if line.text.strip()))


def _line(line: Line) -> TextLine:
    return TextLine(_pieces(line.pieces), line.depth, line.clause is not None)


def _pieces(pieces: Sequence[Piece]) -> tuple[Run, ...]:
    return tuple(
        Run(
            piece.text,
            TONES[piece.weight] if piece.marks else "",
            " ".join(dict.fromkeys(mark.note for mark in piece.closes if mark.weight)),
        )
        for piece in pieces
    )
