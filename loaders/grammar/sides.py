"""Who does it, who is owed, who holds the power: sides resolved from the words around a cue."""

from __future__ import annotations

import re
from typing import Literal

from loaders.grammar.mentions import DOERS, Case, Mention, find_mentions
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from ontology.facts import Role

Side = Literal["buyer", "vendor", "both", "third_party"]

OPPOSITE: dict[str, Side] = {"buyer": "vendor", "vendor": "buyer", "both": "both"}
_DEMANDS = re.compile(
    r"有权[^,，。]{0,12}(?:收取|扣|没收|索要|追究|主张|追索|要求|追偿|罚)|(?:可|可以|将)[^,，。]{0,8}(?:扣|收取|没收|罚|追究|追偿)|(?:扣除|扣减|扣罚|扣收|没收|(?<![已经])收取|处以|追究)"
)
_TAKES = re.compile(r"^[^，。；]{0,12}(?:扣|收取|没收|加罚|罚)")
"""乙方同意甲方扣除: the one who is allowed to act takes, the other pays."""
_LOSS_OF = re.compile(
    r"(?:给|对|使|致使|导致|造成|致)(甲方|乙方|对方|另一方|守约方)[^,，。；]{0,14}?(?:造成|带来|产生|遭受|蒙受|受到|的)?[^,，。；]{0,10}?(?:损失|损害|损坏|影响)|(甲方|乙方|对方|守约方)(?:因此)?(?:遭受|受到|蒙受|的)[^,，。；]{0,8}损失"
)
_TOWARDS = re.compile(
    r"(?:向|给|付给|支付给|赔偿(?:给)?|补偿|返还(?:给)?|退还(?:给)?)(甲方|乙方|对方|另一方|守约方|非违约方)"
)
_OPENING = 5
"""An agent so near the start of a sentence is what it is about: 由甲方组织验收."""
_LOOK_BACK = 3
"""How many sentences of the clause a missing subject is looked for."""


def opposite(side: str | None) -> Side | None:
    """The other contracting side; `None` for a third party or nobody."""
    return OPPOSITE.get(side) if side else None


def breacher(reading: Reading, sentence: Sentence, before: int) -> Side | None:
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


def role_of(reading: Reading, sentence: Sentence, mention: Mention) -> Side:
    """The contracting side that a mention stands for, read in its sentence."""
    who = mention.who
    if who in ("buyer", "vendor", "third_party"):
        return who
    if who in ("breaching", "observing"):
        guilty = breacher(reading, sentence, mention.start) or heading_side(reading, sentence)
        if guilty is None:
            return "both"
        return guilty if who == "breaching" else opposite(guilty) or "both"
    if who == "other":
        first = next((m for m in sentence.mentions if m.end <= mention.start), None)
        if first is not None and first.who in ("buyer", "vendor"):
            return opposite(first.who) or "both"
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


def inherited(reading: Reading, sentence: Sentence) -> Side | None:
    """The subject that a sentence without one takes over: list head, sentence before, heading."""
    if sentence.head is not None:
        head = reading.sentences[sentence.head]
        found = _last_doer(reading, head) or topic(reading, head)
        if found:
            return found
    at, steps = sentence.previous, 0
    while at is not None and steps < _LOOK_BACK:
        found = topic(reading, reading.sentences[at])
        if found:
            return found
        at, steps = reading.sentences[at].previous, steps + 1
    side = heading_side(reading, sentence)
    if side is None and sentence.head is not None:
        head = reading.sentences[sentence.head]
        side = heading_side(reading, head)
    return side


def _last_doer(reading: Reading, sentence: Sentence) -> Side | None:
    found = doers(sentence, sentence.start, sentence.end)
    return role_of(reading, sentence, found[-1]) if found else None


def subject(hit: Hit, *, causees: bool = True) -> Side | None:
    """The doer of the cue's act: nearest in its segment, else an earlier segment's, else inherited.

    Without `causees` the one who is made to act does not count: the holder of a power to demand.
    """
    reading, sentence = hit.reading, hit.sentence
    start, end = hit.span
    wanted = [m for m in doers(sentence, start, hit.end) if causees or m.case is not Case.CAUSEE]
    if wanted:
        return role_of(reading, sentence, wanted[-1])
    agent = next(
        (m for m in sentence.mentions if m.case is Case.AGENT and hit.end <= m.start < end), None
    )
    if agent is not None:
        return role_of(reading, sentence, agent)
    for first, last in reversed(sentence.segments[: hit.segment]):
        found = [m for m in doers(sentence, first, last) if causees or m.case is not Case.CAUSEE]
        if found:
            return role_of(reading, sentence, found[-1])
    return inherited(reading, sentence)


def receiver(hit: Hit) -> Side | None:
    """The side that the segment names as given to: 向甲方, 给对方."""
    match = _TOWARDS.search(hit.segment_words)
    return _named(hit, match.group(1)) if match else None


def loser(hit: Hit) -> Side | None:
    """The side whose loss the sentence speaks of up to the end of the cue's segment."""
    text = hit.reading.view.plain[hit.sentence.start : hit.span[1]]
    matches = list(_LOSS_OF.finditer(text))
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

    In order: who is made to pay; the other side of who may collect; the other side of the
    receiver; the other side of the loser; the subject; the one that could have broken the contract.
    """
    reading, sentence = hit.reading, hit.sentence
    start, _ = hit.span
    made = [m for m in doers(sentence, start, hit.end) if m.case in (Case.CAUSEE, Case.AGENT)]
    if made:
        side = role_of(reading, sentence, made[-1])
        takes = made[-1].case is Case.CAUSEE and _TAKES.search(
            reading.view.plain[made[-1].end : hit.end]
        )
        return opposite(side) or side if takes else side
    between = reading.view.plain[start : hit.end]
    collector = [m for m in doers(sentence, start, hit.end) if m.case is Case.SUBJECT]
    if collector and _DEMANDS.search(between[collector[-1].end - start :]):
        side = opposite(role_of(reading, sentence, collector[-1]))
        if side:
            return side
    for found in (receiver(hit), loser(hit)):
        if found and (side := opposite(found)):
            return side
    if collector:
        return role_of(reading, sentence, collector[-1])
    if _DEMANDS.search(between):
        side = opposite(subject(hit))
    else:
        side = subject(hit)
        earlier = reading.view.plain[sentence.start : start]
        if hit.segment and _DEMANDS.search(earlier.rsplit("，", 1)[-1]):
            side = opposite(subject(hit, causees=False))
    return side or "unspecified"


def payee(payer_side: str) -> Role:
    """The side opposite a payer; a third party's payment has no known payee here."""
    return opposite(payer_side) or "unspecified"


def holder(hit: Hit) -> Role:
    """Who has the right or power of the cue."""
    return subject(hit, causees=False) or "unspecified"


def obligor(hit: Hit, default: Role = "unspecified") -> Role:
    """Who must do what the cue says; the performing side where the words name nobody."""
    return subject(hit) or default
