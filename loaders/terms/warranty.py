"""Warranty: a duty to make defective work or goods good without charge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.grammar.conditions import from_condition, in_condition
from loaders.grammar.duties import is_denied
from loaders.grammar.matter import Matter, matter
from loaders.grammar.mentions import Case
from loaders.grammar.options import unticked
from loaders.grammar.performance import performer
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, opposite
from loaders.values.durations import Span, find
from loaders.words import load, pattern
from ontology.facts import Role, Term
from ontology.values import Duration, Json, period_json

_NAMED = 10
"""Characters of one kind of work in a row of them."""
_SOON = 30
"""Characters after its name in which a period says how long it is."""
_PERIODS = ("period", "grants")
_MENDED_FOR_OTHERS = ("lease", "goods", "works", "software")
"""What contracts are for in which repairing what is defective is no service of its own."""
_EXCEPTED = re.compile(r"[（(][^（）()]{0,60}除外[）)]")
"""Brackets that except something from the duty: （人为损坏、不可抗力除外）."""
REMEDIES = ("rework", "repair", "replace", "refund")


@dataclass(frozen=True, slots=True)
class _Warranty:
    """What becomes a term."""

    hit: Hit
    start: int
    end: int
    duration: Json
    remedy: str | None


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence that has defects made good, or grants a period of free care."""
    kind = matter(reading.view.plain)
    hits = tuple(h for h in reading.hits(load("terms/warranty")) if _counts(h))
    periods = [(h, span) for h in hits if h.cue.id in _PERIODS if (span := _period(h)) is not None]
    granted = next((period_json(s.value) for _, s in periods if s.value is not None), None)
    acts: list[_Warranty] = []
    for hit in hits:
        if hit.cue.id in _PERIODS or not _is_duty(hit, kind):
            continue
        if not acts or acts[-1].hit.sentence.index != hit.sentence.index:
            acts.append(_act(hit, granted))
        elif acts[-1].hit.cue.id == "reworks" and hit.start == acts[-1].hit.start:
            acts[-1] = _act(hit, granted)
        elif _demanded(acts[-1].hit) and hit.segment == acts[-1].hit.segment + 1:
            acts[-1] = replace(acts[-1], start=acts[-1].hit.span[0], end=hit.span[1])
    found = [*acts, *(_grant(hit, span) for hit, span in periods if _stands_alone(hit, acts))]
    for one in sorted(found, key=lambda w: (w.start, w.end)):
        keys: dict[str, Json] = {
            "obligor": _grantor(one.hit) if one.hit.cue.id in _PERIODS else _obligor(one.hit),
            "duration": one.duration,
            "remedy": one.remedy,
        }
        yield reading.term("warranty", one.start, one.end, keys)


def _counts(hit: Hit) -> bool:
    reading = hit.reading
    return reading.part(hit.sentence) != "signature" and not unticked(reading.view.plain, hit.start)


def _period(hit: Hit) -> Span | None:
    """How long the period named is: 质保期三年, 保修期：自验收之日起12个月."""
    if _sees("pays", hit.sentence_words):
        return None
    if hit.cue.id == "grants":
        within = (replace(s, start=s.start - len(hit.words)) for s in find(hit.words) if _lasts(s))
        return next(within, None)
    return next((s for s in find(hit.after) if s.start < _SOON and _lasts(s)), None)


def _lasts(span: Span) -> bool:
    return span.bound in ("plain", "within", "at_least") and span.value != "immediate"


def _is_duty(hit: Hit, kind: Matter) -> bool:
    """Whether the one who performs must mend, on account of a defect or in the period of care."""
    words = hit.sentence_words
    start = hit.sentence.segments[hit.sentence.segment_at(hit.start)][0]
    before = hit.reading.view.plain[start : hit.start]
    if in_condition(hit) or is_denied(hit) or _sees("another_matter", _EXCEPTED.sub("", words)):
        return False
    if "可委托" in hit.reading.view.plain[hit.sentence.start : hit.end]:
        return False
    if _sees("for_a_price", hit.segment_words) or _sees("of_the_terms", hit.words + hit.after):
        return False
    if _sees("no_duty", before) and not (_asked(hit) or _sees("told_to", before)):
        return False
    earlier = hit.reading.view.plain[hit.sentence.start : hit.start]
    if _sees("buyers_doing", earlier) or _is_label(hit):
        return False
    if _sees("swaps", hit.words) and _sees("staff", earlier + hit.after[:16] + _told_before(hit)):
        return False
    if _obligor(hit) not in ("vendor", "unspecified") and not _is_made_to(hit):
        return False
    if hit.cue.id == "in_the_period":
        return not _sees("answers_calls", words)
    if _supposed(hit, earlier):
        return False
    if hit.cue.id != "reworks":
        return True
    if _sees("if_needed", hit.segment_words) or _enumerated(hit):
        return False
    if _sees("supposes", before) and hit.segment < len(hit.sentence.segments) - 1:
        return False
    stated = earlier + _told_before(hit)
    if _sees("repairs", hit.words):
        own_fault = _sees("guaranteed", words) or _sees("own_fault", words)
        product = kind in _MENDED_FOR_OTHERS or _sees("failed", stated)
        return bool(own_fault) or (bool(product) and _mends(hit, stated))
    told = _sees("defect", stated) or (_demanded(hit) and _sees("redone", hit.words))
    told = told or (_sees("remade", hit.words) and _sees("amiss", earlier))
    return bool(told) and not _sees("only_late", stated) and not _sees("misconduct", earlier)


def _enumerated(hit: Hit) -> bool:
    """日常维护、故障抢修、备件更换: kinds of work named in a row, of which nothing is said."""
    first = max(hit.reading.view.plain.rfind("、", *hit.span) + 1, hit.span[0])
    in_row = hit.segment_words.count("、") > 1 and hit.end - first <= _NAMED
    silent = not doers(hit.sentence, hit.sentence.start, hit.end)
    return in_row and silent and not _sees("must", hit.sentence_words)


def _supposed(hit: Hit, earlier: str) -> bool:
    """如乙方未能在七日内，按约定采取补救措施，甲方有权…: the act is what was not done."""
    rest = hit.reading.view.plain[hit.span[1] : hit.sentence.end]
    return bool(_sees("not_done_if", earlier) and _sees("then_may", rest))


def _mends(hit: Hit, stated: str) -> bool:
    """Whether repair is a duty on account of a defect, neither its name nor a time to respond."""
    if _sees("is_named", hit.after):
        return False
    bound = _sees("must", hit.segment_words) and not _sees("answers_calls", hit.sentence_words)
    return bool(bound and _sees("defect", stated))


def _demanded(hit: Hit) -> bool:
    """Whether the buyer calls for it: 有权要求整改, 向乙方提出整改要求."""
    before = hit.reading.view.plain[hit.span[0] : hit.start]
    return bool(_sees("demanded", before) or _sees("told_to", before)) or _asked(hit)


def _asked(hit: Hit) -> bool:
    before = hit.reading.view.plain[hit.span[0] : hit.start]
    return bool(_sees("wanted", hit.after) and _sees("asked", before))


def _grantor(hit: Hit) -> Role:
    """Who gives a period of care: the vendor unless its own segment has the buyer give it."""
    return "buyer" if _sees("buyer_gives", hit.segment_words) else "vendor"


def _obligor(hit: Hit) -> Role:
    """Who must mend: of a demand that names nobody, the other side of who makes it."""
    side = performer(hit)
    if side == "both" and not doers(hit.sentence, hit.span[0], hit.end):
        return "vendor"
    return opposite(side) or "vendor" if _unnamed(hit) else side


def _is_made_to(hit: Hit) -> bool:
    """Whether a side must mend by name, which may be the buyer: 可要求甲方无偿修正."""
    near = doers(hit.sentence, hit.span[0], hit.start)
    if not near or near[-1].case is Case.CAUSEE:
        return bool(near)
    behind = hit.reading.view.plain[near[-1].end : hit.end]
    due = _sees("guaranteed", hit.before) or _sees("failed", hit.before)
    return bool(_sees("free", behind) or (_sees("must", behind) and due))


def _unnamed(hit: Hit) -> bool:
    before = hit.reading.view.plain[hit.span[0] : hit.start]
    demand = _sees("demanded", before)
    return _demanded(hit) and not (demand and demand.group(1))


def _is_label(hit: Hit) -> bool:
    """更换：由乙方承担费用 only heads what follows."""
    follows = hit.reading.view.plain[hit.span[1] : hit.span[1] + 1]
    return hit.segment_words.strip() == hit.words and follows in ("：", ":")


def _told_before(hit: Hit) -> str:
    """The sentence before in the clause, or the head of the list, which names the defect."""
    around = (hit.sentence.previous, hit.sentence.head)
    return "".join(hit.reading.words(hit.reading.sentences[i]) for i in around if i is not None)


def _act(hit: Hit, granted: Json) -> _Warranty:
    words = hit.sentence_words
    lasting = [s for s in find(hit.segment_words) if s.bound == "plain" and s.value is not None]
    duration = granted if _sees("guaranteed", words) else None
    if hit.cue.id == "free_care" and lasting and isinstance(lasting[-1].value, Duration):
        duration = period_json(lasting[-1].value)
    # The cue may reach over a comma to the words for who bears the cost.
    start = from_condition(replace(hit, end=hit.start + 2), 120)
    return _Warranty(hit, start, _until_good(hit), duration, _remedy(hit))


def _until_good(hit: Hit) -> int:
    """The end of the cue's segment, or of one soon after that says until when: 直至验收合格."""
    plain = hit.reading.view.plain
    for start, end in hit.sentence.segments[hit.segment + 1 : hit.segment + 3]:
        if plain[start:end].lstrip().startswith(("直至", "直到")):
            return end
    return hit.span[1]


def _remedy(hit: Hit) -> str | None:
    """What is done: by the cue's own words, else by the rest of its segment."""
    if hit.cue.id == "sees_to_what_fails":
        return "rework"
    for words in (hit.words, hit.segment_words):
        for remedy in REMEDIES:
            if _sees(remedy, words):
                return remedy
    return None


def _stands_alone(hit: Hit, acts: Sequence[_Warranty]) -> bool:
    """Whether a period is a term of its own: it speaks of free care, or no duty takes it up."""
    if any(one.hit.sentence.index == hit.sentence.index for one in acts):
        return False
    if hit.cue.id == "grants" or "免费" in hit.words:
        return True
    return not any(_sees("guaranteed", one.hit.sentence_words) for one in acts)


def _grant(hit: Hit, span: Span) -> _Warranty:
    end = hit.sentence.segments[hit.sentence.segment_at(hit.end + span.start)][1]
    value = period_json(span.value) if span.value is not None else None
    return _Warranty(hit, hit.span[0], end, value, "repair" if "维护" in hit.words else None)


def _sees(sign: str, words: str) -> re.Match[str] | None:
    return pattern("warranty_signs", sign).search(words)


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("warranty_signs", cue)
