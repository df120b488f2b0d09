"""Changes between drafts, and a draft against its peers, on a terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from api.cli.compare_view import SIDES
from api.cli.screen import Screen
from api.messages import Speaker
from api.worth import worth_said
from kg.compare.drafts import TermChange, key_title, key_words
from kg.compare.passages import Passage, Sentence
from kg.compare.peers import Against
from kg.compare.stakes import stakes
from kg.wording import period_said, term_words
from ontology.facts import Term
from ontology.term_types import term_types
from ontology.values import Json, Money

if TYPE_CHECKING:
    from api.contracts import Contract
    from api.redline import Redline

LONGEST = 60
"""Characters of a sentence that are shown of it."""


def draw(screen: Screen, found: Redline) -> None:
    """Prints the terms that changed, the costliest first, then the words that changed alone."""
    say = Speaker("compare", screen.lang)
    screen.console.print(Text(say("head", old=found.old.name, new=found.new.name), "bold"))
    for name, (old, new) in found.head.items():
        title = key_title(name).say(screen.lang)
        values = {"old": _head_said(old, screen), "new": _head_said(new, screen)}
        screen.console.print(Text("  " + say("head_changed", name=title, **values)))
    counts = Counter(change.favours for change in found.terms)
    sides = {side: counts[side] for side in ("buyer", "vendor", "none")}
    key = "terms" if found.terms else "no_terms"
    screen.console.print(Text("\n" + say(key, count=len(found.terms), **sides), "bold"))
    for change in found.terms:
        screen.console.print(_change(change, screen, say))
    if found.textless:
        return
    only = found.words_only
    screen.console.print(Text("\n" + say("texts" if only else "no_texts", count=len(only)), "bold"))
    for passage in only:
        screen.console.print(_passage(passage, say))
    screen.note(say("not_sure"))


def _head_said(value: Json, screen: Screen) -> str:
    if value is None:
        return "—"
    if isinstance(value, dict) and "amount" in value:
        money = Money.from_json(value)
        return f"{money.amount:,.2f} {money.currency}"
    if isinstance(value, dict) and "unit" in value:
        return period_said(value, screen.lang)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _change(change: TermChange, screen: Screen, say: Speaker) -> Text:
    term = change.new or change.old
    assert term is not None
    text = Text(f"  {say(change.kind)}  ", "bold")
    text.append(f"{term_types()[change.type].title.say(screen.lang)}  ", "bold")
    text.append(f"{term.clause or ''}  ", "dim")
    text.append(say(change.favours), SIDES[change.favours])
    if change.keys:
        text.append(f"\n     {term_words(term).say(screen.lang)}")
    for key in change.keys:
        title = key_title(key.key).say(screen.lang)
        text.append(f"\n     {title}  {key_words(change.type, key).say(screen.lang)}")
    for mark, found in (("−", change.old), ("+", change.new)):
        if found is not None:
            text.append(f"\n     {mark} {_words(found, change, screen)}", "dim")
    text.append(f"\n     {worth_said(change.worth, change.weight, say)}", "dim")
    return text


def _words(term: Term, change: TermChange, screen: Screen) -> str:
    said = "" if change.keys else f"{term_words(term).say(screen.lang)}  "
    return f"{said}“{_cut(term.quote)}”"


def _passage(passage: Passage, say: Speaker) -> Text:
    text = Text(f"  {say(passage.kind)}  ", "bold")
    text.append(f"{passage.clause or ''}", "dim")
    for mark, said in (("−", passage.old), ("+", passage.new)):
        if said and not (passage.kind == "moved" and mark == "−"):
            text.append(f"\n     {mark} {_sentences(said)}")
    return text


def _sentences(said: Sequence[Sentence]) -> str:
    return _cut("".join(sentence.text for sentence in said))


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def draw_peers(screen: Screen, draft: Contract, n: int, found: Sequence[Against]) -> None:
    """Prints in what a draft is unlike its peers, the costliest first."""
    say = Speaker("compare", screen.lang)
    screen.console.print(Text(say("peers", name=draft.name, n=n), "bold"))
    for item in found:
        if item.state != "as_usual":
            screen.console.print(_against(item, screen, say))
    same = sum(item.state == "as_usual" for item in found)
    screen.console.print(Text("\n" + say("same_count", count=same), "dim"))


def _against(item: Against, screen: Screen, say: Speaker) -> Text:
    text = Text(f"  {say(item.state)}  {term_types()[item.type].title.say(screen.lang)}  ", "bold")
    text.append(say(item.favours), SIDES[item.favours])
    text.append(f"  {say('having', having=item.having, n=item.n)}", "dim")
    for key, term in (("draft", item.draft), ("usual", item.usual)):
        if term is not None:
            text.append(f"\n     {say(key, words=term_words(term).say(screen.lang))}")
    text.append(f"\n     {worth_said(item.worth, stakes()[item.type].weight, say)}", "dim")
    return text
