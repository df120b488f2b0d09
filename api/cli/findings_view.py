"""Findings on a terminal: contract by contract, the gravest first, each with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from api.cli.portfolio import STYLES, bar
from api.cli.screen import Screen
from api.context import NOTED, noted
from api.contracts import Judged
from api.explain import short_id
from api.messages import Speaker
from api.report.law import law
from api.report.verdict import SEVERITIES
from api.report.view import clause_paths, side_names
from kg.finding import Finding
from kg.risk import Outcome, lean

if TYPE_CHECKING:
    from loaders.files.loaded import Note

QUOTED = 120
"""Characters of a quote that a terminal shows."""


def draw(screen: Screen, judged: Judged, side: str | None, everything: bool) -> None:
    """One contract: title and lean, then its findings, then what else became of the rules."""
    facts, lang = judged.contract.facts, screen.lang
    found = [finding for finding in judged.findings if finding.favours != side]
    head = Text(facts.contract.title or judged.contract.name, "bold")
    head.append(f"  {judged.contract.name}  ", "dim")
    head.append_text(bar(lean(judged.findings)))
    console = screen.console
    console.print(head)
    names = side_names(facts, lang)
    paths = clause_paths(facts)
    if not found:
        console.print(Padding(screen.say("findings.none"), (0, 0, 1, 2), expand=False))
    for finding in sorted(found, key=lambda f: SEVERITIES.index(f.severity)):
        page = judged.contract.where(finding.place.start).get("page")
        told = _finding(finding, screen, names, paths | ({"page": str(page)} if page else {}))
        console.print(Padding(told, (1, 0, 0, 2), expand=False))
    for note in noted(judged.contract):
        console.print(Padding(_noted(note, screen), (1, 0, 0, 2), expand=False))
    if everything:
        console.print(Text(f"\n{screen.say('findings.board')}", "bold"))
        screen.table(
            [screen.say(f"rules.{head}") for head in ("id", "status", "title", "reason")],
            [_board_row(outcome, screen) for outcome in judged.outcomes],
        )
    console.print()


def _noted(note: Note, screen: Screen) -> Text:
    """What the file hides, told like a finding."""
    say, (rule, grade) = Speaker("context", screen.lang), NOTED[note.kind]
    text = Text(f"{screen.say(f'severity.{grade}')} ", STYLES[grade])
    text.append(say(f"noted.{note.kind}.title"), "bold")
    text.append(f"  {rule}", "dim")
    words = " ".join(note.words.split())
    text.append(f"\n“{words if len(words) <= QUOTED else words[:QUOTED] + '…'}”", "italic")
    text.append(f"\n{say(f'noted.{note.kind}.why')}")
    return text


def _board_row(outcome: Outcome, screen: Screen) -> tuple[str | Text, ...]:
    """One rule: what became of it and why; of a finding, how grave."""
    grade = outcome.severity
    status: str | Text = (
        screen.say(f"status.{outcome.status}")
        if grade is None
        else Text(screen.say(f"severity.{grade}"), STYLES[grade])
    )
    lang = screen.lang
    return (outcome.rule, status, outcome.title.say(lang), outcome.reason.say(lang))


def _finding(
    finding: Finding, screen: Screen, names: dict[str, str], paths: dict[str, str]
) -> Text:
    lang, say = screen.lang, screen.say
    text = Text(f"{say(f'severity.{finding.severity}')} ", STYLES[finding.severity])
    text.append(f"{finding.title.say(lang)}", "bold")
    favours = names.get(finding.favours)
    direction = say("findings.favours", side=favours) if favours else say("findings.favours_none")
    text.append(f"  {finding.rule} · {direction} · #{short_id(finding)}", "dim")
    quote = finding.place
    if quote.quote:
        words = quote.quote if len(quote.quote) <= QUOTED else f"{quote.quote[:QUOTED]}…"
        clause = paths.get(quote.clause or "", quote.clause or "")
        text.append(f"\n{clause} " if clause else "\n", "dim")
        if page := paths.get("page"):
            text.append(f"{say('findings.page', page=page)} ", "dim")
        text.append(f"“{' '.join(words.split())}”", "italic")
    text.append(f"\n{finding.why.say(lang)}")
    speaker = Speaker("report", lang)
    for basis in finding.basis:
        if basis.note is not None and finding.judged_on is not None:
            text.append(f"\n{law(basis, speaker).cited}: {basis.note.say(lang)}", "yellow")
    return text
