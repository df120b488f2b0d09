"""Intellectual property: who owns results, data, documents and what the sides brought along."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from loaders.grammar.duties import LABELS, is_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import opposite, topic
from loaders.text import BLANK
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json

_RIGHT = r"知识产权|著作权|版权|专利|商标|专有技术|技术秘密|商业秘密"
_OF_THE_MIND = re.compile(rf"{_RIGHT}|成果|软件|源代码|源码|程序|作品|算法|框架|引擎|组件|模块")
_ON_PAPER = re.compile(
    r"数据|资料|文档|文件|图纸|档案|报告|方案|模型|设计|信息|影像|底稿|照片|视频|录音|课件|脚本|标识|域名|账号|素材|成片|稿件|文案|创意|记录|问卷"
)
_TANGIBLE = re.compile(
    r"房屋|租赁|装修|装饰|押金|保证金|违约金|收益(?!权)|收入|补偿|物品|费用|价款|款项|工装|模具|土地|货物|设备|材料费|利息|废|残值|车辆|奖"
)
_HANDED_OVER = re.compile(r"交付(?:件|物)[^。；]{0,24}(?:软件|源代码|文档)[^。；]{0,24}所有权")
"""A delivery of hardware, software and papers whose property passes as a whole."""
_PROMISE = re.compile(r"(?:保证|承诺|确认|声明|担保|确保|如果?|若|不得|侵犯)[^，,。；;]*$")
_TAIL = re.compile(
    r"的?(?:全部|所有|完整|相关|一切|任何)?的?"
    r"(?:知识产权|著作权|版权|专利|专有技术|所有权|产权|权利|权益|权属|归属).*$"
)
_SIGNS = ("商标", "标识", "标志", "LOGO", "商号")
_HAS = re.compile(r"(?:享有|拥有|取得|具有|保留)(?:完整|全部|所有|独家|一切|充分)?的?$")
_LIST = re.compile(r"[、，,]|以及|及其?|和|与|或")
_OF_THIS_PROJECT = re.compile(
    r"[本该此其]|所(?:形成|产生|交付|完成|开发|提供)|上述|前述|项目|合同|交付|开发|定制|完成|成果|售出|方案|作品|稿|课件"
)
_LABEL = re.compile(r"^[^：:，,。]{2,16}[：:]")
_MADE = re.compile(r"完成|编制|制作|开发|研发|设计|撰写|拍摄|创作|交付|绘制|测绘|编写|建设|定制")
_ARISES = re.compile(_MADE.pattern + "|形成|产生")
_BROUGHT = re.compile(
    r"(甲方|乙方)(?:[向为](?:甲方|乙方)|在[^。；，,]{2,16}?)?(?:所|已|应|自行)?(?:提供|录入|披露|移交|上传)"
)
_ENDS_IN_A_VERB = re.compile(r"(?:产生|形成|完成|提供|录入|收集|存储|使用|开发|采集)$")
_WORKS_ON = re.compile(
    r"(甲方|乙方)[^。；]{0,40}?(?:利用|使用|基于|依托|根据|改进|改良|二次开发|再开发|在[^。；]{1,30}基础上)"
)
_OTHERS = re.compile(
    r"第三[方人者]|(?:权利|著作权|版权|所有权|知识产权|专利权)人|原?厂商|原?作者|国家"
)
_UNDECIDED = re.compile(f"[{BLANK}□☐]")
_EACH_ITS_OWN = re.compile(r"各自|各方|(?:提供|披露|权属)(?:一)?方")
_EACH = re.compile(
    r"各自|各方|该方|双方|任何一方|共有|共同|(?:提供|完成|研发|开发|产生|创作|披露|权属)(?:一)?方"
)
_OR_LEAVE = re.compile(r"[^，。；]{0,4}或(?:者)?[^，。；]{0,12}(?:授权|许可)")
"""应享有知识产权或经权利人授权 vouches for the title."""
_VOUCHES = re.compile("保证|承诺|担保|声明")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_SHARED_OUT = re.compile(r"[^，,。；;]*(?:归属|权属|权利|所有权)")
_LIMIT = 150


def read(reading: Reading) -> Iterator[Term]:
    """One term for each owner and sentence; a list of things owned does not split."""
    last: tuple[int, int] | None = None
    for hit in reading.hits(load("terms/ip")):
        start = hit.sentence.start
        if last is not None and last[0] == hit.sentence.index:
            start = last[1]
        thing = reading.view.plain[start : hit.start].lstrip("，,、;； ") or _announced(hit)
        if not _is_ownership(hit, thing):
            continue
        last = (hit.sentence.index, hit.end)
        for owner in _owners(hit):
            keys: dict[str, Json] = {"owner": owner, "subject": _subject(hit, thing, owner)}
            yield reading.term("ip", _start(hit, start), hit.end, keys)


def _announced(hit: Hit) -> str:
    """What the head of its list says an item is about: 权利按第2种方式归属：2.归甲方所有."""
    reading = hit.reading
    head = (
        None if hit.sentence.head is None else reading.words(reading.sentences[hit.sentence.head])
    )
    above = head or next(iter(reading.headings(hit.sentence.section)[:1]), "")
    match = _SHARED_OUT.search(above)
    return match.group() if match else ""


def _is_ownership(hit: Hit, thing: str) -> bool:
    if hit.cue.id == "is_the_owner" and _VOUCHES.search(hit.before):
        return False
    if hit.cue.id == "has_the_right" and _OR_LEAVE.match(hit.after):
        return False
    if is_condition(hit) or _UNDECIDED.search(hit.words) or _PROMISE.search(thing):
        return False
    words = thing + hit.words
    last = thing.rstrip("，,").rsplit("，", 1)[-1] + hit.words
    if _OF_THE_MIND.search(last):
        words = last
    if _HANDED_OVER.search(words):
        return True
    if _OF_THE_MIND.search(words):
        return not (_TANGIBLE.search(words) and not re.search(_RIGHT, words))
    return bool(_ON_PAPER.search(words)) and not _TANGIBLE.search(words)


def _owners(hit: Hit) -> tuple[Role, ...]:
    named = [LABELS[side] for side in re.findall("甲方|乙方", hit.words)]
    if hit.cue.id == "no_transfer":
        return (named[0],)
    if hit.cue.id == "not_acquired":
        return (opposite(named[0]) or "unspecified",)
    if hit.cue.id in ("has_the_right", "is_the_owner", "stays_put"):
        named = named[:1]
    first = tuple(dict.fromkeys(named))
    if len(first) > 1 or _EACH.search(hit.words):
        return ("both",)
    others: tuple[Role, ...] = (
        ("third_party",) if hit.cue.id != "is_the_owner" and _OTHERS.search(hit.words) else ()
    )
    return (*first, *others) or ("unspecified",)


def _subject(hit: Hit, thing: str, owner: Role) -> str:
    """What kind of thing is owned: brought along, made further, or made for this contract."""
    words = _BRACKETS.sub("", thing + (hit.words if hit.cue.id != "belongs" else ""))
    words = _LABEL.sub("", words) or words
    kinds = {cue.means: cue.pattern for cue in load("ip_subjects")}
    heads = _heads(words)
    if owner == "third_party" or hit.cue.id in ("protected", "stays_put", "no_transfer"):
        return "background"
    signs = (kinds["background"].search(head) for head in heads)
    own = [s for s in signs if s and not (s.group() in _SIGNS and _MADE.search(words))]
    if _EACH_ITS_OWN.search(hit.words) or own:
        return "background"
    if all(kinds["data"].search(head[-6:]) for head in heads):
        return "data"
    if derived := _derived(hit, words, kinds["improved"]):
        return derived
    brought = _BROUGHT.search(words)
    if (brought and LABELS[brought.group(1)] == owner) or hit.cue.id == "not_acquired":
        is_data = kinds["data"].search(heads[0]) or kinds["data"].search(heads[-1])
        return "data" if is_data else "background"
    kind = _kind(heads, kinds, made=bool(_MADE.search(words)))
    made = _MADE.search(words)
    if kind == "deliverables" and owner == "vendor" and not made and _is_ready_made(hit, heads):
        return "background"
    return kind


def _is_ready_made(hit: Hit, heads: Sequence[str]) -> bool:
    """Whether what the vendor owns is a product of its own, not one made for this contract."""
    if hit.cue.id == "has_the_right":
        return "保留" in hit.words
    return not _OF_THIS_PROJECT.search("、".join(heads))


def _kind(heads: Sequence[str], kinds: Mapping[str, re.Pattern[str]], *, made: bool) -> str:
    """Results where any noun of the list is one, else what its first noun is."""
    if any(kinds["deliverables"].search(head[-6:]) for head in heads):
        return "deliverables"
    for head in heads:
        if kinds["data"].search(head[-6:]):
            return "data"
        if kinds["documents"].search(head[-6:]):
            return "deliverables" if made else "documents"
    return "deliverables"


def _derived(hit: Hit, words: str, improved: re.Pattern[str]) -> str | None:
    """Whose further results they are: of who works on what the other side gave."""
    worker = _WORKS_ON.search(words)
    if not improved.search(words):
        by_buyer = worker and worker.group(1) == "甲方" and _ARISES.search(words)
        return "buyer_derived" if by_buyer else None
    side: Role | None = LABELS[worker.group(1)] if worker else None
    if side is None and hit.sentence.previous is not None:
        before = hit.reading.sentences[hit.sentence.previous]
        worker = _WORKS_ON.search(hit.reading.words(before))
        side = LABELS[worker.group(1)] if worker else None
    side = side or (_named(words) or topic(hit.reading, hit.sentence))
    return {"buyer": "buyer_derived", "vendor": "vendor_derived"}.get(side or "", "deliverables")


def _named(words: str) -> Role | None:
    match = re.search("甲方|乙方", words)
    return LABELS[match.group()] if match else None


def _heads(words: str) -> list[str]:
    """The nouns of a list of things, without the rights in them."""
    bare = _TAIL.sub("", _HAS.sub("", words)).rstrip("，,的其均应都仍 ")
    parts = [part for part in _LIST.split(bare) if part]
    return [part for part in parts if not _ENDS_IN_A_VERB.search(part)] or parts or [bare]


def _start(hit: Hit, start: int) -> int:
    plain = hit.reading.view.plain
    while plain[start] in "，,、；; ":
        start += 1
    if plain[start] in "（(" or plain.startswith(("上述", "前述", "该等"), hit.span[0]):
        return hit.span[0]
    if hit.end - start <= _LIMIT:
        return start
    near = [
        first for first, _ in hit.sentence.segments if start <= first and hit.end - first <= _LIMIT
    ]
    return min([*near, hit.span[0]], default=hit.span[0])
