"""Acts that are due because the contract ends."""

from __future__ import annotations

import re

from loaders.grammar.reading import Hit

_ENDS = re.compile(
    r"(?:合同|协议|服务|委托|合作|租赁|租期|承租|运维|项目|期限|租赁关系|双方关系|业务关系)[^，。；]{0,10}"
    r"(?:终止|解除|期满|届满|到期|结束|完结|期限满|终结)|(?:提前|无论)[^，。；]{0,8}(?:终止|解除)"
    r"|(?:服务|租赁|合同|委托)期(?:限)?(?:届)?满|退租|撤场|退出(?:服务|项目)|(?:终止|解除)(?:后|之日|时|/)"
)


def at_the_end(hit: Hit) -> bool:
    """Whether the cue's sentence up to its segment's end, or the sentence before it in its
    clause, speaks of the contract's end."""
    reading, sentence = hit.reading, hit.sentence
    if _ENDS.search(reading.view.plain[sentence.start : hit.span[1]]):
        return True
    before = sentence.previous
    return before is not None and bool(_ENDS.search(reading.words(reading.sentences[before])))
