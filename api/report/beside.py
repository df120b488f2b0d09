"""What the file told beside the contract: where it stood, the tender, what the page hides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from api import context
from api.contracts import Contract
from api.messages import Speaker
from ontology.vocabulary import Lang

SHOWN = 12
"""Notes of one kind that a report shows."""

LONGEST = 240


@dataclass(frozen=True, slots=True)
class Noted:
    """Notes of one kind, worded like a finding; `more` counts those not shown."""

    rule: str
    severity: str
    title: str
    why: str
    advice: str
    words: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Beside:
    """All that a report says of the file."""

    where: str | None
    tender: tuple[tuple[str, str], ...]
    noted: tuple[Noted, ...]


def beside(contract: Contract, lang: Lang) -> Beside | None:
    """What there is to say of the file, `None` where there is nothing."""
    if contract.opened is None:
        return None
    told = Beside(
        context.where(contract.opened, lang),
        context.tender_rows(contract.opened, lang),
        _noted(contract, lang),
    )
    return told if told.where or told.tender or told.noted else None


def _noted(contract: Contract, lang: Lang) -> tuple[Noted, ...]:
    say = Speaker("context", lang)
    return tuple(
        _group(kind, [" ".join(note.words.split()) for note in notes], say)
        for kind, notes in groupby(context.noted(contract), key=lambda note: note.kind)
    )


def _group(kind: str, words: list[str], say: Speaker) -> Noted:
    rule, severity = context.NOTED[kind]
    return Noted(
        rule,
        severity,
        say(f"noted.{kind}.title"),
        say(f"noted.{kind}.why"),
        say(f"noted.{kind}.buyer"),
        tuple(w if len(w) <= LONGEST else w[:LONGEST] + "…" for w in words[:SHOWN]),
        max(0, len(words) - SHOWN),
    )
