"""Precedence: which document prevails where two disagree, highest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.grammar.lists import items_under
from loaders.grammar.reading import Hit, Reading
from loaders.words import load
from ontology.facts import Term

_WINNER = re.compile(
    r"(?:以|按照?)([^，。；]{1,24}?)(?:为准|执行|优先)|[，,]([^，。；]{2,20}?)(?:的)?(?:效力)?优先"
)
_RIVALS = re.compile(
    r"(?:^|[，,])(?:如果?|若|当|对于?)?(?:因)?([^，。；,]{2,30}?)(?:与|(?<!合)同|和)([^，。；,]{2,30}?)"
    r"(?:之间)?(?:的)?(?:约定|规定|内容)?(?:有|存在|相|发生|出现|产生)*(?:冲突|不一致|矛盾|抵触|不符|出入|差异|差别|不同(?!意))"
)
_SAYING = re.compile("(?:的)?(?:约定|规定|内容)$")
"""以本协议约定为准: the document is 本协议."""
_OVER = re.compile(
    r"([一-龥《》]{2,16}?)(?:的)?(?:效力(?:高于|优先于)|优先于)([一-龥《》]{2,16}?)(?:适用|执行|解释)?(?=[，。；]|$)"
)
_NO_DOCUMENT = re.compile(
    r"大写|小写|总价|单价|金额|数据|实际|尺寸|较[严高长新晚大低]|最[高新严]|(?:严格|先)者|排列顺序|确认|通知(?!书)"
)
_BY_PLACE = re.compile(r"(?:排列|排序|顺序|列明|位置|次序)[^，。；]{0,4}(?:在前|靠前|在先)")
"""以排列在前的文件为准: the order is that of the list."""
_OR = re.compile("或者?|、")
_ANOTHER = re.compile("附件|附表|补充|[之以]?[前先]|[^合]文件|通知书|招标|投标|协议(?!的|条|$)")
_MARKS = '“”《》"的 '
_ITEM_LABEL = re.compile(r"^\s*(?:[（(]?[0-9一二三四五六七八九十]+[)）、.．]?|[①②③④⑤⑥⑦⑧⑨])\s*")
_ANNOUNCED = re.compile(r"(?:为|如下|是|[:：])[:：]?$")
_ORDERED = re.compile(r"^按照?(?:以下|下列)?|的?(?:先后)?(?:顺序|次序)(?:进行)?(?:解释|适用|执行)$")
_PAPER = re.compile(r"合同|协议|通知书|文件|条款|附件|投标|图纸|清单|承诺|标准|纪要")
_RUN = 200
"""An order of documents in running text is no longer than this."""


def read(reading: Reading) -> Iterator[Term]:
    """One term for each rule of precedence between documents."""
    for hit in reading.hits(load("terms/precedence")):
        order, end = _order(hit)
        if not order or any(_is_no_document(name) for name in order[:1]):
            continue
        yield reading.term("precedence", hit.span[0], end, {"order": list(order)})
    yield from _headed(reading)


def _is_no_document(name: str) -> bool:
    """较高者 and 实际数量 are none; 最新的文件 is one."""
    return bool(_NO_DOCUMENT.search(name)) and not name.endswith(("的文件", "协议", "合同"))


def _headed(reading: Reading) -> Iterator[Term]:
    """A heading that announces the order of the items under it: 合同文件的解释顺序为：."""
    announces = next(cue for cue in load("terms/precedence") if cue.id == "order")
    sections = reading.outline.sections
    for number, section in enumerate(sections):
        heading = section.heading or ""
        if not announces.pattern.search(heading):
            continue
        items = [s for s in reading.sentences if sections[s.section].parent == number]
        papers = all(_PAPER.search(reading.words(item)) for item in items)
        if len(items) > 1 and (papers or _ANNOUNCED.search(heading)):
            order = [reading.words(item).strip(_MARKS) for item in items]
            yield reading.term("precedence", section.start, items[-1].end, {"order": order})


def _order(hit: Hit) -> tuple[Sequence[str], int]:
    """The documents, highest first, and where the words that name them end."""
    end = max(hit.end, hit.span[1])
    if hit.cue.id == "replaces":
        return ("本合同",), end
    over = _OVER.search(hit.sentence_words)
    if over:
        return (over[1].strip(_MARKS), over[2].strip(_MARKS)), end
    if hit.cue.id == "order":
        items = tuple(hit.reading.words(item).strip(_MARKS) for item in items_under(hit))
        return (items, end) if items else _in_a_run(hit)
    if hit.cue.id == "in_order":
        return _in_order(hit.words), end
    winner = _WINNER.search(hit.words)
    if winner is None:
        return (), end
    first = _SAYING.sub("", (winner[1] or winner[2]).strip(_MARKS))
    if _BY_PLACE.search(first):
        return _in_a_run(hit)
    rivals = _RIVALS.search(hit.sentence_words)
    named = (name for group in (rivals.groups() if rivals else ()) for name in _OR.split(group))
    others = [name.strip(_MARKS) for name in named]
    return (first, *(o for o in others if o not in first and not _is(o, first))), end


def _in_order(words: str) -> tuple[str, ...]:
    """按照本合同、《中标通知书》《投标文件》的顺序解释: also where the marks alone part them."""
    listed = _ORDERED.sub("", words)
    names = re.split(r"、|，|(?<=》)(?=《)", listed)
    return tuple(name.strip("的 ") for name in names if name.strip()) if len(names) > 1 else ()


def _is(other: str, first: str) -> bool:
    """Whether 本合同的条款 is but 本合同 in more words; 本合同的附件 is another document."""
    return first in other and not _ANOTHER.search(other)


def _in_a_run(hit: Hit) -> tuple[Sequence[str], int]:
    """解释顺序为：（1）本合同；（2）中标通知书；（3）投标文件."""
    plain = hit.reading.view.plain
    stop = re.search(r"[。\n]|$", plain[hit.end : hit.end + _RUN])
    assert stop
    words = plain[hit.end : hit.end + stop.start()]
    listed = words.split("：", 1)[-1].split(":", 1)[-1] if re.search("[：:]", words) else ""
    names = [_ITEM_LABEL.sub("", part).strip(_MARKS) for part in re.split("[；;、]", listed)]
    names = [name for name in names if name]
    return (names, hit.end + stop.start()) if len(names) > 1 else ((), hit.end)
