"""Who acts and who holds a power: sides resolved from the words around a cue."""

from __future__ import annotations

import re
from typing import Literal

from loaders.grammar.mentions import DOERS, Case, Mention, find_mentions
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from loaders.words import pattern
from ontology.facts import Role

Side = Literal["buyer", "vendor", "both", "third_party"]

OPPOSITE: dict[str, Side] = {"buyer": "vendor", "vendor": "buyer", "both": "both"}
_OPENING = 5
"""An agent so near the start of a sentence is what it is about: 由甲方组织验收."""
_LOOK_BACK = 3
"""How many sentences of the clause a missing subject is looked for."""


def sign(cue: str) -> re.Pattern[str]:
    """A pattern of `loaders/words/side_signs.yaml`."""
    return pattern("side_signs", cue)


def opposite(side: str | None) -> Side | None:
    """The other contracting side; `None` for a third party or nobody."""
    return OPPOSITE.get(side) if side else None


def breacher(sentence: Sentence, before: int) -> Side | None:
    """The one side whose breach the sentence speaks of before a position, if it names one."""
    named = {
        m.who
        for m in sentence.mentions
        if m.end <= before
        and m.who in ("buyer", "vendor")
        and m.case in (Case.SUBJECT, Case.ORIGIN, Case.AGENT)
    }
    if len(named) == 1:
        return "buyer" if "buyer" in named else "vendor"
    return None


def blamed(sentence: Sentence) -> Side | None:
    """The side that a ground of a list is about: the one that acts, else the first it names."""
    named = [m.who for m in sentence.mentions if m.who in ("buyer", "vendor")]
    found = breacher(sentence, sentence.end) or (named[0] if named else None)
    return "buyer" if found == "buyer" else "vendor" if found == "vendor" else None


def role_of(reading: Reading, sentence: Sentence, mention: Mention) -> Side:
    """The contracting side that a mention stands for, read in its sentence."""
    who = mention.who
    if who in ("buyer", "vendor", "third_party"):
        return who
    if who in ("breaching", "observing"):
        guilty = breacher(sentence, mention.start) or heading_side(reading, sentence)
        if guilty is None:
            return "both"
        return guilty if who == "breaching" else opposite(guilty) or "both"
    if who == "other":
        before = [m for m in sentence.mentions if m.end <= mention.start]
        acting = [m for m in before if m.case in DOERS] or before
        if acting and acting[-1].who in ("buyer", "vendor"):
            return opposite(acting[-1].who) or "both"
    return "both"


def doers(sentence: Sentence, start: int, end: int) -> tuple[Mention, ...]:
    """The mentions in `[start, end)` that can be the subject of what follows them."""
    return tuple(
        m for m in sentence.mentions if m.case in DOERS and start <= m.start and m.end <= end
    )


def labelled(reading: Reading, sentence: Sentence) -> Side | None:
    """The side of a label that opens the sentence: 乙方的违约责任：逾期交付的，…."""
    first = sentence.mentions[0] if sentence.mentions else None
    if first is None or not sign("label").match(reading.view.plain, first.start, sentence.end):
        return None
    opening = reading.view.plain[sentence.start : first.start]
    return role_of(reading, sentence, first) if not opening.strip() else None


def topic(reading: Reading, sentence: Sentence) -> Side | None:
    """Whom the sentence is about: that of its label, else its first subject."""
    if side := labelled(reading, sentence):
        return side
    first = next((m for m in sentence.mentions if m.case is Case.SUBJECT), None)
    if first is None:
        opening = (m for m in sentence.mentions if m.start - sentence.start <= _OPENING)
        first = next((m for m in opening if m.case in (Case.AGENT, Case.ORIGIN)), None)
    return role_of(reading, sentence, first) if first else None


def heading_side(reading: Reading, sentence: Sentence) -> Side | None:
    """The one side whose acts a heading over the sentence announces."""
    for heading in reading.headings(sentence.section):
        mentions = find_mentions(heading, 0, len(heading))
        acting = [m.who for m in mentions if m.case in DOERS]
        named = acting[-1:] or [m.who for m in mentions if m.who in ("buyer", "vendor")]
        if len(set(named)) == 1 and named[0] in ("buyer", "vendor"):
            return "buyer" if named[0] == "buyer" else "vendor"
        if named:
            return None
    return None


def inherited(reading: Reading, sentence: Sentence, *, of_power: bool = False) -> Side | None:
    """The subject that a sentence without one takes over: list head, sentence before, heading.

    A power is taken over from whom the other sentence gives rights; from one that is told its
    duties or wrongs, the power is the other side's.
    """
    head = None if sentence.head is None else reading.sentences[sentence.head]
    if head is not None:
        acting = powerful(head, head.start, head.end) if of_power else None
        last = (acting,) if acting else doers(head, head.start, head.end)[-1:]
        found = role_of(reading, head, last[0]) if last else topic(reading, head)
        if found:
            behind = last[0].end if last else head.start
            words = reading.view.plain[behind : head.end]
            return entitled(found, words) if of_power else found
    near = [sentence] if head is None else [sentence, head]
    topics = (_topic_before(reading, each, of_power=of_power) for each in near)
    headings = (heading_side(reading, each) for each in near)
    found = next((side for side in (*topics, *headings) if side), None)
    if found or of_power:
        return found
    return _topic_of_clause_before(reading, sentence)


def _topic_before(reading: Reading, sentence: Sentence, *, of_power: bool) -> Side | None:
    """Whom the sentences before in the clause are about, the nearest that says first."""
    at, steps = sentence.previous, 0
    while at is not None and steps < _LOOK_BACK:
        before = reading.sentences[at]
        if found := topic(reading, before):
            return _bound_or_entitled(reading, before, found) if of_power else found
        at, steps = reading.sentences[at].previous, steps + 1
    return None


def _topic_of_clause_before(reading: Reading, sentence: Sentence) -> Side | None:
    """Whom the clause before it in the article is about, for a sentence on what went wrong."""
    sections = reading.outline.sections
    parent = sections[sentence.section].parent
    if parent is None or not sign("blames").search(reading.words(sentence)):
        return None
    siblings = (i for i in range(sentence.section - 1, parent, -1) if sections[i].parent == parent)
    before = next(siblings, None)
    topics = (topic(reading, other) for other in reading.sentences if other.section == before)
    return next((side for side in topics if side), None)


def subject(hit: Hit) -> Side | None:
    """The doer of the cue's act: nearest in its segment, else of an earlier one, else inherited."""
    reading, sentence = hit.reading, hit.sentence
    wanted = doers(sentence, hit.span[0], hit.end)
    if wanted:
        return role_of(reading, sentence, wanted[-1])
    if agent := agent_after(hit):
        return agent
    for first, last in reversed(sentence.segments[: hit.segment]):
        found = doers(sentence, first, last)
        if found:
            return role_of(reading, sentence, found[-1])
    return (
        labelled(reading, sentence)
        or maker(reading, sentence, hit.start)
        or inherited(reading, sentence)
    )


def maker(reading: Reading, sentence: Sentence, before: int) -> Side | None:
    """The one side of whose work the sentence speaks before a position: 乙方提供的货物不合格."""
    plain = reading.view.plain
    named = {
        m.who
        for m in sentence.mentions
        if m.end <= before
        and m.case is Case.ATTRIBUTE
        and sign("makes").match(plain, m.end, sentence.end)
    }
    if len(named) != 1:
        return None
    who = named.pop()
    return "buyer" if who == "buyer" else "vendor" if who == "vendor" else None


def holder(hit: Hit) -> Role:
    """Who has the right or power of the cue.

    Where only the condition names a side, and says what it does wrong, the other side has it.
    """
    reading, sentence = hit.reading, hit.sentence
    own = powerful(sentence, hit.span[0], hit.end)
    if own:
        return role_of(reading, sentence, own)
    if agent := agent_after(hit):
        return agent
    for first, last in reversed(sentence.segments[: hit.segment]):
        if found := powerful(sentence, first, last):
            side = role_of(reading, sentence, found)
            return entitled(side, reading.view.plain[found.end : last])
    if label := labelled(reading, sentence):
        return entitled(label, reading.words(sentence))
    return inherited(reading, sentence, of_power=True) or "unspecified"


def obligor(hit: Hit, default: Role = "unspecified") -> Role:
    """Who must do what the cue says; the performing side where the words name nobody."""
    return subject(hit) or default


def entitled(side: Side, words: str) -> Side:
    """Who has the power that follows on words about a side: the other one if they blame it.

    `words` are those behind the side; who finds a fault or hears of one is not blamed for it.
    """
    wrong, granted = sign("blames").search(words), sign("grants").search(words)
    blame = wrong is not None and (granted is None or wrong.start() < granted.start())
    return opposite(side) or side if blame else side


def _bound_or_entitled(reading: Reading, sentence: Sentence, side: Side) -> Side:
    """The side that a sentence gives rights, or the other one of the side that it binds."""
    granted = sign("grants").search(reading.words(sentence))
    return side if granted else opposite(side) or side


def agent_after(hit: Hit) -> Side | None:
    """The agent that follows the cue in its segment: 所需费用由乙方承担."""
    after = doers(hit.sentence, hit.end, hit.span[1])
    agent = next((m for m in after if m.case is Case.AGENT), None)
    return role_of(hit.reading, hit.sentence, agent) if agent else None


def powerful(sentence: Sentence, start: int, end: int) -> Mention | None:
    """The last doer in `[start, end)` that nobody makes to act."""
    found = [m for m in doers(sentence, start, end) if m.case is not Case.CAUSEE]
    return found[-1] if found else None
