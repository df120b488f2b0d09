"""Amendment: by both in writing, or by one side alone (Civil Code art. 543)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition
from loaders.grammar.reading import Hit, Reading
from loaders.words import load
from ontology.facts import Term

_TOGETHER = re.compile(r"由双方|协商|双方|书面|补充协议|补充合同|补充条款|一致|另行签订|对方(?:书面)?同意|经[^，。；]{0,8}同意|签字|盖章")
_INSTRUMENT = re.compile(r"补充(?:协议|合同|条款|文件)|书面|协议|另行签订|签字|盖章|经对方同意|同意")
_NO_AMENDMENT = re.compile(
    r"是否(?:变更|修改|解除)|以(?:招标|投标|采购|法律)[^，。；]{0,10}为准|按(?:国家|有关|相关)[^，。；]{0,10}(?:规定|法律)|不(?:得|能)(?:任意|擅自|随意|单方)[^，。；]{0,6}(?:修改|变更)|解除[^，。；]{0,4}(?:变更|修改)|变更[^，。；]{0,6}(?:不影响|地址|账户|账号|联系人|设备|人员|配置)"
)
_EFFECT = re.compile(r"同等(?:的)?法律效力|冲突|不一致|为准|组成部分|(?:变更|修改)(?:、|和|或)(?:解除|终止)(?:而|后|，|不)|保密")


def read(reading: Reading) -> Iterator[Term]:
    """One term for a clause: a change in writing and a supplement for gaps count once."""
    seen: set[tuple[int, str]] = set()
    for hit in reading.hits(load("terms/amendment")):
        if reading.part(hit.sentence) == "cover" or _NO_AMENDMENT.search(hit.segment_words):
            continue
        by = _by(hit)
        if by is None or (hit.sentence.section, by) in seen:
            continue
        seen.add((hit.sentence.section, by))
        yield reading.term("amendment", from_condition(hit, 60), _end(hit), {"by": by})


def _by(hit: Hit) -> str | None:
    if hit.cue.id == "one_side_alters":
        side = re.search(r"甲方|乙方", hit.words)
        return ("buyer" if side and side.group() == "甲方" else "vendor") if side else None
    words = hit.sentence_words
    if _EFFECT.search(hit.segment_words) and not re.search(r"签订|协商", hit.segment_words):
        return None
    if _TOGETHER.search(words) and _INSTRUMENT.search(words):
        return "mutual_written"
    return None


def _end(hit: Hit) -> int:
    """Through the segment that names the instrument, if it follows soon."""
    plain = hit.reading.view.plain
    end = max(hit.end, hit.span[1])
    for first, last in hit.sentence.segments[hit.segment + 1 :]:
        if last - hit.span[0] > 80 or _EFFECT.search(plain[first:last]):
            break
        if re.search(r"补充|书面|协商|同意|签订", plain[first:last]):
            end = last
    return end
