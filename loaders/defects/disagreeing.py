"""Finds what two clauses fix at two values: rates, times to wait, bonds, prices, copies, terms."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.values import money, numerals
from ontology.facts import Defect, Term
from ontology.values import Duration

_LATE = ("late_payment", "late_delivery")
_REACH = 24
_SLACK = 1
_MONTHS = {"month": 1, "year": 12}

Thing = tuple[Hashable, str] | None
"""What a term fixes, and at which value; `None` where it fixes nothing that could be compared."""


def read(ground: Ground) -> Iterator[Defect]:
    """Of two clauses of one instrument that fix one thing at two values, the later."""
    yield from _two_values(ground, "penalty", _rate)
    yield from _two_values(ground, "termination", _wait)
    yield from _two_values(ground, "bond", _size)
    yield from _no_advance(ground)
    yield from _prices(ground)
    yield from _terms(ground)
    yield from _taxes(ground)


def _says(meaning: str, words: str) -> bool:
    return pattern("disagreeing", meaning).search(words) is not None


def _two_values(
    ground: Ground, kind: str, fixes: Callable[[Ground, Term], Thing]
) -> Iterator[Defect]:
    """The terms of a type that fix one thing at another value than an earlier article does."""
    first: dict[Hashable, tuple[str, int]] = {}
    done: set[Hashable] = set()
    for term in ground.terms:
        fixed = fixes(ground, term) if term.type == kind else None
        if fixed is None:
            continue
        start = ground.view_offset(term.start)
        section = ground.reading.outline.index_at(start)
        thing = (ground.instrument(section), fixed[0])
        said, article = first.setdefault(thing, (fixed[1], ground.article(section)))
        if said != fixed[1] and article != ground.article(section) and thing not in done:
            done.add(thing)
            end = ground.view_offset(term.end - 1) + 1
            yield ground.defect("contradiction", start, end, f"前文为{said}，此处为{fixed[1]}")


def _sentence(ground: Ground, term: Term) -> str:
    sentence = ground.reading.sentence_at(ground.view_offset(term.start))
    return ground.reading.words(sentence) if sentence else term.quote


def _rate(ground: Ground, term: Term) -> Thing:
    """The daily rate of a side's lateness, where the sentence has no tiers nor parts."""
    rate, trigger = term.keys.get("rate"), term.keys.get("trigger")
    words = _sentence(ground, term)
    if not rate or trigger not in _LATE or not isinstance(rate["per"], dict):
        return None
    if rate["grace"] or rate["min_percent"] or _says("parts", words):
        return None
    per = f"{rate['per']['n']}{rate['per']['unit']}"
    thing = (term.keys["payer"], trigger, rate["base"], per)
    return thing, f"{rate['percent']}%"


def _wait(ground: Ground, term: Term) -> Thing:
    """How long a side must be late before the other may end the contract."""
    limit, words = term.keys.get("threshold"), _sentence(ground, term)
    if not isinstance(limit, dict) or limit.get("unit") == "event" or _says("parts", words):
        return None
    act = pattern("disagreeing", "late_act").search(words)
    if act is None or len(pattern("disagreeing", "late_act").findall(words)) != 1:
        return None
    return (term.keys.get("holder"), act["act"]), f"{limit['n']}{limit['unit']}"


def _size(ground: Ground, term: Term) -> Thing:
    percent, form = term.keys.get("percent"), term.keys.get("form")
    if not percent or form != "履约保证金" or _says("parts", _sentence(ground, term)):
        return None
    return form, f"{percent}%"


def _no_advance(ground: Ground) -> Iterator[Defect]:
    """An advance that is paid in a contract that has none."""
    none = pattern("disagreeing", "no_advance").search(ground.plain)
    if none is None or not ground.speaks(none.start()):
        return
    for term in ground.terms:
        if (
            term.type == "payment"
            and "预付款" in _sentence(ground, term)
            and term.keys.get("percent")
        ):
            start, end = ground.view_offset(term.start), ground.view_offset(term.end - 1) + 1
            if not start <= none.start() < end:
                later = (start, end) if start > none.start() else none.span()
                yield ground.defect("contradiction", *later, "他处约定与此处是否支付预付款不一致")
                return


def _prices(ground: Ground) -> Iterator[Defect]:
    """The whole price, which another sentence states otherwise."""
    first: dict[int | None, Decimal] = {}
    for match in pattern("disagreeing", "whole_price").finditer(ground.plain):
        _, line = ground.line_at(match.start())
        before, _ = ground.around(match.start(), match.end(), _REACH // 2)
        _, behind = ground.around(match.end(), match.end(), _REACH)
        sum_ = next((a for a in money.find(behind) if a.value), None)
        if sum_ is None or sum_.value is None or _says("part_price", before + behind[: sum_.start]):
            continue
        if not ground.speaks(match.start()) or "\t" in line or sum_.start > _REACH // 2:
            continue
        own = ground.instrument(ground.reading.outline.index_at(match.start()))
        said = first.setdefault(own, sum_.value.amount)
        if abs(said - sum_.value.amount) > _SLACK:
            detail = f"他处合同总价为{said:,.2f}元"
            yield ground.defect("number_mismatch", match.start(), match.end() + sum_.end, detail)
            return


def _terms(ground: Ground) -> Iterator[Defect]:
    """How long the contract or its service runs, and how long its secrets are kept."""
    first: dict[tuple[int | None, str], tuple[str, int]] = {}
    for span in ground.durations:
        if not isinstance(span.value, Duration) or span.value.unit not in _MONTHS:
            continue
        before, behind = ground.around(span.start, span.end, _REACH)
        found = pattern("disagreeing", "runs_for").search(before)
        if found is None or _says("not_whole", before + behind) or not ground.speaks(span.start):
            continue
        section = ground.reading.outline.index_at(span.start)
        months = f"{span.value.n * _MONTHS[span.value.unit]}个月"
        name = "保密" if "保密" in found.group() else "服务"
        thing = (ground.instrument(section), name)
        said, article = first.setdefault(thing, (months, ground.article(section)))
        if said != months and article != ground.article(section):
            first[thing] = (months, article)
            start = span.start - len(found.group())
            yield ground.defect("contradiction", start, span.end, f"前文为{said}，此处为{months}")


def _taxes(ground: Ground) -> Iterator[Defect]:
    """A tax that is not its rate of the price before tax: 不含税100万元，税率6%，税额7万元."""
    for match in pattern("disagreeing", "taxed").finditer(ground.plain):
        net, rate, tax = (numerals.parse(match[group]) for group in ("net", "rate", "tax"))
        if net is None or rate is None or tax is None or not ground.speaks(match.start()):
            continue
        due = net * rate / 100 * (10000 if match["nets"] == "万" else 1)
        stated = tax * (10000 if match["taxes"] == "万" else 1)
        if abs(due - stated) > max(Decimal(_SLACK), due / 200):
            detail = f"按税率计算税额应为{due:,.2f}元"
            yield ground.defect("number_mismatch", match.start("rate"), match.end(), detail)
