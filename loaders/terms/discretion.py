"""Discretion: one side alone decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition
from loaders.grammar.denials import denied
from loaders.grammar.duties import clause
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, holder, opposite, role_of
from loaders.values.rates import find_percents
from loaders.words import load
from ontology.facts import Role, Term

SUBJECTS = {
    "finds_breach": "breach",
    "interprets": "interpretation",
    "assesses": "assessment",
    "refuses_staff": "staff",
    "judges_acceptance": "acceptance",
    "final_word": "assessment",
    "found_good": "assessment",
}
_OWN_WORD = re.compile(r"(甲方|乙方)的?[^，。；]{0,8}(?:结论|决定|认定|复核|评定|结果)")
"""甲方的复核结果为最终结果: whose word is final, whoever may object."""
_NEAR = 40
"""What is decided stands no more characters before the deciding."""
_OWN_PEOPLE = re.compile(
    r"对(?:其|本单位|自己|所属|上岗|派驻|全体)?的?(?:员工|学员|工人|职工|受训人员)|内部考核"
)
_BOTH_DECIDE = re.compile(r"双方(?:共同|一致|协商)|第三方")
_TAKES = re.compile(r"扣(?:除|减|罚)?|处以|罚|核减")
_ASIDE = re.compile(r"(?:甲方|乙方)?除(?!非)[^，。；]*外$")
_NOT_ALONE = re.compile(r"不(?:得|能|应|可)(?:由|单方)|无权")
_MACHINES = re.compile(r"(?:合同设备|机组|设备|性能)[^。；]{0,24}考核|考核[^。；]{0,12}性能指标")
_FIGURE = re.compile(r"^(?:为|在)?[0-9]{1,3} ?分?")
_SCORING = re.compile(
    r"^(?:总分|满分|得分)|(?<!评|打)分$|不合格的?$|(?:考核|评分)(?:合格|不合格|结果|得分|分数)"
)


def read(reading: Reading) -> Iterator[Term]:
    """One term for each matter and clause; a range of deduction to choose from counts too."""
    seen: set[tuple[tuple[int, int], str]] = set()
    for hit in reading.hits(load("terms/discretion")):
        if hit.cue.id != "gives_no_reasons" and (denied(hit) or _NOT_ALONE.search(hit.words)):
            continue
        if _ASIDE.match(hit.segment_words):
            continue
        side = _holder(hit, _assessor(hit) if hit.cue.id == "assesses" else holder(hit))
        if side == "vendor" and _OWN_PEOPLE.search(hit.segment_words):
            continue
        if hit.cue.id == "assesses" and _is_own_work(hit, side):
            continue
        if _refuses_goods(hit):
            side = "buyer"
        if hit.cue.id == "final_word" and (owner := _OWN_WORD.search(hit.segment_words)):
            side = "buyer" if owner[1] == "甲方" else "vendor"
        if _BOTH_DECIDE.search(hit.segment_words) or side in ("both", "unspecified"):
            continue
        for subject in _subjects(hit):
            if (clause(hit), subject) in seen:
                continue
            seen.add((clause(hit), subject))
            keys = {"holder": side, "subject": subject}
            yield reading.term("discretion", _start(hit), _end(hit), keys)
    yield from _ranges(reading)
    yield from _by_gravity(reading)


def _refuses_goods(hit: Hit) -> bool:
    """Only who buys may turn down what is delivered, where nobody is named: 验收人员有权拒收."""
    named = doers(hit.sentence, hit.sentence.start, hit.end)
    taker = re.search(r"(?:收货|验收|接收|签收)人", hit.segment_words) is not None
    refuses = hit.cue.id == "judges_acceptance" and "拒收" in hit.words
    return refuses and (taker or not named)


def _is_own_work(hit: Hit, side: Role) -> bool:
    """Whether what is assessed is a machine under test or the matter of the vendor's own service,
    or the words only say what a score is called."""
    if _MACHINES.search(hit.sentence_words) or _FIGURE.match(hit.after):
        return True
    return side == "vendor" and "甲方" not in hit.segment_words and "对" in hit.segment_words


def _assessor(hit: Hit) -> Role:
    """Who scores: what is scored is the performance, so where nobody is named, who pays."""
    named = doers(hit.sentence, hit.span[0], hit.end)
    if len(named) > 1 and named[-1].who in ("buyer", "vendor"):
        return role_of(hit.reading, hit.sentence, named[-1])
    return holder(hit) if doers(hit.sentence, hit.sentence.start, hit.end) else "buyer"


def _start(hit: Hit) -> int:
    return hit.start if hit.cue.id == "gives_no_reasons" else from_condition(hit, 60)


def _end(hit: Hit) -> int:
    return hit.end if hit.cue.id == "gives_no_reasons" else max(hit.end, hit.span[1])


def _subjects(hit: Hit) -> tuple[str, ...]:
    if hit.cue.id == "interprets" and "考核" in hit.words:
        return ("interpretation", "assessment")
    if hit.cue.id == "assesses" and _SCORING.search(hit.words):
        return ()
    if hit.cue.id in ("decides_alone", "gives_no_reasons"):
        return _matter(hit.segment_words) or _matter(hit.before[-_NEAR:])
    if hit.cue.id == "judges_acceptance" and hit.words.endswith("为准"):
        return _matter(hit.sentence_words) or ("acceptance",)
    if hit.cue.id == "interprets" and hit.words.endswith("为准"):
        return _matter(hit.segment_words) or ("interpretation",)
    return (SUBJECTS[hit.cue.id],)


def _matter(words: str) -> tuple[str, ...]:
    named = (cue.id for cue in load("discretion_matters") if cue.pattern.search(words))
    return tuple(named)[:1]


def _holder(hit: Hit, side: Role) -> Role:
    """接受甲方的考评: the side that is named, not the one that submits."""
    if hit.cue.id in ("gives_no_reasons", "found_good"):
        return "buyer" if "甲方" in hit.words else "vendor"
    match = re.search(r"(?:接受|服从|执行|按照?|以|经|由|归|属于?)(甲方|乙方)", hit.segment_words)
    if match:
        return "buyer" if match.group(1) == "甲方" else "vendor"
    return side


def _by_gravity(reading: Reading) -> Iterator[Term]:
    """A sum to be chosen between two limits by the gravity of the breach: 视情节处以500至5000元."""
    for hit in reading.hits(load("discretion_ranges")):
        side = holder(hit)
        if hit.words.startswith("每"):
            side = _who_fines(hit)
        chooses = side if side in ("buyer", "vendor") else "buyer"
        start = from_condition(hit, 60)
        wronged = reading.view.plain[start : hit.start].rfind("对乙方违")
        keys = {"holder": "buyer" if wronged >= 0 else chooses, "subject": "penalty_amount"}
        yield reading.term("discretion", start, hit.span[1], keys)


def _who_fines(hit: Hit) -> Role:
    """乙方司机违反规定的，每次罚款100-500元: the other side of who did wrong."""
    named = doers(hit.sentence, hit.sentence.start, hit.start)
    wrong = role_of(hit.reading, hit.sentence, named[0]) if named else None
    return opposite(wrong) or "buyer"


def _ranges(reading: Reading) -> Iterator[Term]:
    """A share to be taken between two limits at one side's choice."""
    for hit in reading.hits(load("terms/penalty")):
        if hit.cue.id != "deducted" or not _TAKES.search(hit.words):
            continue
        found = [p for p in find_percents(hit.segment_words) if p.min_value is not None]
        if found:
            side = holder(hit)
            chooses = side if side in ("buyer", "vendor") else "buyer"
            keys = {"holder": chooses, "subject": "penalty_amount"}
            yield reading.term("discretion", hit.span[0], hit.span[1], keys)
