"""Damages: a duty to make losses good, also beside a penalty (Civil Code art. 584)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import condition, events, from_condition, in_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import heading_side, payee, payer
from loaders.terms.penalty import as_triggers, listed
from loaders.words import load
from ontology.facts import Role, Term

_INDIRECT = re.compile(r"间接|可得利益|预期利益|预期收益|利润损失|商誉")
_EXCLUDED = re.compile(r"不(?:包括|包含|含|承担|赔偿)[^。；]{0,8}(?:间接|可得|预期|利润)")
_ALL = re.compile(
    r"(?:全部|一切|全额|所有|任何(?!一方|人)|如数|足额|全责)[^，。；]{0,16}(?:损失|赔偿|责任|损害)|赔偿[^，。；]{0,12}(?:全部|一切|所有)|全责"
)
_DIRECT = re.compile(r"直接(?:经济)?损失")
_OWN_LOSS = re.compile(
    r"损失[^，。；]{0,6}由(?:甲方|乙方)[^，。；]{0,2}(?:自行|自己|自)(?:承担|负担|负)"
)
_NOT_OWED = re.compile(
    r"(?:不|无须|无需|免于|免除|不再)(?:承担|负|予|负责)?[^，。；]{0,6}赔偿|(?:未|拒绝|不)[^，。；]{0,6}赔偿[^，。；]{0,6}(?:的|时)$"
)


def read(reading: Reading) -> Iterator[Term]:
    """One duty for each trigger; a clause that says it again for one trigger counts once."""
    seen: set[tuple[int, str, str]] = set()
    for hit in reading.hits(load("terms/damages")):
        if (
            in_condition(hit)
            or _OWN_LOSS.search(hit.segment_words)
            or _NOT_OWED.search(hit.segment_words)
            or reading.part(hit.sentence) == "cover"
        ):
            continue
        side = _payer(hit)
        for trigger in _triggers(hit, side):
            key = (hit.sentence.index, side, trigger)
            if key in seen:
                continue
            seen.add(key)
            keys = {"payer": side, "payee": payee(side), "scope": _scope(hit), "trigger": trigger}
            yield reading.term("damages", _start(hit), _end(hit), keys)


def _payer(hit: Hit) -> Role:
    if hit.cue.id == "loss_defined":
        return heading_side(hit.reading, hit.sentence) or "both"
    return payer(hit)


def _triggers(hit: Hit, side: Role) -> tuple[str, ...]:
    return as_triggers(
        listed(hit) or events(hit) or (("other",) if condition(hit) else ("general_breach",)), side
    )


def _scope(hit: Hit) -> str:
    words = hit.reading.view.plain[hit.span[0] : hit.sentence.end]
    own = hit.reading.view.plain[max(hit.sentence.start, hit.start - 12) : hit.span[1]]
    if _INDIRECT.search(words) and not _EXCLUDED.search(words):
        return "all" if _ALL.search(own) and hit.cue.id != "loss_defined" else "indirect_included"
    if _ALL.search(own):
        return "all"
    return "direct" if _DIRECT.search(own) else "unspecified"


def _start(hit: Hit) -> int:
    return from_condition(hit, 80)


def _end(hit: Hit) -> int:
    if hit.cue.id != "loss_defined":
        return max(hit.end, hit.span[1])
    listed = hit.reading.view.plain[hit.end : min(hit.span[1], hit.end + 60)]
    last = listed.rfind("损失")
    return hit.end + (last + 2 if last != -1 else len(listed))
