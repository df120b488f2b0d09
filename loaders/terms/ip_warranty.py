"""IP warranty: who promises that nothing supplied infringes the rights of others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.duties import LABELS, article, clause, is_condition, is_denied, stretch
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import Side, subject
from loaders.words import load
from ontology.facts import Term
from ontology.values import Json

_OTHERS = re.compile(
    r"第三[方人者]|他人|任何人|任何(?:单位|组织|个人)|其他人|其它|权利人|知识产权|侵权|权利瑕疵|权属"
)
_PROMISES = re.compile(r"保证|承诺|确保|担保|声明|应当?|须|必须|不得|不会|不存在|拥有|均")
_PROMISER = re.compile(r"(甲方|乙方|双方|一方)[^。；，,甲乙]{0,12}?(?:保证|承诺|确保|担保|声明)")
_ANSWERER = re.compile(r"(甲方|乙方)[^。；，,甲乙]{0,12}?(?:负责|承担|处理|解决)")
_SUPPLIER = re.compile(
    r"(甲方|乙方)(?:所|应|已|向对方|为甲方)?(?:提供|交付|提交|供应|开发|制作)[^。；，,]{0,20}(?:不|未)"
)
_LICENSOR = re.compile(r"(?:权利|著作权|专利权|版权)(?:人|方)")
_MATERIAL = re.compile(
    r"素材|软件|源代码|作品|图片|字体|音乐|视频|文案|内容|原创|著作权|版权|专利|知识产权"
)
_EACH_OTHERS = re.compile("侵[犯害](?:对方|另一方)")
_IF = re.compile(r"^(?:如果?|若|倘若?|一旦|因|在)")
_ANSWERS = re.compile(
    r"(?:承担|负)[^。；，,]{0,24}(?:责任|费用|损失|后果|赔偿|开支)|负责[^。；，,]{0,8}(?:处理|解决|交涉|应诉|赔偿)|(?:责任|费用|损失|后果)[^。；，,]{0,8}由(?:甲方|乙方)[^。；，,]{0,6}(?:承担|负责|负担)|由(?:甲方|乙方)[^。；，,]{0,6}负责(?=[。；，,]|$)|赔偿|补偿|使甲方免|自负费用"
)


def read(reading: Reading) -> Iterator[Term]:
    """One term for each clause and warrantor; a duty to answer alone counts where no promise is."""
    promised: set[tuple[tuple[int, int], str]] = set()
    articles: set[tuple[int, str]] = set()
    for hit in sorted(
        reading.hits(load("terms/ip_warranty")), key=lambda h: h.cue.id == "answers_for_it"
    ):
        who = _warrantor(hit)
        if who is None or not _is_promise(hit):
            continue
        around = _parent(reading, hit.sentence.section), who
        if (clause(hit), who) in promised:
            continue
        if hit.cue.id == "answers_for_it" and around in articles:
            continue
        promised.add((clause(hit), who))
        articles.add(around)
        keys: dict[str, Json] = {"warrantor": who, "indemnity": _indemnity(hit)}
        yield reading.term("ip_warranty", *_quote(hit), keys)


def _parent(reading: Reading, section: int) -> int:
    """The clause over a list item; a clause of an article stands for itself."""
    path = reading.path(section)
    items = path[1:] and path[1] != article(reading, section)
    return path[1] if items else section


def _quote(hit: Hit) -> tuple[int, int]:
    """From the words of promise, where they stand near, to the end of the cue's segment."""
    start, end = stretch(hit, 110)
    first = max(hit.sentence.start, hit.end - 120)
    promise = _PROMISER.search(hit.reading.view.plain, first, hit.end)
    return (min(start, promise.start()) if promise else start), end


def _is_promise(hit: Hit) -> bool:
    if is_denied(hit) or re.match("不(?:保证|承诺|担保|负责)", hit.words):
        return False
    if hit.cue.id == "answers_for_it":
        return True
    if is_condition(hit) or (_IF.match(hit.segment_words) and not _PROMISES.search(hit.before)):
        return False
    if hit.cue.id == "rights_in_hand":
        # A title to a house or to goods is no matter of intellectual property.
        headings = hit.reading.headings(hit.sentence.section)
        licensed = _LICENSOR.search(hit.words) or _MATERIAL.search(hit.before[-24:] + hit.words)
        return bool(licensed) or any("知识产权" in heading for heading in headings)
    words = hit.before + hit.words
    if _EACH_OTHERS.search(words + hit.after[:12]) and "第三" not in words:
        return False
    return bool(_OTHERS.search(words) and _PROMISES.search(words))


def _warrantor(hit: Hit) -> Side | None:
    """Who promises or answers, else who supplies; not the side that is to be left in peace."""
    words = hit.reading.view.plain[hit.sentence.start : hit.end]
    says = _ANSWERER if hit.cue.id == "answers_for_it" else _PROMISER
    for found in (says.findall(words)[-1:], _SUPPLIER.findall(words)[-1:]):
        if found:
            return LABELS.get(found[0], "both")
    who = subject(hit)
    return who if who != "third_party" else None


def _indemnity(hit: Hit) -> bool:
    """Whether the warrantor also answers for the claims, in this clause or the rest of the list."""
    reading = hit.reading
    outer = reading.outline.sections[article(reading, hit.sentence.section)]
    for sentence in reading.sentences[hit.sentence.index :]:
        if sentence.start >= outer.end:
            break
        words = reading.words(sentence)
        about = sentence.section == hit.sentence.section or re.search("侵权|侵犯|知识产权", words)
        if about and _ANSWERS.search(words):
            return True
    return False
