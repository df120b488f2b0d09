"""Exposure on a terminal: a table a contract, several side by side, and every step on request."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.screen import Screen
from api.messages import Speaker
from kg.exposure import Court, Exposure, Scenario, Step
from ontology.law import article, statutes
from ontology.values import Json
from ontology.vocabulary import Lang

COLUMNS = 4
"""Contracts that fit beside each other; more follow in a block of their own."""


def draw(
    screen: Screen,
    worked: Sequence[Sequence[Exposure]],
    chosen: Sequence[Scenario],
    *,
    steps: bool,
) -> None:
    """Prints one contract with ranges and notes, several side by side; steps if asked for."""
    say = Speaker("exposure", screen.lang)
    titles = {scenario.id: scenario.title.say(screen.lang) for scenario in chosen}
    worked = [rows for rows in worked if rows]
    if not worked:
        screen.note(say("nothing"))
        return
    if len(worked) == 1:
        _one(screen, worked[0], titles, say)
    else:
        for first in range(0, len(worked), COLUMNS):
            _beside(screen, worked[first : first + COLUMNS], titles, say)
    if steps:
        for rows in worked:
            for row in rows:
                _steps(screen, row, titles, say)
    else:
        screen.line()
        screen.line(say("key"))


def _one(screen: Screen, rows: Sequence[Exposure], titles: dict[str, str], say: Speaker) -> None:
    screen.console.print(Text(rows[0].contract, "bold"))
    heads = [say(head) for head in ("scenario", "days", "who", "amount", "range", "note")]
    table = [
        (
            titles[row.scenario],
            "" if row.days is None else str(row.days),
            say(row.side),
            Text(_sum(row.amount, say), "bold"),
            _range(row, say),
            Text(_note(row, say, screen.lang), "dim"),
        )
        for row in rows
    ]
    screen.table(heads, table, right=(1, 3))


def _beside(
    screen: Screen,
    worked: Sequence[Sequence[Exposure]],
    titles: dict[str, str],
    say: Speaker,
) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    for head in ("scenario", "days", "who"):
        table.add_column(say(head), overflow="fold")
    for rows in worked:
        table.add_column(rows[0].contract, justify="right", overflow="fold", ratio=1)
    for i, row in enumerate(worked[0]):
        days = "" if row.days is None else str(row.days)
        cells = [_cell(rows[i], say) for rows in worked]
        table.add_row(titles[row.scenario], days, say(row.side), *cells)
    screen.console.print(table)


def _cell(row: Exposure, say: Speaker) -> Text:
    text = Text(_sum(row.amount, say), "bold")
    ranged = _range(row, say)
    if ranged:
        text.append(f"\n{ranged}", "dim")
    return text


def _steps(screen: Screen, row: Exposure, titles: dict[str, str], say: Speaker) -> None:
    lang, console = screen.lang, screen.console
    days = "" if row.days is None else f" · {row.days} {say('days')}"
    head = f"\n{row.contract} · {titles[row.scenario]}{days} · {say(row.side)}"
    console.print(Text(f"{head}: {_sum(row.amount, say)}", "bold"))
    console.print(Padding(Text(say("assumes", words=row.assumes.say(lang))), (0, 0, 0, 2)))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", min_width=14)
    table.add_column(overflow="fold")
    for step in row.steps:
        words = Text(step.why.say(lang))
        words.append(_source(step, say, lang), "dim")
        table.add_row(_sum(step.amount, say), words)
    console.print(table)
    if row.reason is not None:
        console.print(Padding(Text(say("reason", words=row.reason.say(lang))), (0, 0, 0, 2)))
    if row.court is not None:
        told = [row.court.why.say(lang)]
        for i, line in enumerate(row.court.lines):
            told.append(f"{_law(row.court, say, lang, i)}: {line.summary.say(lang)}")
        console.print(Padding(Text("\n".join(told)), (0, 0, 0, 2)))


def _source(step: Step, say: Speaker, lang: Lang) -> str:
    """The words that a step rests on, or the article."""
    if step.term is not None:
        quote = " ".join(step.term.quote.split())
        return "\n" + say("quote", clause=step.term.clause or "—", quote=quote)
    if step.article is not None:
        cited = article(step.article)
        title = statutes()[cited.statute].title.say(lang)
        return "\n" + say("law", title=title, number=cited.latest.number)
    return ""


def _sum(amount: Decimal | None, say: Speaker) -> str:
    return say("cannot_say") if amount is None else f"{amount:,.2f}"


def _range(row: Exposure, say: Speaker) -> str:
    if row.high is None:
        return say("no_end", low=f"{row.low:,.2f}")
    if row.low == row.high:
        return ""
    return say("up_to", low=f"{row.low:,.2f}", high=f"{row.high:,.2f}")


def _note(row: Exposure, say: Speaker, lang: Lang) -> str:
    notes = []
    if row.capped_by is not None:
        notes.append(say(f"capped_{row.capped_by.kind}", sum=_sum(row.capped_by.limit, say)))
    court = row.court
    if court is not None:
        key = "court_open" if court.amount is None else "court_range" if court.low else "court"
        law = _law(court, say, lang, 0)
        notes.append(say(key, sum=_sum(court.amount, say), low=_sum(court.low, say), law=law))
    if row.amount is None and row.reason is not None:
        notes.append(row.reason.say(lang))
    return " ".join(notes)


def _law(court: Court, say: Speaker, lang: Lang, which: int) -> str:
    line = court.lines[which]
    return say("law", title=line.title.say(lang), number=line.number)


def draw_scenarios(screen: Screen, chosen: Sequence[Scenario]) -> None:
    """The scenarios with what they assume."""
    say = Speaker("exposure", screen.lang)
    rows = [
        (
            scenario.id,
            scenario.title.say(screen.lang),
            ", ".join(map(str, scenario.days)),
            scenario.assumes.say(screen.lang),
        )
        for scenario in chosen
    ]
    screen.table([say("id"), say("scenario"), say("days"), say("assumed")], rows)


def scenario_json(scenario: Scenario) -> Json:
    """A scenario as `evenhand exposure --list --json` gives it."""
    return {
        "scenario": scenario.id,
        "title": {"zh": scenario.title.zh, "en": scenario.title.en},
        "assumes": {"zh": scenario.assumes.zh, "en": scenario.assumes.en},
        "owes": list(scenario.owes),
        "days": list(scenario.days),
    }
