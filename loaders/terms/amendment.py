"""Amendment: by both in writing, or by one side alone (Civil Code art. 543).

What counts is the rule on changing the contract or on settling what it leaves open, by an
instrument; 协商变更 without one is none, nor is what a supplement is worth once it is signed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition
from loaders.grammar.duties import clause
from loaders.grammar.reading import Hit, Reading
from loaders.words import load
from ontology.facts import Term

_ONE_SIDE = ("one_side_alters", "one_side_adjusts", "one_side_asks")
_BOTH_NEEDED = ("not_without_the_other", "needed_change")
_OF_ITS_OWN = re.compile(
    r"适当(?:增加|增减|调整)|经[^，。；]{0,10}(?:甲方|乙方|双方)[^，。；]{0,6}(?:同意|批准)"
)
"""What is trifling, or needs the other side's leave, is no power over the contract."""
_TOGETHER = re.compile(
    r"双方|各方|协商|书面|补充(?:协议|合同|条款)|一致|另行签订|对方(?:书面)?同意|经[^，。；]{0,8}同意|签字|盖章"
)
_INSTRUMENT = re.compile(
    r"补充(?:协议|合同|条款|文件|规定)|书面|协议|(?:变更|补充)(?:单|合同)|另行签订|签字|盖章|经对方同意|同意"
)
_MAKES = re.compile(
    r"签[订署定]|订立|达成|协商|[作做]出补充|变更|修改|补充(?!协议|合同|条款)|调整|另行|书面(?:形式|同意|协议)|未尽|约定"
)
_NO_AMENDMENT = re.compile(
    r"是否(?:变更|修改|解除)|以(?:招标|投标|采购|法律)[^，。；]{0,10}为准|按(?:国家|有关|相关)[^，。；]{0,10}(?:规定|法律)"
    r"|不(?:得|能)(?:任意|擅自|随意|单方)[^，。；]{0,6}(?:修改|变更)|解除[^，。；]{0,4}(?:变更|修改)"
    r"|变更[^，。；]{0,6}(?:不影响|地址|账户|账号|联系人|设备|人员|配置)|(?:成员|人员|负责人|经理|联系人)[^，。；]{0,6}(?:变更|变动|调整)|联合体协议|^除[^，。；]*外$|转让|所称|包括|在(?:变更|补充)(?:单|协议)[^，。；]{0,4}中|(?:使用人|所有人|持有人|权利人)|另行(?:签[订署定]|订立)[^，。；]{0,4}《(?!补充|变更)"
)
_EFFECT = re.compile(
    r"同等(?:的)?(?:法律)?效力|冲突|不一致|为准|组成部分|(?:变更|修改)(?:、|和|或)(?:解除|终止)(?:而|后|，|不)|保密"
)
_ANOTHER = re.compile(
    r"续[签租约]|届满|期满|期限[^，。；]{0,4}满|继续(?:使用|租赁|合作)|未能[^，。；]{0,20}达成"
)
"""A new contract after the term is no change of this one."""
_MENTIONED = re.compile(r"[及和与、/或]\s*(?:其)?(?:补充|变更)(?:协议|合同)")
_FOLLOWS = re.compile(r"补充|书面|协商|同意|签订|签署")

_AMONG_PAPERS = re.compile(
    r"顺序(?:进行)?(?:解释|适用)|^[^，。；]{0,24}(?:签署|签订|达成)的[^，。；]{0,6}文件$"
)
"""A change among the papers that make up the contract: an item of their list, or their order."""


def read(reading: Reading) -> Iterator[Term]:
    """One term for a clause: a change in writing and a supplement for gaps count once."""
    seen: set[tuple[tuple[int, int], str]] = set()
    for hit in reading.hits(load("terms/amendment")):
        words = hit.segment_words.strip()
        both = hit.cue.id in _BOTH_NEEDED
        if reading.part(hit.sentence) == "signature" or (not both and _NO_AMENDMENT.search(words)):
            continue
        by = _by(hit)
        if by is None or (clause(hit), by) in seen:
            continue
        seen.add((clause(hit), by))
        yield reading.term("amendment", from_condition(hit, 60), _end(hit), {"by": by})


def _by(hit: Hit) -> str | None:
    """Who may change: the side whose power the cue names, or both by an instrument."""
    if hit.cue.id in _ONE_SIDE:
        if hit.cue.id == "one_side_alters" and _OF_ITS_OWN.search(hit.before[-40:] + hit.words):
            return None
        return "buyer" if "甲方" in hit.words.split("乙方")[0] else "vendor"
    if hit.cue.id == "any_change" or hit.cue.id in _BOTH_NEEDED:
        return "mutual_written"
    words, segment = hit.sentence_words, hit.segment_words
    if _EFFECT.search(segment) and not re.search(r"签订|协商", segment):
        return None
    if (
        _AMONG_PAPERS.search(words)
        or _ANOTHER.search(words)
        or not _MAKES.search(segment + hit.after[:40])
    ):
        return None
    if _MENTIONED.search(segment) and not re.search(r"签[订署]|订立|达成", segment):
        return None
    return "mutual_written" if _TOGETHER.search(words) and _INSTRUMENT.search(words) else None


def _end(hit: Hit) -> int:
    """Through the segment that names the instrument, if it follows soon."""
    plain = hit.reading.view.plain
    end = max(hit.end, hit.span[1])
    for first, last in hit.sentence.segments[hit.segment + 1 :]:
        if last - hit.span[0] > 80 or _EFFECT.search(plain[first:last]):
            break
        if _FOLLOWS.search(plain[first:last]):
            end = last
    return end
