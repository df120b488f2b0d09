"""Who owes and who is owed, and by way of `subjects` who acts and who may: sides around a cue."""

from __future__ import annotations

from loaders.grammar.conditions import is_consequence
from loaders.grammar.mentions import Case, Mention
from loaders.grammar.reading import Hit
from loaders.grammar.sentences import Sentence
from loaders.grammar.subjects import (
    OPPOSITE,
    Side,
    agent_after,
    blamed,
    breacher,
    doers,
    entitled,
    heading_side,
    holder,
    inherited,
    obligor,
    opposite,
    powerful,
    role_of,
    sign,
    subject,
    topic,
)
from ontology.facts import Role

__all__ = [
    "OPPOSITE",
    "Side",
    "blamed",
    "breacher",
    "doers",
    "heading_side",
    "holder",
    "inherited",
    "loser",
    "obligor",
    "opposite",
    "payee",
    "payer",
    "powerful",
    "receiver",
    "role_of",
    "subject",
    "topic",
]


def payer(hit: Hit) -> Role:
    """Who owes the money or the remedy of the cue.

    In order: from whom it is kept; who is made to pay or asked to; the other side of who may
    collect, or of the receiver; the doer of the cue's own segment; the other side of the loser;
    the subject.
    """
    if kept := sign("withheld").search(hit.segment_words):
        return "buyer" if kept.group(1) == "甲方" else "vendor"
    reading, sentence, plain = hit.reading, hit.sentence, hit.reading.view.plain
    own = doers(sentence, hit.span[0], hit.end)
    made = [m for m in own if m.case in (Case.CAUSEE, Case.AGENT)]
    if made:
        side = role_of(reading, sentence, made[-1])
        takes = sign("takes").search(plain[made[-1].end : hit.end])
        return opposite(side) or side if takes else side
    if sign("outsider").search(hit.segment_words):
        return "third_party"
    if asked := _asked(hit):
        return asked
    acting = role_of(reading, sentence, own[-1]) if own else None
    says = plain[own[-1].end : hit.end] if own else ""
    from_own = own and sign("takes_from").match(plain, own[-1].end, hit.span[1])
    if opposite(acting) and (
        from_own or sign("demands").search(says) or sign("keeps").search(says)
    ):
        return opposite(acting) or "unspecified"
    return (
        opposite(receiver(hit))
        or acting
        or opposite(loser(hit))
        or _subject_or_its_debtor(hit)
        or ("both" if sign("alike").search(hit.sentence_words) else "unspecified")
    )


def payee(payer_side: str) -> Role:
    """The side opposite a payer; a third party's payment has no known payee here."""
    return opposite(payer_side) or "unspecified"


def receiver(hit: Hit) -> Side | None:
    """The side that the segment names as given to: 向甲方, 给对方."""
    match = sign("receiver").search(hit.segment_words)
    return _named(hit, match.group(1)) if match else None


def loser(hit: Hit) -> Side | None:
    """The side whose loss the sentence speaks of up to the end of the cue's segment."""
    text = hit.reading.view.plain[hit.sentence.start : hit.span[1]]
    matches = list(sign("loser").finditer(text))
    return _named(hit, matches[-1].group(1) or matches[-1].group(2)) if matches else None


def _named(hit: Hit, word: str) -> Side | None:
    if word == "甲方":
        return "buyer"
    if word == "乙方":
        return "vendor"
    first = next(
        (
            m
            for m in hit.sentence.mentions
            if m.who in ("buyer", "vendor", "either", "both", "breaching")
        ),
        None,
    )
    if first is None:
        return opposite(inherited(hit.reading, hit.sentence))
    return opposite(role_of(hit.reading, hit.sentence, first))


def _asked(hit: Hit) -> Side | None:
    """Who is asked to pay: 向乙方追偿, 对乙方处以罚款."""
    match = sign("asked").search(hit.segment_words)
    if match is None:
        return None
    at = hit.span[0] + match.start(1)
    asked = next((m for m in hit.sentence.mentions if m.start <= at < m.end), None)
    return role_of(hit.reading, hit.sentence, asked) if asked else None


def _subject_or_its_debtor(hit: Hit) -> Side | None:
    """The subject; the other side where the subject demands: 甲方有权解除合同，并扣除保证金."""
    plain, start = hit.reading.view.plain, hit.span[0]
    after = doers(hit.sentence, hit.end, hit.span[1])
    if after and sign("takes").search(plain[after[0].end : hit.span[1]]):
        return opposite(role_of(hit.reading, hit.sentence, after[0]))
    if sign("demands").search(plain[start : hit.end + 1]) or _demanded_by_head(hit):
        return _debtor_of_demand(hit)
    before = plain[hit.sentence.start : start].rsplit("，", 1)[-1]
    if hit.segment and sign("demands").search(before):
        return opposite(holder(hit))
    nobody_acts = not doers(hit.sentence, hit.sentence.start, hit.end) and not agent_after(hit)
    guilty = breacher(hit.sentence, hit.start) if nobody_acts else None
    return _blamed_before(hit) or guilty or subject(hit)


def _demanded_by_head(hit: Hit) -> bool:
    """Whether the head of its list has a side take what the items state: 甲方有权按下列标准处罚."""
    reading, sentence = hit.reading, hit.sentence
    if sentence.head is None or doers(sentence, sentence.start, hit.end):
        return False
    head = reading.sentences[sentence.head]
    acting = powerful(head, head.start, head.end)
    return bool(acting and sign("demands").search(reading.view.plain[acting.end : head.end]))


def _debtor_of_demand(hit: Hit) -> Side | None:
    """Who owes what nobody is named to take: 乙方得分低于80分的，每低1分扣1%.

    A duty makes its side the debtor, a right or another consequence makes it the taker.
    """
    reading, sentence, plain = hit.reading, hit.sentence, hit.reading.view.plain
    for first, last in reversed(sentence.segments[: hit.segment]):
        if found := powerful(sentence, first, last):
            side = role_of(reading, sentence, found)
            wrong = entitled(side, plain[found.end : last]) != side
            granted = sign("grants").search(plain[first:last])
            bound = sign("bound").search(plain[found.end : last])
            takes = not bound and (granted or is_consequence(plain[first:last]))
            return opposite(side) if takes and not wrong else side
    return breacher(sentence, hit.start) or opposite(inherited(reading, sentence, of_power=True))


def _origins(sentence: Sentence, start: int, end: int) -> tuple[Mention, ...]:
    """Whose fault a segment names: 因甲方原因."""
    return tuple(m for m in sentence.mentions if start <= m.start < end and m.case is Case.ORIGIN)


def _blamed_before(hit: Hit) -> Side | None:
    """The side of the condition, where what stands between grants the other one a power.

    乙方从事违法活动的，甲方有权解除合同，保证金不予退还: it is 乙方 that loses the bond.
    """
    reading, sentence = hit.reading, hit.sentence
    if doers(sentence, hit.span[0], hit.end) or agent_after(hit):
        return None
    entitled: Side | None = None
    for first, last in reversed(sentence.segments[: hit.segment]):
        found = doers(sentence, first, last) or (
            _origins(sentence, first, last) if entitled else ()
        )
        if not found:
            continue
        side = role_of(reading, sentence, found[-1])
        if entitled:
            return side if side == opposite(entitled) != entitled else None
        granted = sign("grants").search(reading.view.plain[first:last])
        if found[-1].case is Case.CAUSEE or not granted:
            return None
        entitled = side
    return None
