"""Who does it, who is owed, who holds the power: sides resolved from the words around a cue."""

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


def _sign(cue: str) -> re.Pattern[str]:
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


def topic(reading: Reading, sentence: Sentence) -> Side | None:
    """Whom the sentence is about: its first subject."""
    first = next((m for m in sentence.mentions if m.case is Case.SUBJECT), None)
    if first is None:
        opening = (m for m in sentence.mentions if m.start - sentence.start <= _OPENING)
        first = next((m for m in opening if m.case is Case.AGENT), None)
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
        found = _last_doer(reading, head) or topic(reading, head)
        if found:
            return _entitled(found, reading.words(head)) if of_power else found
    near = [sentence] if head is None else [sentence, head]
    topics = (_topic_before(reading, each, of_power=of_power) for each in near)
    headings = (heading_side(reading, each) for each in near)
    found = next((side for side in (*topics, *headings) if side), None)
    if found or of_power:
        return found
    return _topic_of_clause_before(reading, sentence)


def _entitled(side: Side, words: str) -> Side:
    """Who has the power that follows on words about a side: the other one if they blame it."""
    blamed = _sign("blames").search(words) and not _sign("grants").search(words)
    return opposite(side) or side if blamed else side


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
    if parent is None or not _sign("blames").search(reading.words(sentence)):
        return None
    siblings = (i for i in range(sentence.section - 1, parent, -1) if sections[i].parent == parent)
    before = next(siblings, None)
    topics = (topic(reading, other) for other in reading.sentences if other.section == before)
    return next((side for side in topics if side), None)


def _bound_or_entitled(reading: Reading, sentence: Sentence, side: Side) -> Side:
    """The side that a sentence gives rights, or the other one of the side that it binds."""
    granted = _sign("grants").search(reading.words(sentence))
    return side if granted else opposite(side) or side


def _last_doer(reading: Reading, sentence: Sentence) -> Side | None:
    found = doers(sentence, sentence.start, sentence.end)
    return role_of(reading, sentence, found[-1]) if found else None


def subject(hit: Hit) -> Side | None:
    """The doer of the cue's act: nearest in its segment, else of an earlier one, else inherited."""
    reading, sentence = hit.reading, hit.sentence
    wanted = doers(sentence, hit.span[0], hit.end)
    if wanted:
        return role_of(reading, sentence, wanted[-1])
    if agent := _agent_after(hit):
        return agent
    for first, last in reversed(sentence.segments[: hit.segment]):
        found = doers(sentence, first, last)
        if found:
            return role_of(reading, sentence, found[-1])
    return inherited(reading, sentence)


def _agent_after(hit: Hit) -> Side | None:
    """The agent that follows the cue in its segment: 所需费用由乙方承担."""
    after = doers(hit.sentence, hit.end, hit.span[1])
    agent = next((m for m in after if m.case is Case.AGENT), None)
    return role_of(hit.reading, hit.sentence, agent) if agent else None


def receiver(hit: Hit) -> Side | None:
    """The side that the segment names as given to: 向甲方, 给对方."""
    match = _sign("receiver").search(hit.segment_words)
    return _named(hit, match.group(1)) if match else None


def loser(hit: Hit) -> Side | None:
    """The side whose loss the sentence speaks of up to the end of the cue's segment."""
    text = hit.reading.view.plain[hit.sentence.start : hit.span[1]]
    matches = list(_sign("loser").finditer(text))
    return _named(hit, matches[-1].group(1) or matches[-1].group(2)) if matches else None


def _named(hit: Hit, word: str) -> Side | None:
    if word == "甲方":
        return "buyer"
    if word == "乙方":
        return "vendor"
    first = next(
        (m for m in hit.sentence.mentions if m.who in ("buyer", "vendor", "either", "both")), None
    )
    if first is None:
        return opposite(inherited(hit.reading, hit.sentence))
    return opposite(role_of(hit.reading, hit.sentence, first))


def payer(hit: Hit) -> Role:
    """Who owes the money or the remedy of the cue.

    In order: who is made to pay or asked to; the other side of who may collect; the other side of
    the receiver; the doer of the cue's own segment; the other side of the loser; the subject.
    """
    reading, sentence, plain = hit.reading, hit.sentence, hit.reading.view.plain
    own = doers(sentence, hit.span[0], hit.end)
    made = [m for m in own if m.case in (Case.CAUSEE, Case.AGENT)]
    if made:
        side = role_of(reading, sentence, made[-1])
        takes = _sign("takes").search(plain[made[-1].end : hit.end])
        return opposite(side) or side if takes else side
    if _sign("outsider").search(hit.segment_words):
        return "third_party"
    if asked := _asked(hit):
        return asked
    acting = role_of(reading, sentence, own[-1]) if own else None
    says = plain[own[-1].end : hit.end] if own else ""
    if opposite(acting) and (_sign("demands").search(says) or _sign("keeps").search(says)):
        return opposite(acting) or "unspecified"
    return (
        opposite(receiver(hit))
        or acting
        or opposite(loser(hit))
        or _subject_or_its_debtor(hit)
        or "unspecified"
    )


def _asked(hit: Hit) -> Side | None:
    """Who is asked to pay: 向乙方追偿, 对乙方处以罚款."""
    match = _sign("asked").search(hit.segment_words)
    if match is None:
        return None
    at = hit.span[0] + match.start(1)
    asked = next((m for m in hit.sentence.mentions if m.start <= at < m.end), None)
    return role_of(hit.reading, hit.sentence, asked) if asked else None


def _subject_or_its_debtor(hit: Hit) -> Side | None:
    """The subject; the other side where the subject demands: 甲方有权解除合同，并扣除保证金."""
    plain, start = hit.reading.view.plain, hit.span[0]
    if _sign("demands").search(plain[start : hit.end]):
        return opposite(subject(hit))
    before = plain[hit.sentence.start : start].rsplit("，", 1)[-1]
    if hit.segment and _sign("demands").search(before):
        return opposite(holder(hit))
    return _blamed_before(hit) or subject(hit)


def _blamed_before(hit: Hit) -> Side | None:
    """The side of the condition, where what stands between grants the other one a power.

    乙方从事违法活动的，甲方有权解除合同，保证金不予退还: it is 乙方 that loses the bond.
    """
    reading, sentence = hit.reading, hit.sentence
    if doers(sentence, hit.span[0], hit.end) or _agent_after(hit):
        return None
    entitled: Side | None = None
    for first, last in reversed(sentence.segments[: hit.segment]):
        found = doers(sentence, first, last)
        if not found:
            continue
        side = role_of(reading, sentence, found[-1])
        if entitled:
            return side if side == opposite(entitled) != entitled else None
        granted = _sign("grants").search(reading.view.plain[first:last])
        if found[-1].case is Case.CAUSEE or not granted:
            return None
        entitled = side
    return None


def payee(payer_side: str) -> Role:
    """The side opposite a payer; a third party's payment has no known payee here."""
    return opposite(payer_side) or "unspecified"


def holder(hit: Hit) -> Role:
    """Who has the right or power of the cue.

    Where only the condition names a side, and says what it does wrong, the other side has it.
    """
    reading, sentence = hit.reading, hit.sentence
    own = _powerful(hit, hit.span[0], hit.end)
    if own or (own := _agent_after(hit)):
        return own
    for first, last in reversed(sentence.segments[: hit.segment]):
        if found := _powerful(hit, first, last):
            return _entitled(found, reading.view.plain[first:last])
    return inherited(reading, sentence, of_power=True) or "unspecified"


def _powerful(hit: Hit, start: int, end: int) -> Side | None:
    """The last doer in `[start, end)` that nobody makes to act."""
    found = [m for m in doers(hit.sentence, start, end) if m.case is not Case.CAUSEE]
    return role_of(hit.reading, hit.sentence, found[-1]) if found else None


def obligor(hit: Hit, default: Role = "unspecified") -> Role:
    """Who must do what the cue says; the performing side where the words name nobody."""
    return subject(hit) or default
