"""A head and the items that hang under it."""

from __future__ import annotations

import re

from loaders.grammar.reading import Hit
from loaders.grammar.sentences import Sentence

_ANNOUNCES = re.compile(
    r"(?:下列|以下|下述|如下|前述|上述)[^。；]{0,24}(?:情形|情况|事项|行为|条件|原因|事由|之一|者)|[:：]$"
)


def items_under(hit: Hit) -> tuple[Sentence, ...]:
    """The list items that the cue's sentence announces: the first sentence of each."""
    reading, sentence = hit.reading, hit.sentence
    plain = reading.view.plain
    if not _ANNOUNCES.search(plain[sentence.start : sentence.end + 1].strip()):
        return ()
    items: list[Sentence] = []
    for other in reading.sentences[sentence.index + 1 :]:
        if other.head != sentence.index:
            if other.section == sentence.section and not items:
                continue
            if _below(hit, other):
                continue
            break
        if other.previous is None or other.section == sentence.section:
            items.append(other)
    return tuple(items)


def _below(hit: Hit, other: Sentence) -> bool:
    return hit.sentence.section in hit.reading.path(other.section)
