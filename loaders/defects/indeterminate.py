"""Finds sums, measures and places that the contract refers to and never fixes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.text import BLANK
from loaders.words import load
from ontology.facts import Defect, Term
from ontology.values import Json

_SHORTEST_NOUN = 3
_PERIODS = "年月日"
_REACH, _LEAD = 30, 8


def read(ground: Ground) -> Iterator[Defect]:
    """Sums left open, measures named once, penalties without a rate, courts at no place."""
    for cue in load("defects/indeterminate"):
        for match in ground.finds(cue):
            if ground.speaks(match.start()) and not _is_sized(ground, match):
                yield ground.defect("indeterminate", *match.span(), f"{cue.means}未约定")
    yield from _measures(ground)
    yield from _penalties(ground)
    yield from _places(ground)
    yield from _period(ground)
    yield from _named_periods(ground)
    yield from _base(ground)
    yield from _agreed_times(ground)


def _is_sized(ground: Ground, match: re.Match[str]) -> bool:
    """Whether the words behind in the sentence say how much."""
    sentence = ground.reading.sentence_at(match.start())
    after = ground.plain[match.end() : sentence.end] if sentence else ""
    return bool(pattern("measures", "sized").search(after))


def _measures(ground: Ground) -> Iterator[Defect]:
    """按约定的数量, where nothing in the contract is such a number."""
    for match in pattern("measures", "agreed_measure").finditer(ground.plain):
        noun = pattern("measures", "said_how").sub("", match.group())
        if len(noun) < _SHORTEST_NOUN or not ground.speaks(match.start()):
            continue
        if not _is_fixed(ground, noun):
            yearly = ground.plain[match.start() - 1 : match.start()] in tuple(_PERIODS)
            start = match.start() - yearly
            yield ground.defect("indeterminate", start, match.end(), f"合同未约定{noun}")


def _is_fixed(ground: Ground, noun: str) -> bool:
    """Whether the measure stands anywhere with a figure or a gap for one beside it."""
    size = pattern("measures", "size")
    return any(size.match(ground.plain, m.end()) for m in re.finditer(noun, ground.plain))


def _penalties(ground: Ground) -> Iterator[Defect]:
    """A penalty that somebody owes, in a contract that names no rate or sum for any."""
    penalties = [term for term in ground.terms if term.type == "penalty"]
    sized = [t for t in penalties if t.keys.get("rate") or t.keys.get("amount")]
    if not ground.terms:
        return
    yield from _of_one_side(ground, {t.keys.get("payer") for t in sized})
    if sized:
        yield from _unsized(ground, penalties, sized)
        return
    for match in pattern("measures", "penalty").finditer(ground.plain):
        sentence = ground.reading.sentence_at(match.start())
        if sentence is None or not ground.speaks(match.start()):
            continue
        words = pattern("measures", "as_agreed").sub("", ground.reading.words(sentence))
        if not pattern("measures", "says_how_much").search(words):
            detail = "违约金的数额及计算方法均未约定"
            yield ground.defect("indeterminate", *match.span(), detail)


def _unsized(ground: Ground, penalties: Sequence[Term], sized: Sequence[Term]) -> Iterator[Defect]:
    """A penalty for what no other clause sets a rate or sum for: at the word 违约金."""
    known = {(t.keys.get("payer"), t.keys.get("trigger")) for t in sized}
    known |= {("both", t.keys.get("trigger")) for t in sized}
    seen: set[int] = set()
    for term in penalties:
        at = ground.view_offset(term.start)
        sentence = ground.reading.sentence_at(at)
        key = (term.keys.get("payer"), term.keys.get("trigger"))
        if term in sized or key in known or sentence is None or sentence.start in seen:
            continue
        match = pattern("measures", "penalty").search(ground.plain, sentence.start, sentence.end)
        if match is None or not ground.speaks(match.start()):
            continue
        following = ground.plain[match.end() : match.end() + 2 * _REACH]
        if pattern("measures", "sized").search(following) or BLANK in following:
            continue
        if not pattern("measures", "says_how_much").search(ground.reading.words(sentence)):
            seen.add(sentence.start)
            detail = "违约金的数额及计算方法均未约定"
            yield ground.defect("indeterminate", *match.span(), detail)


_SIDES = {"甲方": "buyer", "乙方": "vendor"}


def _of_one_side(ground: Ground, payers: set[Json]) -> Iterator[Defect]:
    """A penalty that one side owes, where the contract sizes none but those of the other."""
    for match in pattern("measures", "penalty_of").finditer(ground.plain):
        sentence = ground.reading.sentence_at(match.start())
        if sentence is None or not ground.speaks(match.start()):
            continue
        settled = _SIDES[match["who"]] in payers or not payers <= set(_SIDES.values())
        if settled or pattern("measures", "says_how_much").search(ground.reading.words(sentence)):
            continue
        detail = f"{match['who']}违约金的数额及计算方法均未约定"
        yield ground.defect("indeterminate", *match.span(), detail)
        return


def _places(ground: Ground) -> Iterator[Defect]:
    """The court at the place of signing, where no place of signing is named."""
    if ground.contract.signed_at or pattern("measures", "place_of_signing").search(ground.plain):
        return
    for match in pattern("measures", "court_of_signing").finditer(ground.plain):
        if ground.speaks(match.start()):
            yield ground.defect("indeterminate", *match.span(), "合同未写明签订地点")


def _period(ground: Ground) -> Iterator[Defect]:
    """The period of a contract that says nowhere how long it runs."""
    contract = ground.contract
    if contract.term or contract.starts_on or contract.ends_on:
        return
    if pattern("measures", "fixes_period").search(ground.plain):
        return
    for match in pattern("measures", "contract_period").finditer(ground.plain):
        if ground.speaks(match.start()):
            yield ground.defect("indeterminate", *match.span(), "合同未约定期限")
            return


def _named_periods(ground: Ground) -> Iterator[Defect]:
    """质保期满后, where no clause says how long that is, or only how long a 维护期 is."""
    used: dict[str, list[re.Match[str]]] = {}
    for match in pattern("measures", "period_of").finditer(ground.plain):
        used.setdefault(match.group(), []).append(match)
    sized = {_root(m.group()) for m in pattern("measures", "made_good").finditer(ground.plain)}
    sized |= {
        _root(name) for name, uses in used.items() if any(_has_length(ground, m) for m in uses)
    }
    for name, uses in used.items():
        first = next((m for m in uses if ground.speaks(m.start()) and _counts(ground, m)), None)
        if _root(name) in sized or first is None or not ground.reading.sentence_at(first.start()):
            continue
        kind = "undefined_term" if sized else "indeterminate"
        yield ground.defect(kind, *first.span(), f"合同未约定{name}的长短")
        return


def _counts(ground: Ground, match: re.Match[str]) -> bool:
    """Whether something depends on the end of a period that is the contract's own."""
    before, behind = ground.around(match.start(), match.end(), _LEAD)
    if pattern("measures", "of_others").search(before):
        return False
    return pattern("measures", "period_ends").match(behind) is not None


def _root(name: str) -> str:
    """质保期, 保修期 and 缺陷责任期 are one; each other period stands for itself."""
    if pattern("measures", "making_good").search(name):
        return "质保"
    return next((kind for kind in ("维护", "服务", "试运行") if kind in name), name)


def _has_length(ground: Ground, match: re.Match[str]) -> bool:
    before, _ = ground.around(match.start(), match.end(), _REACH)
    following = ground.plain[match.end() : match.end() + _REACH]
    return bool(
        pattern("measures", "period_sized").search(before)
        or pattern("measures", "period_says").match(following)
    )


def _base(ground: Ground) -> Iterator[Defect]:
    """A share of the total price, in a contract that pays by use and has no total."""
    if ground.contract.total_price or pattern("measures", "gives_price").search(ground.plain):
        return
    if not pattern("measures", "by_use").search(ground.plain):
        return
    for match in pattern("measures", "whole_price").finditer(ground.plain):
        following = ground.plain[match.end() : match.end() + _REACH]
        if ground.speaks(match.start()) and pattern("measures", "sized").search(following):
            yield ground.defect("indeterminate", *match.span(), "合同没有总价款，无从计算")
            return


def _agreed_times(ground: Ground) -> Iterator[Defect]:
    """余款在约定的时间内付清, where no sentence says of that act when it is due."""
    for match in pattern("measures", "agreed_time").finditer(ground.plain):
        sentence = ground.reading.sentence_at(match.start())
        if sentence is None or not ground.speaks(match.start()):
            continue
        if pattern("measures", "condition").search(ground.plain, sentence.start, match.end()):
            continue
        acts = match["act"] if len(match["act"]) == 2 else match["act"][-2:]
        others = [s for s in ground.reading.sentences if s is not sentence]
        timed = pattern("measures", "timed")
        if not any(acts in w and timed.search(w) for w in map(ground.reading.words, others)):
            yield ground.defect("indeterminate", *match.span("time"), "具体时间未约定")
