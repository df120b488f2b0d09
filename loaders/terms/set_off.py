"""Set-off: taking what one is owed out of what one owes (Civil Code art. 568)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition, in_condition
from loaders.grammar.denials import denied
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, holder, opposite, subject
from loaders.values.rates import find_percents
from loaders.words import load
from ontology.facts import Role, Term

_KEEPER = re.compile(
    r"(?P<keeps>甲方|乙方)(?:已?收取|持有|预收)的[^，。；]{0,20}(?:金|保函)[^，。；]{0,12}(?:抵|扣)"
    r"|(?:抵|扣)[^。；]{0,40}(?:退还|返还|归还)(?:给)?(?P<gets>甲方|乙方)"
)
_TAKER = re.compile(
    r"(?P<takes>甲方|乙方)(?:均?有权|可以?|将|得)|(?:从|在)(?P<of>甲方|乙方)(?![^，。；]{0,12}(?:甲方|乙方))"
)
_MAY = re.compile(r"(甲方|乙方)[^，。；甲乙]{0,8}(?:有权|可以?|将)")
"""甲方有权委托第三方维修，费用从尾款中扣除: it is not the third party that deducts."""
_UNPAID = re.compile(r"从甲方(?:尚|应|未|待)+(?:支付|付)(?:给)?乙方")
"""从甲方未支付乙方的金额中扣减: it is who pays that deducts."""
_CONSENTS = re.compile(r"乙方(?:同意|认可|接受)")
_NO_SET_OFF = re.compile(
    r"不得[^，。；]{0,10}(?:抵销|抵消|扣|冲抵)|折旧|进项税?额?抵扣|抵扣联|税款?抵扣|抵扣税"
)


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence that lets a side set off."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/set_off")):
        if hit.sentence.index in seen or in_condition(hit) or _NO_SET_OFF.search(hit.segment_words):
            continue
        if find_percents(hit.segment_words) or denied(hit):
            continue
        seen.add(hit.sentence.index)
        start = from_condition(hit, 60)
        yield reading.term("set_off", start, max(hit.end, hit.span[1]), {"holder": _holder(hit)})


def _holder(hit: Hit) -> Role:
    """Who takes; where only the debtor is named, the other side; of a bond, who keeps it."""
    words = hit.segment_words
    if re.search(r"双方[^，。；]{0,6}(?:可|有权|互)|任何一方|相互", words):
        return "both"
    if _CONSENTS.search(words) or _UNPAID.search(words):
        return "buyer"
    keeper = _KEEPER.search(hit.sentence_words)
    if keeper:
        named = keeper["keeps"] or {"甲方": "乙方", "乙方": "甲方"}[keeper["gets"]]
        return "buyer" if named == "甲方" else "vendor"
    taker = _TAKER.search(words)
    if taker:
        return "buyer" if taker["takes"] == "甲方" or taker["of"] == "乙方" else "vendor"
    if doers(hit.sentence, hit.span[0], hit.end) or re.search(r"有权|可以?|直接", words):
        return holder(hit)
    side = subject(hit)
    if side == "third_party" and (may := list(_MAY.finditer(hit.before))):
        return "buyer" if may[-1][1] == "甲方" else "vendor"
    return opposite(side) or "unspecified" if side == "vendor" else side or "buyer"
