"""Removal of staff: who may have the other side's people replaced, and how soon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.duties import clause
from loaders.grammar.mentions import Case
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import Side, doers, holder, opposite, role_of, subject
from loaders.values.durations import Span, find
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json, period_json

_GOODS = re.compile(
    r"(?:更换|退回|调换|替换|换)[^。；，,]{0,14}?(?:货|产品|设备|食品|食材|部件|零件|配件|材料|品牌|发票|房|合作伙伴|供应商|分包商|灯具|卧具|物品|商品|软件|系统|密码|账户|保函|标识)"
    r"|送达|邮寄"
)
_BAN = re.compile(r"(?:不得|不能|禁止|未经)[^。；，,]{0,16}(?:更换|撤换|调换|调离|替换)")
_DONE = re.compile(
    r"^[^。；，,]{0,14}?(?:更换|撤换|替换|调换|调整|调离|换|到岗|到位|到场|完成|补充|补齐|派|清退|撤离|落实)"
)
_FINDS = re.compile(r"(?:如果?|若)?(?:认为|发现|不满)|对|如?(?:不满|有异议)|考核|评价|确认|书面")
_REPLY = re.compile(r"^[^。；，,]{0,8}(?:回复|答复|反馈|通知)")
_FOLLOWS_UP = re.compile(
    r"^(?:(?:接到|收到|自)[^。；]{0,20}[，,])?(?:甲方|乙方)?[^。；，,]{0,8}(?:应|须|需|必须|在)"
)


def read(reading: Reading) -> Iterator[Term]:
    """One term for each clause and holder."""
    people = load("staff")[0].pattern
    seen: set[tuple[tuple[int, int], str]] = set()
    sentences: set[int] = set()
    for hit in reading.hits(load("terms/staff_removal")):
        words = hit.sentence_words
        if _GOODS.search(words) or _BAN.search(hit.words) or not people.search(_around(hit)):
            continue
        who = _holder(hit)
        if (clause(hit), who) in seen or hit.sentence.index in sentences:
            continue
        seen.add((clause(hit), who))
        sentences.add(hit.sentence.index)
        within, end = _within(hit)
        keys: dict[str, Json] = {"holder": who, "within": within}
        yield reading.term("staff_removal", _start(hit), max(end, hit.span[1]), keys)


def _around(hit: Hit) -> str:
    """The sentence, and the one before it in the clause, which may name the people."""
    previous = hit.sentence.previous
    before = "" if previous is None else hit.reading.words(hit.reading.sentences[previous])
    return before[-60:] + hit.sentence_words


def _holder(hit: Hit) -> Role:
    """Who demands: named right before the cue, else the judge of the staff in the condition, else
    whoever does not bear the duty."""
    sentence = hit.sentence
    if hit.cue.id == "asked_to":
        return "buyer"
    if hit.cue.id == "unfit":
        return _judge(hit) or opposite(subject(hit)) or "buyer"
    start = sentence.segments[sentence.segment_at(hit.start)][0]
    near = [m for m in doers(sentence, start, hit.start) if m.case is not Case.CAUSEE]
    who = role_of(hit.reading, sentence, near[-1]) if near else _judge(hit) or holder(hit)
    return "buyer" if who in ("unspecified", "third_party") else who


def _judge(hit: Hit) -> Side | None:
    """Who finds the staff unfit: 甲方认为…的, or the side that does not employ it: 乙方人员…的."""
    plain, sentence = hit.reading.view.plain, hit.sentence
    for mention in reversed(doers(sentence, sentence.start, hit.start)):
        after = plain[mention.end : mention.end + 12]
        side = role_of(hit.reading, sentence, mention)
        if _FINDS.match(after):
            return side
        if load("staff")[0].pattern.search(re.split("[有可要提将]", after)[0]):
            return opposite(side)
    return None


def _within(hit: Hit) -> tuple[Json, int]:
    """How soon the replacement must be there, with the end of the words that say so."""
    plain, sentence = hit.reading.view.plain, hit.sentence
    found = _soonest(plain, hit.start, sentence.end)
    for other in hit.reading.sentences[sentence.index + 1 : sentence.index + 2]:
        follows = other.section == sentence.section and _FOLLOWS_UP.match(hit.reading.words(other))
        if found is None and follows:
            found = _soonest(plain, other.start, other.end)
    return found or (None, hit.end)


def _soonest(plain: str, start: int, end: int) -> tuple[Json, int] | None:
    words = plain[start:end]
    spans = [s for s in find(words) if _is_limit(s, words) and not _REPLY.match(words[s.end :])]
    done = [s for s in spans if _DONE.match(words[s.end :])] or spans
    if not done:
        return None
    segment = re.search(r"[，,]", words[done[0].end :])
    stop = done[0].end + segment.start() if segment else len(words)
    return _value(done[0]), start + stop


def _is_limit(span: Span, words: str) -> bool:
    named_day = words[span.start] in "当次翌下同"
    return span.bound in ("within", "at_most") or span.value == "immediate" or named_day


def _value(span: Span) -> Json:
    return None if span.blank or span.value is None else period_json(span.value)


def _start(hit: Hit) -> int:
    """The ground, where it stands near: 人员不称职的，甲方有权要求更换."""
    start = hit.sentence.segments[hit.sentence.segment_at(hit.start)][0]
    for first, _ in reversed(hit.sentence.segments[: hit.segment]):
        if hit.end - first > 60:
            break
        start = min(first, start)
    return start
