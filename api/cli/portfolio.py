"""Contracts at a glance: a line each, with a bar that shows which way it leans."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.text import Text

from api.cli.screen import Screen
from ontology.values import Json, Money

HALF = 5
"""Characters of the bar on each side of its middle."""

STYLES = {"high": "bold red", "medium": "yellow", "low": "cyan"}


def draw(screen: Screen, rows: Sequence[Json]) -> None:
    """The table of `list` and `demo`; `rows` are summaries."""
    say = screen.say
    heads = [say(f"list.{head}") for head in ("contract", "parties", "price", "lean")]
    heads += [say(f"severity.{level}") for level in STYLES]
    screen.table(heads, [_row(row) for row in rows], right=(2, 4, 5, 6))
    screen.line()
    screen.line(say("list.lean_key"))


def _row(row: Json) -> list[Text]:
    contract = Text(row["name"])
    contract.append(f"\n{row['id']}", "dim")
    parties = Text("\n".join(f"{p['label'] or '—'}：{p['name'] or '—'}" for p in row["parties"]))
    counts = [Text(str(row["findings"][level]), STYLES[level]) for level in STYLES]
    return [contract, parties, Text(_price(row["price"])), bar(row["lean"]), *counts]


def _price(price: Json) -> str:
    if not price:
        return "—"
    money = Money.from_json(price)
    amount = f"{money.amount:,.0f}" if money.amount == money.amount // 1 else f"{money.amount:,}"
    return amount if money.currency == "CNY" else f"{money.currency} {amount}"


def bar(lean: float) -> Text:
    """`◀■■■│     −0.60`: filled towards the side that the contract favours."""
    cells = round(abs(lean) * HALF)
    left = "■" * cells if lean < 0 else ""
    right = "■" * cells if lean > 0 else ""
    text = Text(f"{left:·>{HALF}}", "blue" if left else "dim")
    text.append("│", "dim")
    text.append(f"{right:·<{HALF}}", "green" if right else "dim")
    sign = "−" if lean < 0 else "+" if lean > 0 else " "
    text.append(f" {sign}{abs(Decimal(str(lean))):.2f}")
    return text
