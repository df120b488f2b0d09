"""Staffing: how many people a side must provide, and with how many years of experience."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from loaders.grammar.duties import is_condition, stretch
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, heading_side, subject, topic
from loaders.values import numerals
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json

_PROVIDES = re.compile(
    r"派|指定|委任|安排|需(?=[一-龥]{1,4}[0-9一二两三四五六七八九十])|配(?:[备置足齐有]|(?=[一-龥]{1,6}[0-9一二两三四五六七八九十]))|投入|提供|设[置立有]?|组建|组成|抽调|到位|不(?:得|能|可)?(?:少|低)于|至少|最少|≥"
    r"|[应须需].{0,4}有|具有|具备|拥有|保证|确保|保持|需要|常驻|驻场|编制|定员|人数|人员(?:数量|配置)|上岗|共计"
)
_NO_STAFF = re.compile(
    r"每(?:增加?|减少?|缺|少|更换|换|超|名|人|位)|培训[^。；，,]{0,10}[0-9一二三四五六七八九十]"
    r"|用户|并发|学员|参训|就餐|用餐|居民|患者|学生|旅客|观众|评审|评委|仲裁|验收(?:小)?组|见证|签字|在场"
)
_AT_MOST = re.compile(r"(?:不(?:得|能|可)?(?:超过|多于|高于)|至多|最多)[^，,。；;]{0,4}$")
_CONSEQUENCE = re.compile(r"违约金|扣[0-9除减罚]|罚款|赔偿|视为|累计|解除")
_AT_LEAST = re.compile(r"(?:不(?:得|能|可)?(?:少|低)于|至少|≥)[^，,。；;]{0,8}$")
_NEXT = re.compile(r"[、和及]")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each headcount, and one for each requirement of experience."""
    hits = _requirements(reading)
    before: tuple[Hit, Role] | None = None
    for number, hit in enumerate(hits):
        experience = hit.cue.id == "experience"
        who = _obligor(hit, before)
        keys: dict[str, Json] = {
            "obligor": who,
            "headcount": None if experience else int(_number(hit.words)),
            "experience_years": _least_years(hit) if experience else None,
        }
        first, last = _quote(hit, hits[number + 1 :], before[0] if before else None)
        yield reading.term("staffing", first, last, keys)
        before = (hit, who)


def _requirements(reading: Reading) -> list[Hit]:
    """The cues that require staff; a second figure for experience in one segment is a second way
    to meet the first."""
    found: list[Hit] = []
    for hit in reading.hits(load("terms/staffing")):
        last = found[-1] if found else None
        same = last is not None and last.span == hit.span and last.cue is hit.cue
        if _is_requirement(hit) and not (same and hit.cue.id == "experience"):
            found.append(hit)
    return found


def _is_requirement(hit: Hit) -> bool:
    """Whether it counts staff that must be there, not users, penalties or upper limits."""
    plain = hit.reading.view.plain
    start, end = hit.span
    own = plain[start:end]
    if is_condition(hit) or _NO_STAFF.search(own) or _CONSEQUENCE.search(own):
        return False
    before = plain[start : hit.start]
    if _AT_MOST.search(before) or ("人次" in hit.words and not _AT_LEAST.search(before)):
        return False
    if not numerals.find(hit.words):
        return False
    people = load("staff")[0].pattern
    if hit.cue.id == "experience":
        return bool(people.search(_said_before(hit) + plain[hit.sentence.start : end]))
    row = plain[hit.sentence.start : start]
    if "\t" in row:
        return hit.words.strip() == own.strip() and bool(people.search(row))
    if row.strip() and re.search("人数|人员(?:数量|配置|配备|编制|安排)", row + own):
        own = row + own
    return bool(people.search(own) and _PROVIDES.search(row + own))


def _said_before(hit: Hit) -> str:
    """The sentence before in the clause, which may name the people: 项目经理一名。须有五年经验。"""
    previous = hit.sentence.previous
    return "" if previous is None else hit.reading.words(hit.reading.sentences[previous])


def _number(words: str) -> Decimal:
    """The number; where it is written twice, 三（3）, the one in brackets."""
    return numerals.find(words)[-1].value


def _least_years(hit: Hit) -> Json:
    """The least experience that will do: of 1年以上…或2年以上… one year."""
    ways = [_number(m.group()) for m in hit.cue.pattern.finditer(hit.segment_words)]
    years = min([*ways, _number(hit.words)])
    return int(years) if years == int(years) else float(years)


def _obligor(hit: Hit, before: tuple[Hit, Role] | None) -> Role:
    """Who provides the people: named in the sentence, as for the post before it in the clause, by
    the list head or the heading, else the performing side."""
    reading, sentence = hit.reading, hit.sentence
    if any(m.end <= hit.end for m in doers(sentence, sentence.start, hit.end)):
        side = subject(hit)
    elif before is not None and before[0].sentence.section == sentence.section:
        return before[1]
    elif sentence.head is not None:
        side = topic(reading, reading.sentences[sentence.head])
    else:
        side = heading_side(reading, sentence)
    return side if side and side != "third_party" else "vendor"


def _quote(hit: Hit, later: Sequence[Hit], before: Hit | None) -> tuple[int, int]:
    """The requirement without those beside it in the same list."""
    plain = hit.reading.view.plain
    start, end = stretch(hit, 60)
    if before is not None and before.sentence.index == hit.sentence.index:
        start = max(hit.span[0], before.end)
        separator = _NEXT.search(plain, start, hit.start)
        start = separator.end() if separator and hit.span == before.span else start
    if later and later[0].span == hit.span and later[0].cue.id == "headcount":
        separator = _NEXT.search(plain, hit.end, later[0].start)
        end = separator.start() if separator else hit.end
    return start, end
