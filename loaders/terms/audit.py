"""Audit: who may inspect records, accounts or security."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.duties import LABELS, clause, is_condition, is_mention, stretch
from loaders.grammar.mentions import Case
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, opposite, role_of, subject
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json

_MAY = re.compile(
    r"有权|可以?(?!能)|随时|应|须|需|必须|接受|配合|供|备查|为准|经[^。；，,]{0,20}审计|享有|权利|同意|允许|要求"
)
_NO_RIGHT = re.compile(
    r"不得|禁止|严禁|(?:通过|经|在|如|若)[^。；，,]{0,12}(?:检查|抽查)(?:中|发现)|发现|不合格|整改|扣|考核|验收|维修|保养|巡检服务|设备[^。；，,]{0,4}检查|系统功能|具备|提供[^。；，,]{0,6}查询(?:服务|功能)|检索|征信"
)
_OFFICES = re.compile(
    r"(?:主管|监管|行政|上级|有关|相关|审计|财政|税务|公安|纪检|监察|网信|政府|卫生|消防|市场监督)[^。；，,甲乙]{0,8}(?:部门|机关|机构|单位|局)|第三方|会计师|监督方|审计监督"
)
_OF_A_SIDE = re.compile(
    r"(甲方|乙方)(?:的)?(?:内部)?(?:审计|财务|上级|主管|监察|纪检|有关)?(?:部门|人员|机构)?[^。；，,]{0,10}(?:审计|检查|查阅|稽核)"
)
_MATERIAL_ONLY = re.compile(r"(?:查阅|调阅|查看|查询|复制|审阅)[^。；，,]{0,12}资料$")
_RECORDS = re.compile(
    r"[^。；，,的对、及和或]{0,10}(?:记录|日志|(?<!平)台账|账册|账簿|账目|档案|凭证|单据|报表|录音|录像|信息安全|数据安全|网络安全)"
)
_OBJECT = re.compile(
    r"对(?:甲方|乙方|双方|其)?(?:的)?([^。；，,]{2,24}?)(?:的)?(?:进行|开展|实施|予以)"
)
_VERB = re.compile(
    r"^[^。；，,]*?(?:查阅|查询|调阅|调取|查看|抽查|检查|审查|核查|查验|复制|提供|提交)"
)
_MET = re.compile(r"(?:接受|配合|经|和)(甲方|乙方)")
_SIDE_MAY = re.compile(r"(?:甲方|乙方)[^。；，,]{0,6}(?:有权|可)")
_OF_THE_TRADE = re.compile(r"审计(?:服务|业务|工作)(?:项目|费用|所做)|审计费用")
"""What an auditor sells is no right to look into anything."""
_WITH_ITS_OWN = re.compile(r"(甲方|乙方)(?:及|和|或)其?(?:所)?(?:聘请|委托|授权|指定|选定)")
_SIDE_AND_OFFICE = re.compile(
    r"(?:甲方|乙方)(?:、|及|和|以及)[^。；，,]{0,20}(?:审计|财政|监管|主管|监察|上级)[^。；，,]{0,6}"
    r"(?:部门|机构|机关|单位)(?:均|都)?(?:有权|可)"
)
_SUFFERS = re.compile(r"接受|配合|服从|同意|允许")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each clause and holder."""
    seen: set[tuple[tuple[int, int], str]] = set()
    for hit in reading.hits(load("terms/audit")):
        if not _is_right(hit) or _OF_THE_TRADE.search(hit.segment_words):
            continue
        who = _holder(hit)
        if who == "vendor" and _MATERIAL_ONLY.search(hit.words):
            # The performing side reads up on the job: cooperation, no audit.
            continue
        if (clause(hit), who) in seen:
            continue
        seen.add((clause(hit), who))
        for holder in (who, *_beside(hit, who)):
            keys: dict[str, Json] = {"holder": holder, "subject": _subject(hit)}
            yield reading.term("audit", *stretch(hit), keys)


def _beside(hit: Hit, who: Role) -> tuple[Role, ...]:
    """Authorities named beside the side that may look: 甲方、财政及审计部门有权查阅."""
    words = hit.reading.view.plain[hit.span[0] : hit.start]
    named = _SIDE_AND_OFFICE.search(words) if who in ("buyer", "vendor") else None
    return ("third_party",) if named else ()


def _is_right(hit: Hit) -> bool:
    reading = hit.reading
    words = hit.segment_words
    around = reading.view.plain[max(hit.sentence.start, hit.end - 70) : hit.span[1]]
    if reading.part(hit.sentence) == "signature" or is_mention(hit):
        return False
    if is_condition(hit) and hit.cue.id != "audits":
        return False
    return bool(_MAY.search(around)) and not _NO_RIGHT.search(words)


def _holder(hit: Hit) -> Role:
    """Who looks: an office that is named, else the side that may, else the other of who must."""
    start = hit.sentence.segments[hit.sentence.segment_at(hit.start)][0]
    words = hit.reading.view.plain[start : hit.span[1]]
    if hit.cue.id == "hands_over_on_demand":
        asked = re.search(r"(?:根据|按照?|应|依|向|供|备)(甲方|乙方)", words)
        return LABELS[asked.group(1)] if asked else opposite(subject(hit)) or "buyer"
    office = _office(words) if hit.cue.id != "looks_into_records" else None
    if office:
        return office
    near = [m for m in doers(hit.sentence, start, hit.end) if m.case is not Case.CAUSEE]
    who = role_of(hit.reading, hit.sentence, near[-1]) if near else subject(hit)
    if _SUFFERS.search(words[: hit.start - start + 4]):
        who = opposite(who)
    return who or "buyer"


def _office(words: str) -> Role | None:
    """The auditor: a third party, the side whose own department it is, or an authority."""
    if _SIDE_MAY.search(words):
        return None
    if own := _WITH_ITS_OWN.search(words):
        return LABELS[own[1]]
    if "第三方" in words:
        return "third_party"
    met = _MET.search(words)
    if met and (_OF_A_SIDE.search(words) or not _OFFICES.search(words[met.end() :])):
        return LABELS[met.group(1)]
    return "third_party" if _OFFICES.search(words) else None


def _subject(hit: Hit) -> Json:
    """What is looked into, as written: the records, or what stands behind 对."""
    records = _RECORDS.search(hit.words)
    if records:
        return _VERB.sub("", records.group())
    thing = _OBJECT.search(hit.segment_words)
    return thing.group(1) if thing else None
