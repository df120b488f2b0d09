"""Payment excuses: who may pay late or not at all without breach, one term for each reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import condition_segments, from_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, holder, opposite
from loaders.words import load
from ontology.facts import Role, Term

_PAY = re.compile(r"付款|支付|拨付|款项|结算|付|发票|财政|资金")
_POWER = re.compile(r"有权|可以?|得|将")
_SHORT = 14
"""A condition so short (未提交的) leans on the sentence before it."""
_DENIED = re.compile(
    r"不得以[^，。；]{1,40}为(?:理?由|借口)|(?:无权|不得|不能|不可)[^，。；]{0,6}(?:拒|延|推迟|顺延|暂)"
)
_PAYS_LATE = re.compile(
    r"(甲方|乙方)[^。；甲乙]{0,16}(?:逾期|[未不]按|未能?|延[期迟]|迟延|拖欠)[^。；甲乙]{0,10}(?:付|支付|拨付)"
)
_PAYS = re.compile(r"(甲方|乙方)[^，。；甲乙]{0,20}(?:支付|付款|拨付)(?!违约)")
_LABELS: dict[str, Role] = {"甲方": "buyer", "乙方": "vendor"}
_REVIEWED = re.compile("不(?:含|包[含括])[^。；，,]*审")
_OTHERWISE = re.compile(r"^否则|^如未|^未")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each reason; 有权拒付 and 不承担违约责任 in one sentence are one excuse."""
    seen: set[tuple[int, str]] = set()
    for hit in reading.hits(load("terms/payment_excuse")):
        stated = hit.before + hit.segment_words
        if not _PAY.search(stated) or reading.part(hit.sentence) == "signature":
            continue
        if _DENIED.search(hit.segment_words[: max(0, hit.end - hit.span[0])]):
            continue
        if hit.cue.id == "no_breach" and not _excuses_payment(hit):
            continue
        late = _late_payer(hit) if hit.cue.id == "excepted" else None
        if hit.cue.id == "excepted" and late is None:
            continue
        side = late or _holder(hit)
        for reason in _reasons(hit):
            if (hit.sentence.index, reason) in seen:
                continue
            seen.add((hit.sentence.index, reason))
            keys = {"holder": side, "reason": reason}
            yield reading.term("payment_excuse", _start(hit), _end(hit), keys)


def _late_payer(hit: Hit) -> Role | None:
    """甲方逾期付款的，支付违约金。因财政资金未到位导致的除外: for a reason that is one."""
    late = _PAYS_LATE.search(_previous(hit) + hit.before)
    reasons = {*_named(hit.segment_words)} - {"assessment"}
    return _LABELS[late[1]] if late and reasons else None


def _excuses_payment(hit: Hit) -> bool:
    doer = doers(hit.sentence, hit.span[0], hit.end)
    pays = {_LABELS[label] for label in _PAYS.findall(hit.before + hit.segment_words)}
    if any(m.who == "vendor" for m in doer) and pays != {"vendor"}:
        return False
    if any(m.who == "buyer" for m in doer) and pays == {"vendor"}:
        return False
    return bool(
        re.search(r"付款|支付|拨付|付清|付的|财政|资金|国库", hit.before + hit.segment_words)
    )


def _holder(hit: Hit) -> Role:
    if "由乙方" in hit.words:
        return "buyer"
    side = holder(hit)
    granted = hit.cue.id == "may_withhold" and _POWER.match(hit.words)
    if granted or side == "buyer":
        return side if side != "unspecified" else "buyer"
    payer = re.search(
        r"(甲方|乙方)[^，。；]{0,20}(?:支付|付款|拨付|付款期)", hit.before + hit.segment_words
    )
    if payer:
        return "buyer" if payer.group(1) == "甲方" else "vendor"
    return opposite(side) or "buyer" if side == "vendor" else "buyer"


def _reasons(hit: Hit) -> tuple[str, ...]:
    if hit.cue.id == "clock_of_the_treasury":
        return ("approval",) if _REVIEWED.search(hit.words) else ("treasury",)
    if hit.cue.id == "excepted":
        return _named(hit.segment_words)
    plain = hit.reading.view.plain
    spans = condition_segments(hit)
    stated = "，".join(plain[a:b] for a, b in spans) or hit.before
    if _OTHERWISE.search(hit.segment_words.strip()) or not stated.strip():
        stated = hit.before or _previous(hit)
    own = hit.segment_words[: max(0, hit.start - hit.span[0])]
    found = _named(stated + own)
    if not found or found == ("assessment",):
        found = _named(_previous(hit)) if len(stated) < _SHORT else found
    return found or _named(hit.sentence_words) or ("assessment",)


def _previous(hit: Hit) -> str:
    at = hit.sentence.previous
    return hit.reading.words(hit.reading.sentences[at]) if at is not None else ""


def _named(words: str) -> tuple[str, ...]:
    """The reasons; an assessment counts only where nothing more special is named."""
    found = [cue.means for cue in load("excuse_reasons") if cue.pattern.search(words)]
    special = [reason for reason in found if reason not in ("assessment", "policy")]
    if "policy" in found and "财政政策" in words:
        special = [reason for reason in special if reason == "approval"] + ["policy"]
    elif "policy" in found and not special:
        special = ["policy"]
    return tuple(dict.fromkeys(special or found))


def _start(hit: Hit) -> int:
    return hit.span[0] if _OTHERWISE.search(hit.segment_words.strip()) else from_condition(hit, 100)


def _end(hit: Hit) -> int:
    """Through a segment that adds 且不承担违约责任."""
    plain = hit.reading.view.plain
    end = max(hit.end, hit.span[1])
    for first, last in hit.sentence.segments[hit.segment + 1 : hit.segment + 2]:
        if re.search(r"不(?:视为|承担|构成)|无需承担", plain[first:last]):
            end = last
    return end
