"""Who bears a norm: the doer that its words name, or the one that they leave to be understood."""

from __future__ import annotations

import re

from loaders.grammar.acts import Act
from loaders.grammar.conduct import Conduct
from loaders.grammar.mentions import DOERS, Case, between, find_mentions
from loaders.grammar.pieces import Kind
from loaders.grammar.reading import Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import Side, opposite, role_of, topic
from loaders.words import pattern
from ontology.facts import Role

_LABEL = 10
_LOOK_BACK = 8
"""Through how many sentences and heads a missing subject is looked for."""
_DEMANDS = re.compile(r"要求(甲方|乙方)")
_THAT_SIDE = re.compile(r"(?:该|本)(?:一)?方")
_SOME_SIDE = re.compile(r"[一-龥](?<![甲乙后意准得])方(?:均|都|也|亦|则)?$")
"""信息接收方, 受影响方: whichever side it is."""
_LOSS = re.compile(r"赔偿[^，。；]{0,12}(甲方|乙方)[^，。；]{0,12}损失")


def _cue(name: str) -> re.Pattern[str]:
    return pattern("bearers", name)


def bearer(said: Conduct, sentence: Sentence, act: Act, before: Role | None) -> Role:
    """The side a norm binds or entitles; `before` bears the norm before it in the sentence."""
    reading = said.reading
    view = reading.view.plain
    words = view[act.start : act.end]
    due = act.modality == "obligation" and not _cue("fines").search(words)
    if due and act.kind is not Kind.MODAL and _cue("price").search(words):
        return "buyer"
    if act.doer is not None:
        that = _that_side(reading, sentence, act) if act.doer.who == "either" else None
        return that or role_of(reading, sentence, act.doer)
    if _cue("outside").search(view[act.piece : act.end]):
        return "third_party"
    if due and (_cue("price").search(words) or _cue("gives_back").search(words)):
        return "buyer"
    above = " ".join(reading.headings(sentence.section)[:2])
    if due and _cue("falls_due").search(words) and _cue("of_paying").search(above):
        return "buyer"
    if _SOME_SIDE.search(view[act.piece : act.modal]):
        return "both"
    if act.modality == "right" and not act.spoken and _cue("judges").search(words):
        return "buyer"
    return (
        _that_side(reading, sentence, act)
        or _toward(view, sentence, act)
        or _of_condition(reading, sentence, act)
        or _loser(act, view[act.piece : act.end])
        or ("both" if _cue("agree").search(words) else None)
        or before
        or _of_contacts(reading, sentence)
        or _understood(said, sentence)
        or _by_content(words)
    )


def _that_side(reading: Reading, sentence: Sentence, act: Act) -> Side | None:
    """The side that 该方 stands for: the last one named before it."""
    match = _THAT_SIDE.search(reading.view.plain, act.piece, act.end)
    if match is None:
        return None
    earlier = between(sentence.mentions, sentence.start, match.start())
    named = next((m for m in reversed(earlier) if m.who != "other"), None)
    return role_of(reading, sentence, named) if named else None


def _toward(view: str, sentence: Sentence, act: Act) -> Side | None:
    """The other side of the one that the act is done to: 应向甲方提交, 可指派乙方人员."""
    for start in (act.piece, act.start):
        named = between(sentence.mentions, start, act.end)
        sides = {m.who for m in named if m.case is not Case.ATTRIBUTE}
        objects = [
            m
            for m in named
            if m.case is Case.OBJECT or _cue("sends").search(view, act.act, m.start)
        ]
        if len(sides) == 1 and objects:
            side = sides.pop()
            return opposite(side) if side in ("buyer", "vendor") else None
    return None


def _of_condition(reading: Reading, sentence: Sentence, act: Act) -> Side | None:
    """The subject of the condition; the other side where it asks, or breaks what gives a right."""
    found = [m for m in between(sentence.mentions, act.start, act.piece) if m.case in DOERS]
    if not found:
        return None
    side = role_of(reading, sentence, found[-1])
    words = reading.view.plain[found[-1].end : act.piece].rstrip("，, ")
    turned = act.modality == "right" and _cue("fails").search(words)
    asked = (
        _cue("asks").search(words) and _cue("time").search(words) and not _cue("gets").search(words)
    )
    return opposite(side) if turned or asked else side


def _loser(act: Act, words: str) -> Side | None:
    """The other side of the one whose loss is made good, or of whom something is demanded."""
    match = (_DEMANDS if act.modality == "right" else _LOSS).search(words)
    if match is None:
        return None
    return "vendor" if match.group(1) == "甲方" else "buyer"


def _of_contacts(reading: Reading, sentence: Sentence) -> Side | None:
    """Both sides name contact persons, whose tasks bind both."""
    heading = reading.outline.sections[sentence.section].heading or ""
    head = "" if sentence.head is None else reading.words(reading.sentences[sentence.head])
    label = reading.words(sentence)[:_LABEL]
    return "both" if any("联系人" in words for words in (heading, head, label)) else None


def _understood(said: Conduct, sentence: Sentence, steps: int = _LOOK_BACK) -> Side | None:
    """The subject that a sentence without one takes over: sentence before, list head, headings."""
    reading = said.reading
    if sentence.previous is not None and steps:
        earlier = reading.sentences[sentence.previous]
        if found := topic(reading, earlier):
            return found
        if sentence.head in (sentence.previous, earlier.head):
            return _understood(said, earlier, steps - 1)
    head = said.head(sentence)
    for section in reading.path(sentence.section):
        if head is not None and section == head.section:
            above = _of_head(said, head)
            return above or (_understood(said, head, steps - 1) if steps else None)
        if side := _of_heading(reading.outline.sections[section].heading or ""):
            return side
    return None


def _of_head(said: Conduct, head: Sentence) -> Side | None:
    """Who acts under a head: the doer of its last act, else all that it names as acting."""
    acting = [act.doer for act in said.acts.get(head.index, ()) if act.doer is not None]
    found = acting[-1:] or [m for m in head.mentions if m.case in DOERS]
    sides = sorted({role_of(said.reading, head, m) for m in found})
    return sides[0] if len(sides) == 1 else "both" if sides else None


def _of_heading(heading: str) -> Side | None:
    """The one side whose acts a heading announces: 甲方责任, 乙方未按约定交付."""
    mentions = find_mentions(heading, 0, len(heading))
    acting = [m.who for m in mentions if m.case in DOERS][-1:]
    named = set(acting or [m.who for m in mentions if m.who in ("buyer", "vendor", "both")])
    if len(named) != 1:
        return None
    who = named.pop()
    return who if who in ("buyer", "vendor") else "both"


def _by_content(words: str) -> Side:
    """The buyer pays the price and judges, both talk, and else the side that performs is meant."""
    if _cue("together").search(words):
        return "both"
    pays = _cue("pays").search(words) and not _cue("fines").search(words)
    return "buyer" if pays or _cue("judges").search(words) else "vendor"
