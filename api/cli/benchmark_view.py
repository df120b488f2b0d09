"""A benchmark for people and for programs: a row a value, then what is usual and missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal

from rich.padding import Padding
from rich.text import Text

from api.benchmarking import (
    by_group,
    figure,
    missing_said,
    notes,
    once,
    profile_said,
    reason_said,
    reasons,
    sources,
)
from api.cli.screen import Screen
from api.contracts import Contract
from api.messages import Speaker
from kg.benchmark import Placed, Pool, Standing, Why, dimensions
from kg.benchmark.measures import units
from ontology.values import Json
from ontology.vocabulary import Words, label

QUOTED = 60
"""Characters of a quote that a terminal shows."""

BAR = 10
"""Characters of the line on which a percentile is marked."""

STYLES = {"buyer": "blue", "vendor": "green", "outlier": "yellow", "beyond": "red"} | {
    "within": "dim",
    "none": "",
}


def rows(contract: Contract, found: Standing, side: str | None) -> Iterator[Json]:
    """One object a value, then one for each usual term that is missing."""
    for placed in found.values:
        if _concerns(placed, side):
            why = reasons(placed)
            notes = [_reason_words(reason, placed) for reason in why]
            yield {"contract": contract.name, **placed.to_json(), "notes": notes}
    for missing in found.missing:
        yield {"contract": contract.name, **missing.to_json(), "notes": []}


def draw(screen: Screen, contract: Contract, found: Standing, pool: Pool, side: str | None) -> None:
    """One contract: what it is taken for, its values by group of peers, what is missing."""
    say = Speaker("benchmark", screen.lang)
    console = screen.console
    head = Text(contract.facts.contract.title or contract.name, "bold")
    head.append(f"  {contract.name}", "dim")
    console.print(head)
    console.print(Text(say("profile", words=profile_said(found.profile, dimensions(), say)), "dim"))
    console.print(Text(say("with", parts=sources(pool, say)), "dim"))
    shown = [placed for placed in once(found) if _concerns(placed, side)]
    for group, placed in by_group(shown, say):
        console.print(Text(f"\n{group}", "bold"))
        for one in placed:
            console.print(Padding(_value(one, say), (0, 0, 0, 2), expand=False))
    if any(placed.position.percentile is not None for placed in shown):
        console.print(Text(f"\n{say('sign')}", "dim"))
    if found.missing:
        console.print(Text(f"\n{say('missing')}", "bold"))
        for missing in found.missing:
            console.print(Padding(missing_said(missing, say), (0, 0, 0, 2), expand=False))
    console.print()


def _concerns(placed: Placed, side: str | None) -> bool:
    return side is None or placed.seen.side in (side, "both")


def _value(placed: Placed, say: Speaker) -> Text:
    """One value: where it stands, its words, and what is to be said of it."""
    seen, stand = placed.seen, placed.position
    unit = units()[seen.of.unit].say(say.lang)
    text = Text(seen.of.title.say(say.lang))
    if seen.side != "both" or seen.of.side:
        text.append(f" · {label('roles', seen.side, say.lang)}", "dim")
    number = "—" if seen.value is None else figure(seen.value)
    text.append("  ").append(number if seen.value is None else f"{number} {unit}", "bold")
    if stand.quartiles:
        text.append("  ").append_text(_mark(stand.percentile))
        quartiles = " / ".join(map(figure, stand.quartiles))
        told = say("peers", quartiles=quartiles, n=stand.n, forms=stand.effective_n)
        text.append(f"  {told}", "dim")
    words = " ".join(seen.quote.split())
    if words:
        shown = words if len(words) <= QUOTED else f"{words[:QUOTED]}…"
        text.append(f"\n    {seen.clause or ''} “{shown}”", "dim italic")
    for line, mood in notes(placed, say):
        text.append("\n    ").append(line, STYLES[mood])
    return text


def _mark(percentile: Decimal | None) -> Text:
    """`────●─── 62`: where in the row of peers it stands."""
    if percentile is None:
        return Text("—")
    at = min(int(percentile * BAR / 100), BAR - 1)
    text = Text("─" * at, "dim")
    text.append("●")
    text.append("─" * (BAR - 1 - at), "dim")
    return text.append(f" {percentile:.0f}")


def _reason_words(reason: Why, placed: Placed) -> dict[str, str]:
    zh, en = (reason_said(reason, placed, Speaker("benchmark", lang)) for lang in ("zh", "en"))
    return asdict(Words(zh, en))
