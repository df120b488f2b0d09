"""Data security: who must protect data or systems, and to what standard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.duties import clause, is_condition, is_mention, stretch
from loaders.grammar.performance import performer
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, subject
from loaders.text import BLANK
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json

_NOT_THIS = re.compile(
    r"意识|教育|培训|负责人|检查|主管部门|监督|约定|违约|测评服务|咨询|功能|模块|界面|保密信息|保密协议"
    r"|验收|报价|投标|费用|人身安全|消防|提醒|建议"
)
_UNLESS = re.compile(r"^(?:未经|除非|除|若|如果?|为)")
_GRADED = re.compile(
    r"(?:按照?|依照|依据|符合|满足|达到|不低于|遵照|遵循|通过|落实|执行|参照)"
    r"(?P<standard>[^。；，,]*?(?:等级保护|等保|分级保护|密码应用安全)(?:[^。；，,]{0,6}?级[”\"]?)?"
    r"(?:的标准|标准|制度)?)"
)
_RULES = re.compile(
    r"(?:遵守|遵循|遵照|符合|执行|落实|依照|按照?|依据)"
    r"(?P<standard>[^。；，,]*?(?:法律法规|法规|法律|规定|规范|标准|制度|》))"
)


def read(reading: Reading) -> Iterator[Term]:
    """One term for each clause, side and standard."""
    seen: set[tuple[tuple[int, int], str]] = set()
    standards: set[tuple[tuple[int, int], str, str]] = set()
    for group in _by_sentence(reading):
        first, last = group[0], group[-1]
        who, standard = _obligor(first), _standard(group)
        place = (clause(first), who)
        again = place in seen and (standard is None or (*place, standard) in standards)
        if again:
            continue
        seen.add(place)
        standards.add((*place, standard or ""))
        keys: dict[str, Json] = {"obligor": who, "standard": standard}
        start, end = stretch(first, 70)
        near = last.span[1] - start <= 120
        yield reading.term("data_security", start, last.span[1] if near else end, keys)


def _by_sentence(reading: Reading) -> Iterator[list[Hit]]:
    """The duties of each sentence together: measures and the standard they must meet."""
    group: list[Hit] = []
    for hit in reading.hits(load("terms/data_security")):
        if not _is_duty(hit):
            continue
        if group and group[0].sentence.index != hit.sentence.index:
            yield group
            group = []
        group.append(hit)
    if group:
        yield group


def _is_duty(hit: Hit) -> bool:
    sentence, plain = hit.sentence, hit.reading.view.plain
    first = sentence.segments[sentence.segment_at(hit.start)][0]
    words = plain[first : hit.span[1]]
    if _NOT_THIS.search(words) or _UNLESS.match(hit.segment_words) or is_mention(hit):
        return False
    return not is_condition(hit) and hit.reading.part(sentence) != "signature"


def _obligor(hit: Hit) -> Role:
    """Who protects; where its sentence names nobody and heads no list, the performing side."""
    sentence = hit.sentence
    named = doers(sentence, sentence.start, hit.span[1]) or sentence.head is not None
    side = subject(hit) if named else performer(hit)
    return side if side and side != "third_party" else "vendor"


def _standard(group: list[Hit]) -> str | None:
    """The standard as written; a grade left blank is left out."""
    words = group[0].sentence_words
    for pattern in (_GRADED, _RULES):
        if pattern is _RULES and all(hit.cue.id != "follows_rules" for hit in group):
            continue
        match = pattern.search(words)
        if match:
            return re.split(f"第?{BLANK}", match["standard"])[0].strip() or None
    return None
