"""Continuity: must go on serving, or must not suspend, on an occasion."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import obligor
from loaders.words import load
from ontology.facts import Term

_NO_DUTY = re.compile(
    r"(?:不能|无法|不愿|未能|难以|无需|不再|没有必要|不足以|无力|阻碍|影响|妨碍)[^，。；]{0,8}(?:继续|仍|正常)|是否(?:继续|仍)|继续(?:有效|使用|整改|赔偿|协商|保密|计算|支付|追究|存续|承担)|(?:有权|可以?|选择)[^，。；]{0,12}(?:中止|暂停|停止)|(?:保障|保证|确保|影响)[^，。；]{0,14}(?:系统|业务|设备|网络)[^，。；]{0,10}正常|正常(?:运行|使用|进行|服务)"
)
_DUTY = re.compile(r"应|须|需|必须|不得|不能|不可|义务|保证|将|有权要求|仍|继续|照常")


def read(reading: Reading) -> Iterator[Term]:
    """One term for a sentence that obliges a side to go on."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/continuity")):
        words = hit.segment_words
        if hit.sentence.index in seen or _NO_DUTY.search(words) or not _DUTY.search(words):
            continue
        if re.search(r"(?:的|后|时)$", words.strip()):
            continue
        seen.add(hit.sentence.index)
        for when in _occasions(hit):
            keys = {"obligor": obligor(hit, "both"), "when": when}
            yield reading.term("continuity", from_condition(hit, 70), hit.end, keys)


def _occasions(hit: Hit) -> tuple[str, ...]:
    """Every occasion the condition names; 因此 points to the sentence before."""
    words = hit.before + hit.segment_words
    if (
        re.search(r"因此|由此|据此|上述|前述", hit.segment_words)
        and hit.sentence.previous is not None
    ):
        words += hit.reading.words(hit.reading.sentences[hit.sentence.previous])
    found = [c.means for c in load("continuity_occasions") if c.pattern.search(words)]
    joined = re.search(r"(?:或者?|、|及|和)[^，。；]{0,12}期间", words)
    return tuple(found if joined else found[:1]) or ("any",)
