"""The matrix on a terminal: a block for each topic, a column for each contract, wrapped."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from api.cli.screen import Screen
from api.contracts import Contract
from api.messages import Speaker
from api.worth import worth_said
from kg.compare import Cell, Difference, Row
from kg.compare.heads import HeadRow
from ontology.term_types import term_types
from ontology.vocabulary import label

COLUMNS = 4
"""Contracts that fit beside each other; more follow in a block of their own."""

SIDES = {"buyer": "blue", "vendor": "green", "none": ""}


def draw(
    screen: Screen, contracts: Sequence[Contract], rows: Sequence[Row], above: Sequence[HeadRow]
) -> None:
    """Prints the matrix in blocks of contracts."""
    for first in range(0, len(contracts), COLUMNS):
        chosen = range(first, min(first + COLUMNS, len(contracts)))
        table = Table(box=box.HORIZONTALS, show_lines=True, pad_edge=False, expand=True)
        table.add_column(screen.say("compare.topic"), ratio=2, overflow="fold")
        for i in chosen:
            table.add_column(contracts[i].name, ratio=4, overflow="fold")
        for head in above:
            title = _title(head.title.say(screen.lang), head.differs)
            table.add_row(title, *(_said(head, i, screen) for i in chosen))
        topic = ""
        for row in rows:
            if row.topic != topic:
                topic = row.topic
                heading = Text(label("topics", topic, screen.lang), "bold reverse")
                table.add_row(heading, *("" for _ in chosen))
            title = _title(term_types()[row.type].title.say(screen.lang), row.differs)
            table.add_row(title, *(_cell(row.cells[i], screen) for i in chosen))
        screen.console.print(table)


def _title(words: str, differs: bool) -> Text:
    return Text(words, "bold").append(" ≠" if differs else "", "yellow")


def _said(head: HeadRow, i: int, screen: Screen) -> Text:
    said = [words.say(screen.lang) for words in head.cells[i][1]]
    return Text("\n".join(said)) if said else Text(screen.say("compare.absent"), "dim")


def draw_ranked(screen: Screen, contracts: Sequence[Contract], found: Sequence[Difference]) -> None:
    """Prints the rows that differ, what they are worth above each."""
    say = Speaker("compare", screen.lang)
    screen.console.print(Text(say("ranked"), "bold"))
    for item in found:
        title = Text("\n" + term_types()[item.row.type].title.say(screen.lang), "bold")
        title.append("  " + worth_said(item.worth, item.weight, say, sign=""), "dim")
        screen.console.print(title)
        for contract, cell in zip(contracts, item.row.cells, strict=True):
            line = Text(f"  {contract.name}: ", "dim")
            line.append_text(_cell(cell, screen, "；" if screen.lang == "zh" else "; "))
            screen.console.print(line)


def _cell(cell: Cell, screen: Screen, between: str = "\n") -> Text:
    if not cell.said:
        return Text(screen.say(f"compare.{cell.state}"), "dim")
    text = Text()
    seen: set[str] = set()
    for said in cell.said:
        words = said.words.say(screen.lang)
        if words in seen:
            continue
        seen.add(words)
        text.append(between if text else "")
        text.append(f"{words}", SIDES[said.favours])
        text.append(f"  {said.clause}" if said.clause else "", "dim")
    return text
