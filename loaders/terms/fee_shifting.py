"""Fee shifting: costs of a breach or a dispute put on one side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition
from loaders.grammar.denials import denied
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import breacher, doers, heading_side, loser, opposite, payer
from loaders.words import load
from ontology.facts import Term
from ontology.values import Json

_RIGHTS = re.compile(r"侵权|知识产权|专利|著作权|商标|版权")
_BORNE = re.compile(r"扣除|扣减|承担|负担|自负|赔偿|支付|负责|损失|偿付|追偿|包括|含")
_ITEM = re.compile(
    r"(?:(?:律师|诉讼|仲裁|保全(?:担保|服务)?|鉴定|公证|差旅|交通|食宿|调查|执行|评估|审计|咨询|检[测验]|翻译|运输|保险|整改|维修|返工"
    r"|培训|送达|公告|担保|保函|误工|住宿|取证|拍卖|查询|维权|催告|公关|复检|退货|换货|医疗|误工|事故处理|检测|化验|返工|更换){1,2}费(?:用)?|维权成本|运费)"
)
_NAMED = re.compile(r"[^，。；：、（(和及与]{0,18}(?:费用|支出|开支|差价|货款)")
_BEFORE_NAME = re.compile(
    r"^.*(?:造成|产生|引起|导致|引发|发生|带来)的|^.*?(?:应当?|须|需|由)(?:对|承担|负担|支付)?(?:甲方|乙方)?|^(?:该|此|上述|前述)"
)
_HOW_MUCH = re.compile(r"^(?:一切|全部|所有|各项|任何|额外|的)+")
_FAULT = re.compile(
    r"质量问题|^如?(?:果)?[^，。；]{0,10}(?:不(?:到|按|及|能|予)|未)|(?:如|若|经)[^。；]{0,30}(?:属|问题|不合格|不符|责任|缺陷|瑕疵)|不合格|不符合|违约|违反|未按|未能|逾期|迟延|延误"
    r"|[审核]减率|(?:属|因|由于)[^，。；]{0,10}(?:责任|原因|过错)|拒不|拒绝|不履行|中毒|事故|伤亡|受伤"
)
_AFTER_FAULTS = ("costs_after_a_fault", "costs_of_own_doing")
_CAUSE = re.compile(
    r"[如若因凡]|(?:的|时|后)[，,]|擅自|变更|更换|调整|要求|否则|未|违|拒|逾|提前|中途|退|延"
)
_SHARED = re.compile(r"双方(?:各|平均|共同|均|分别|平摊|按)|各自(?:承担|负担)|各半|各方自")
_ENFORCING = re.compile(r"(?:律师|诉讼|仲裁|保全)费")
_DEFINES = re.compile(r"所[述称][“\"]?损失[”\"]?(?:是|系|均)?(?:指|包括)")
_COMPENSATES = re.compile(r"(甲方|乙方)[^。；甲乙]{0,24}赔偿")
_LOSER = re.compile(r"败诉|(?:不利|不同意见|不一致)的?一?方")
_CLAIMED = re.compile(r"(?:向|对)(甲方|乙方)(?:进行|予以)?(?:全额)?(?:追偿|追索|索赔)")
_DOES_IT = re.compile(r"(甲方|乙方)[^。；，,甲乙]{0,10}(?:可|有权|将)")
_BREACHER = re.compile(r"违约(?:一)?方|过错方|责任方|任何一方|违反(?:一)?方|变更方|一方")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence that puts such costs on a side."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/fee_shifting")):
        if hit.sentence.index in seen or not _BORNE.search(hit.sentence_words):
            continue
        if reading.part(hit.sentence) == "signature" or _is_indemnity(hit):
            continue
        if hit.cue.id == "costs_in_a_loss" and _ENFORCING.search(hit.sentence_words):
            continue
        if hit.cue.id in _AFTER_FAULTS and not _after_a_fault(hit):
            continue
        if _SHARED.search(hit.segment_words) or denied(hit):
            continue
        seen.add(hit.sentence.index)
        keys: dict[str, Json] = {"payer": _payer(hit), "items": _items(hit)}
        yield reading.term("fee_shifting", _start(hit), _end(hit), keys)


def _items(hit: Hit) -> list[Json]:
    """The costs by their names, else by the words that the clause has for them: 相关费用."""
    if named := dict.fromkeys(_ITEM.findall(hit.sentence_words)):
        return list(named)
    told = _NAMED.findall(hit.words) or _NAMED.findall(hit.segment_words)
    bare = (_HOW_MUCH.sub("", _BEFORE_NAME.sub("", words)) for words in told)
    return list(dict.fromkeys(words for words in bare if words))


def _is_indemnity(hit: Hit) -> bool:
    """一切责任和费用 for what infringes belongs to the warranty of title."""
    return hit.cue.id != "costs_of_enforcing" and bool(_RIGHTS.search(hit.sentence_words))


def _after_a_fault(hit: Hit) -> bool:
    """Ordinary allocation names no fault: 培训费用由乙方承担."""
    told = hit.before + hit.segment_words[: max(0, hit.start - hit.span[0])]
    cause = hit.cue.id == "costs_of_own_doing"
    return bool(_FAULT.search(told) or (cause and _CAUSE.search(told + hit.words)))


def _start(hit: Hit) -> int:
    if hit.cue.id == "costs_in_a_loss":
        return hit.sentence.segments[hit.sentence.segment_at(hit.end - 1)][0]
    if hit.cue.id == "costs_after_a_fault":
        return from_condition(hit, 40)
    if hit.cue.id == "costs_of_another":
        return hit.sentence.segments[hit.sentence.segment_at(hit.start)][0]
    return from_condition(hit, 70) if hit.cue.id != "costs_of_enforcing" else hit.span[0]


def _end(hit: Hit) -> int:
    """Through the segment that says who bears the costs, if it follows."""
    plain = hit.reading.view.plain
    end = hit.span[1]
    for first, last in hit.sentence.segments[hit.segment + 1 : hit.segment + 2]:
        if re.search(r"由[^，。；]{1,10}(?:承担|负担)|承担|负担", plain[first:last]):
            end = last
    return end


def _who_compensates(hit: Hit) -> str:
    """本合同所述损失指…: who the sentences before it make pay for the loss."""
    if _DEFINES.search(hit.sentence_words):
        at = hit.sentence.index
        for sentence in reversed(hit.reading.sentences[max(0, at - 6) : at]):
            found = _COMPENSATES.search(hit.reading.words(sentence))
            if found:
                return "buyer" if found.group(1) == "甲方" else "vendor"
    return "breaching_party"


def _blamed(hit: Hit) -> str | None:
    """The side that the condition blames where the cost's own segment names no payer."""
    own = doers(hit.sentence, hit.span[0], hit.end)
    return None if own else breacher(hit.sentence, hit.span[0])


def _payer(hit: Hit) -> str:
    words = hit.sentence_words
    if _LOSER.search(words):
        return "losing_party"
    agent = re.search(
        r"由(甲方|乙方)[^，。；]{0,8}(?:承担|负担|支付|负责)", hit.segment_words + hit.after
    )
    if agent:
        return "buyer" if agent.group(1) == "甲方" else "vendor"
    if claimed := _CLAIMED.search(hit.before + hit.segment_words):
        return "buyer" if claimed.group(1) == "甲方" else "vendor"
    acts = _DOES_IT.search(hit.before + hit.words) if hit.cue.id == "costs_of_another" else None
    if acts:
        return "vendor" if acts.group(1) == "甲方" else "buyer"
    side = opposite(loser(hit)) or _blamed(hit) or payer(hit)
    if side in ("buyer", "vendor"):
        return side
    if side == "unspecified" and not _BREACHER.search(words):
        return heading_side(hit.reading, hit.sentence) or _who_compensates(hit)
    return "breaching_party"
