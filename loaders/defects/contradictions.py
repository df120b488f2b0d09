"""Finds clauses that cannot both hold, read from the terms that they state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from ontology.facts import Defect, Term

_TOTALS = frozenset({"contract_total", "annual_fee", "service_fee", "unspecified", None})
_UNIT = "分|%|％|天|日|小时|次"
_RANGE = re.compile(
    rf"(?P<low>[0-9]{{1,3}}(?:\.[0-9])?)[ ]?(?:{_UNIT})?[ ]?(?:-|—|–|~|～|至|到)[ ]?"
    rf"(?P<high>[0-9]{{1,3}}(?:\.[0-9])?)[ ]?(?P<unit>{_UNIT})"
)
_NEAR = 40
_WHOLE = 100


def read(ground: Ground) -> Iterator[Defect]:
    """Bands, caps, shares, refunds, periods, bonds and ends that exclude each other."""
    yield from _bands(ground)
    yield from _caps(ground)
    yield from _subcontracts(ground)
    yield from _tiers(ground)
    yield from _refunds(ground)
    yield from _periods(ground)
    yield from _bond(ground)
    yield from _only_together(ground)


def _says(meaning: str, words: str) -> bool:
    return pattern("conflicts", meaning).search(words) is not None


def _of(ground: Ground, kind: str) -> list[Term]:
    return [term for term in ground.terms if term.type == kind]


def _sentence(ground: Ground, term: Term) -> str:
    sentence = ground.reading.sentence_at(ground.view_offset(term.start))
    return ground.reading.words(sentence) if sentence else term.quote


def _defect(ground: Ground, term: Term, detail: str) -> Defect:
    start = ground.view_offset(term.start)
    end = ground.view_offset(term.end - 1) + 1
    return ground.defect("contradiction", start, end, detail)


def _bands(ground: Ground) -> Iterator[Defect]:
    """Bands of points that share their ends, where none says which of two has them."""
    runs: list[list[re.Match[str]]] = []
    for match in _RANGE.finditer(ground.plain):
        last = runs[-1][-1] if runs else None
        if last and match.start() - last.end() <= _NEAR and match["unit"] == last["unit"]:
            runs[-1].append(match)
        else:
            runs.append([match])
    for run in runs:
        shared = [
            one["low"] if one["low"] == other["high"] else one["high"]
            for one, other in pairwise(run)
            if one["low"] == other["high"] or one["high"] == other["low"]
        ]
        words = ground.plain[max(0, run[0].start() - 4) : run[-1].end() + _NEAR]
        counts = _says("consequence", words) and not _says("bounded", words[:-_NEAR])
        if len(shared) < 2 or not counts or not ground.speaks(run[0].start()):
            continue
        sentence = ground.reading.sentence_at(run[0].start())
        span = (sentence.start, sentence.end) if sentence else run[0].span()
        yield ground.defect("contradiction", *span, f"相邻档次在{'、'.join(shared)}处重叠")


def _caps(ground: Ground) -> Iterator[Defect]:
    """A cap below a penalty that it does not except."""
    for cap in _of(ground, "liability_cap"):
        percent = cap.keys.get("percent")
        if percent is None or cap.keys.get("base") not in _TOTALS:
            continue
        over = next((p for p in _of(ground, "penalty") if _exceeds(p, cap, Decimal(percent))), None)
        if over is not None:
            rate = over.keys["rate"]["percent"]
            detail = f"上限{percent}%未除外{rate}%的违约金条款，二者不能并存"
            yield _defect(ground, cap, detail)


def _exceeds(penalty: Term, cap: Term, most: Decimal) -> bool:
    keys, protected = penalty.keys, cap.keys.get("protects")
    rate = keys.get("rate")
    if not rate or rate["base"] not in _TOTALS or rate["per"] not in ("once", "incident"):
        return False
    if protected != "both" and keys.get("payer") not in (protected, "both"):
        return False
    if keys.get("trigger") in (cap.keys.get("carve_outs") or ()):
        return False
    percent = Decimal(rate["percent"])
    return percent > most or (percent == most and keys.get("plus_damages") == "excess")


def _subcontracts(ground: Ground) -> Iterator[Defect]:
    """Subcontracting forbidden without exception, and allowed elsewhere."""
    terms = [t for t in _of(ground, "assignment") if t.keys.get("kind") == "subcontract"]
    allowed = {(t.keys.get("restricted"), t.clause) for t in terms if t.keys["rule"] == "allowed"}
    for term in terms:
        if term.keys["rule"] != "prohibited" or _says("excepts", term.quote):
            continue
        side = term.keys.get("restricted")
        if any(who == side and clause != term.clause for who, clause in allowed):
            yield _defect(ground, term, "他处允许分包，本条未作例外")
            return


def _tiers(ground: Ground) -> Iterator[Defect]:
    """The whole price due whatever the score, where the score decides how much is due."""
    tiers = [tier for term in _of(ground, "deduction") for tier in term.keys.get("tiers") or ()]
    payments = [t for t in _of(ground, "payment") if t.keys.get("percent")]
    if not tiers or not payments:
        return
    lowest = min(Decimal(tier["pay_percent"]) for tier in tiers)
    shares = [Decimal(t.keys["percent"]) for t in payments]
    stated = " ".join(_sentence(ground, term) for term in payments)
    if sum(shares) == _WHOLE and shares[0] > lowest and not _says("assessed", stated):
        detail = f"不论考核得分付足全价，与最低付{lowest}%的考核档次不能并存"
        yield _defect(ground, payments[0], detail)


def _refunds(ground: Ground) -> Iterator[Defect]:
    """All money back in one case of termination, and only a part in every case."""
    refunds = _of(ground, "refund")
    full = {(t.keys.get("payer"), t.clause) for t in refunds if t.keys.get("basis") == "full"}
    for term in refunds:
        words = _sentence(ground, term)
        partly = term.keys.get("basis") in ("pro_rata", "unperformed")
        always = _says("ends", words) and not _says("for_a_reason", words)
        if not partly or not always or _says("excepts", words):
            continue
        payer = term.keys.get("payer")
        if any(who == payer and clause != term.clause for who, clause in full):
            yield _defect(ground, term, "他处约定解除时退还全部费用，本条只按未履行部分退还")
            return


def _periods(ground: Ground) -> Iterator[Defect]:
    """A period of payment that runs from the invoice here and from its verification there."""
    outline = ground.reading.outline
    checked = {
        ground.article(outline.index_at(match.start()))
        for match in pattern("conflicts", "invoice_checked").finditer(ground.plain)
    }
    for match in pattern("conflicts", "invoice_received").finditer(ground.plain):
        sentence = ground.reading.sentence_at(match.start())
        if sentence is None or ground.article(sentence.section) not in checked:
            continue
        if ground.speaks(match.start()) and not _says("share", ground.reading.words(sentence)):
            start = sentence.segments[sentence.segment_at(match.start())][0]
            detail = "付款期限的起算点与本条他处不一致"
            yield ground.defect("contradiction", start, match.end(), detail)


def _bond(ground: Ground) -> Iterator[Defect]:
    """A bond that is forfeited in a contract that has none."""
    if not _says("no_bond", ground.plain):
        return
    for match in pattern("conflicts", "uses_bond").finditer(ground.plain):
        if ground.speaks(match.start()):
            yield ground.defect("contradiction", *match.span(), "他处约定没有履约保证金")
            return


def _only_together(ground: Ground) -> Iterator[Defect]:
    """An end for which both sides must agree, where one side may also end the contract alone."""
    if not any(
        term.keys.get("holder") in ("buyer", "vendor") for term in _of(ground, "termination")
    ):
        return
    for match in pattern("conflicts", "ends_together").finditer(ground.plain):
        sentence = ground.reading.sentence_at(match.start())
        if sentence is None or not ground.speaks(match.start()):
            continue
        if not _says("leaves_room", ground.reading.words(sentence)):
            detail = "未除外合同他处约定的单方解除"
            yield ground.defect("contradiction", *match.span(), detail)
