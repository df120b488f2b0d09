"""Exemptions: a side is spared for named events other than force majeure (Civil Code art. 506)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import condition_segments, from_condition
from loaders.grammar.lists import items_under
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, heading_side, opposite, role_of, subject
from loaders.words import load
from ontology.facts import Role, Term

_PAYMENT = re.compile(r"付款|支付|拨付|财政|资金|发票")
_NO_EXEMPTION = re.compile(
    r"不(?:免除|得免除|能免除|因此免除)|(?:并)?不(?:因此|意味|代表|影响)[^，。；]{0,10}免除|免除其|为由免除|法律(?:规定|另有)[^，。；]{0,6}除外|另有(?:约定|规定)[^，。；]{0,4}除外|法定节假日除外|(?:保密|违约)[^，。；]{0,4}除外|不可抗力(?:因素|原因|情况|事件)?除外|(?:披露|公开|公知|信息)[^，。；]{0,8}除外"
)
_FORCE_MAJEURE = re.compile(r"不可抗力")
_SIDE_ACTS = re.compile(r"不(?:视为|视作|构成)")
_FAULT_OF_OWN = re.compile(r"违约(?:一)?方|过错方|责任方|变更方")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence that spares a side."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/exemption")):
        if hit.sentence.index in seen or reading.part(hit.sentence) in ("cover", "signature"):
            continue
        words = hit.sentence_words
        if _NO_EXEMPTION.search(hit.segment_words) or _FAULT_OF_OWN.search(hit.segment_words):
            continue
        if _FORCE_MAJEURE.search(words) or _in_force_majeure_article(hit) or _about_payment(hit):
            continue
        side = _protects(hit)
        if side is None:
            continue
        seen.add(hit.sentence.index)
        end = max(hit.end, hit.span[1])
        keys = {"protects": side, "events": _events(hit)}
        yield reading.term("exemption", from_condition(hit, 110), end, keys)


def _in_force_majeure_article(hit: Hit) -> bool:
    return any(_FORCE_MAJEURE.search(h) for h in hit.reading.headings(hit.sentence.section))


def _about_payment(hit: Hit) -> bool:
    """A late payment that is no breach is a payment excuse."""
    return hit.cue.id in ("not_liable", "outside_scope", "borne_by_other") and bool(
        _PAYMENT.search(hit.before + hit.segment_words)
    )


def _protects(hit: Hit) -> Role | None:
    reading = hit.reading
    if hit.cue.id in ("borne_by_other", "own_loss"):
        match = re.search(r"由(甲方|乙方)", hit.words) or re.search(
            r"(甲方|乙方)[^，。；]{0,6}(?:自行|自己|自)?(?:承担|负)", hit.segment_words
        )
        if match is None:
            return None
        bearer: Role = "buyer" if match.group(1) == "甲方" else "vendor"
        if hit.cue.id == "borne_by_other" and not _named_event(hit, bearer):
            return None
        return opposite(bearer)
    if hit.cue.id == "may_not_claim":
        return "buyer" if "向甲方" in hit.words else "vendor"
    if "与甲方无关" in hit.words:
        return "buyer"
    if "与乙方无关" in hit.words:
        return "vendor"
    if hit.cue.id == "excepted":
        return _excepted_side(hit)
    match = re.search(r"(甲方|乙方)[^，。；]{0,10}(?:范围|义务|责任|服务内容|违约)", hit.words)
    if hit.cue.id == "outside_scope" and match is None:
        return subject(hit) if _SIDE_ACTS.search(hit.segment_words) else "vendor"
    if hit.cue.id == "not_answerable":
        own = doers(hit.sentence, hit.span[0], hit.start)
        return role_of(reading, hit.sentence, own[-1]) if own else subject(hit)
    if hit.cue.id == "outside_scope" and match:
        return "buyer" if match.group(1) == "甲方" else "vendor"
    side = subject(hit)
    if side is None:
        return heading_side(reading, hit.sentence)
    return side


def _named_event(hit: Hit, bearer: Role) -> bool:
    """Answering for one's own breach is no exemption of the other side."""
    stated = hit.before
    if re.search(r"违反|违约|未按|未及时|逾期|不履行|泄露|过错", stated) or re.search(
        r"赔偿|损失", hit.segment_words
    ):
        return False
    return bool(condition_segments(hit)) or len(stated) > 6


def _excepted_side(hit: Hit) -> Role | None:
    """Whose duty the exception cuts: the subject of the sentence before the exception."""
    match = re.search(
        r"(甲方|乙方)[^，。；]{0,20}(?:原因|使用|保管|操作|人为|责任|过错)", hit.segment_words
    )
    if match is None:
        return None
    return "vendor" if match.group(1) == "甲方" else "buyer"


def _events(hit: Hit) -> list[str]:
    reading = hit.reading
    items = items_under(hit)
    if items:
        return [reading.view.quote(s.start, s.end).strip() for s in items]
    spans = condition_segments(hit)
    return ["".join(reading.view.quote(a, b) for a, b in spans).strip()] if spans else []
