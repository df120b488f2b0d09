"""What was read and why, on standard error: term by term, then what was passed over."""

from __future__ import annotations

import json
from collections.abc import Iterable

from api.cli.screen import Screen
from api.contracts import Contract
from api.report.view import clause_paths
from loaders.explain import Explained, explain
from ontology.term_types import term_types

SHOWN = 10
"""Sentences without a fact that are quoted; the rest are counted."""

QUOTED = 120
"""Characters of a quote that a terminal shows."""


def show(screen: Screen, contract: Contract, buyer: str | None) -> None:
    """Prints the explanation of one contract."""
    explanation = explain(contract.facts, contract.text, buyer=buyer)
    paths = clause_paths(contract.facts)
    for explained in explanation.terms:
        _term(screen, explained, paths.get(explained.term.clause or "", ""))
    for state in ("blank", "referred", "absent"):
        types = (review.type for review in contract.facts.reviews if review.state == state)
        titles = _titles(screen, types)
        if titles:
            screen.note(screen.say(f"read.{state}", types=titles))
    screen.note(
        screen.say(
            "read.unread",
            name=contract.name,
            modal=explanation.modal,
            unread=len(explanation.unread),
            share=f"{explanation.share:.1%}",
        )
    )
    for sentence in explanation.unread[:SHOWN]:
        screen.note(f"  {paths.get(sentence.clause, '')}  {_short(sentence.words)}")


def _term(screen: Screen, explained: Explained, path: str) -> None:
    """Type, clause and cue; the values; the words, and the provision where it says more."""
    term = explained.term
    kind = term_types()[term.type]
    cue = explained.cue or screen.say("read.no_cue")
    head = f"{kind.title.say(screen.lang)} ({term.type})"
    screen.note(screen.say("read.term", term=head, clause=path, cue=cue))
    stated = {key: value for key, value in term.keys.items() if value not in (None, [], "")}
    screen.note("  " + json.dumps(stated, ensure_ascii=False))
    screen.note(f"  「{_short(term.quote)}」")
    if _squeezed(explained.provision) != _squeezed(term.quote):
        screen.note(screen.say("read.provision", words=_short(explained.provision)))
    if explained.condition:
        screen.note(screen.say("read.condition", words=_short(explained.condition)))


def _titles(screen: Screen, types: Iterable[str]) -> str:
    titles = [term_types()[kind].title.say(screen.lang) for kind in types]
    return ("、" if screen.lang == "zh" else ", ").join(titles)


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}…"
