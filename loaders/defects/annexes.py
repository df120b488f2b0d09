"""Finds annexes that are referred to and are not there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.defects.likeness import likeness
from loaders.layout.folding import HAN
from loaders.text import BLANK
from loaders.values.numerals import parse
from ontology.facts import Defect

NUMBER = "[一二三四五六七八九十]{1,3}|[0-9]{1,2}(?![0-9])|[A-Z](?![A-Za-z])"
LIKE = 0.4
"""Titles that have this much in common are meant to be one."""

_REFERENCE = re.compile(
    rf"附[ ]?[件录表][ ]?(?P<number>{NUMBER})?(?P<mark>[ ]?[：:.、]|[的之中](?=[《“]))?[ ]?"
    r"(?:[《“\"](?P<title>[^》”\"\n]{2,40})[》”\"](?:[、，及和]?《[^》\n]{2,30}》)*)?"
)
_LIST_LINE = re.compile(
    r"[ ]{0,9}(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）).、．][ ]{0,9})?"
    rf"附[ ]?[件录表][ ]?(?P<number>{NUMBER})"
)
_TOPIC = re.compile(
    rf"(?P<topic>[{HAN}]{{2,10}}?)的?(?:详细)?(?:描述|内容|说明|情况|要求)?(?:详?见|参见)"
    r"(?:本(?:合同|协议))?附件(?![一二三四五六七八九十0-9：:《“])"
)
_LIST_OPENS = re.compile(
    r"[ ]*(?:第.{1,4}条[ ]*|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}(?:\.[0-9]{1,2})?[.、．]?[ ]*)?"
    r"(?:本?(?:合同|协议))?附[ ]?件"
    r"(?:清单|目录|列表|如下)?[ ]?[：:]"
)
_BARE_ITEM = re.compile(
    r"[ ]*[（(]?(?P<number>[1-9])[）)]?[ ]?[.、．]?[ ]*(?P<title>[^，。\n]{3,30})[。；;]?$"
)
_ROW_ITEM = re.compile(r"[（(]?(?P<number>[1-9])[）)]?[ ]?[.、．]?[ ]*(?P<title>[^，。；;]{3,30})")
_LONGEST_LIST, _LONGEST_HEADED = 90, 60
_REACH = 40
_SHORTEST = 10


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex that is bound in: its number, 0 for none, and its title."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an annex by its number (0 for none) or title, or list it."""

    start: int
    end: int
    number: int
    title: str | None
    listed: bool


def read(ground: Ground) -> Iterator[Defect]:
    """Absent annexes: one fault for all where there is none at all."""
    annexes, found = bound_in(ground), mentions(ground)
    if not any(_is_there(mention, annexes) for mention in found):
        yield from _none_there(ground, found)
        return
    yield from _missing(ground, found, annexes)
    yield from _topics(ground, annexes)


def bound_in(ground: Ground) -> tuple[Annex, ...]:
    """The annexes that the text holds."""
    lists = pattern("annexes", "list_of_annexes")
    found = [
        Annex(section.number[0] if section.number else 0, section.heading or "")
        for section in ground.sections
        if section.kind in ("annex", "instrument")
        and ground.speaks(section.start)
        and not lists.search(section.heading or "")
        and len(ground.plain[section.head_end : section.end].strip()) > _SHORTEST
    ]
    # A heading that was taken for a line of a list stands twice: there and over its text.
    lines = [
        (read_number(match["number"]), line.strip())
        for start, line in ground.lines
        if (match := _LIST_LINE.match(line)) and not ground.is_silent(start)
    ]
    times = Counter(number for number, _ in lines)
    known = {annex.number for annex in found}
    twice = [(n, line) for n, line in dict(lines).items() if times[n] > 1 and n not in known]
    return (*found, *(Annex(number, line) for number, line in twice))


def mentions(ground: Ground) -> tuple[Mention, ...]:
    """References to particular annexes; 本合同附件 in general is none."""
    heads = {s.start for s in ground.sections if s.kind in ("annex", "instrument")}
    found: list[Mention] = []
    for match in _REFERENCE.finditer(ground.plain):
        start, line = ground.line_at(match.start())
        if start in heads or ground.is_silent(match.start()):
            continue
        before, after = ground.around(match.start(), match.end(), _REACH)
        listed = bool(_LIST_LINE.match(line)) and len(line) < _LONGEST_LIST and "。" not in line
        if not listed and pattern("annexes", "copy").search(line[:60]):
            continue
        if not match["number"] and not _is_particular(match, before, after):
            continue
        number = read_number(match["number"])
        found.append(Mention(match.start(), match.end(), number, match["title"], listed))
    return (*found, *_listed(ground))


def _listed(ground: Ground) -> Iterator[Mention]:
    """The lines of a list under the word alone: 附件：1. 安全协议 / 2. 廉洁协议."""
    expected, nothing = 0, re.compile(r"\s*")
    for start, line in ground.lines:
        head = _LIST_OPENS.match(line)
        if head and not ground.is_silent(start):
            expected = 1
            at = head.end()
        else:
            at = 0
        if head and "；" in line[at:]:
            yield from _in_a_row(start + at, line[at:])
            continue
        item = _BARE_ITEM.match(line, at)
        if item is None or int(item["number"]) != expected:
            expected = expected if head or nothing.fullmatch(line) else 0
            continue
        if expected:
            title = item["title"].strip("《》“” ；;。")
            yield Mention(start + item.start("title"), start + item.end(), expected, title, True)
            expected += 1


def _in_a_row(start: int, words: str) -> Iterator[Mention]:
    """附件：1.清单；2.细则；3.承诺书."""
    for number, item in enumerate(_ROW_ITEM.finditer(words), 1):
        if int(item["number"]) != number:
            return
        title = item["title"].strip("《》“” ")
        at = start + item.start("title")
        yield Mention(at, at + len(item["title"]), number, title, True)


def _is_particular(match: re.Match[str], before: str, after: str) -> bool:
    asks = match["title"] or pattern("annexes", "asks_for").search(before)
    general = pattern("annexes", "no_particular").search(before) or after.startswith(BLANK)
    return bool(asks) and not general


def read_number(words: str | None) -> int:
    """The number of an annex, 0 for none: 附件二 is 2, 附件C is 3."""
    if words and words.isascii() and words.isalpha():
        return ord(words) - ord("A") + 1
    return int(parse(words) or 0) if words else 0


def core(title: str) -> str:
    """A title without its label, marks and 书."""
    return re.sub(rf"[^{HAN}A-Za-z0-9]|书$|格式$|^附件[一二三四五六七八九十0-9]*", "", title)


def is_same(title: str, other: str) -> bool:
    """Whether two titles are one: instruments word for word, others also where one holds both."""
    one, two = core(title), core(other)
    if not one or not two:
        return False
    instrument = pattern("annexes", "instrument")
    if instrument.search(title) and instrument.search(other):
        return one == two or (two.endswith(one) and len(two) > len(one) + 6)
    return one in two or two in one


def _is_there(mention: Mention, annexes: Sequence[Annex]) -> bool:
    title = mention.title
    return any(
        annex.number == mention.number
        or (title is not None and likeness(core(title), core(annex.title)) >= LIKE)
        for annex in annexes
    )


def _none_there(ground: Ground, found: Sequence[Mention]) -> Iterator[Defect]:
    """One fault for all annexes of a text that has none: at their list, else at the first."""
    if not found:
        yield from _unbound(ground)
        return
    listed = [mention for mention in found if mention.listed]
    if not listed or _forms_instead(ground):
        yield from _each(ground, [mention for mention in found if not mention.listed] or found)
        return
    start = listed[0].start
    last = [mention for mention in listed if mention.start - start <= _LONGEST_LIST][-1]
    at, line = ground.line_at(last.start)
    end = min(at + len(line), start + _LONGEST_LIST)
    head = _head_of_list(ground, start)
    if head < start:
        start, end = head, min(end, head + _LONGEST_HEADED)
    yield ground.defect("dangling_reference", start, end, "文本中没有任何附件")


def _forms_instead(ground: Ground) -> bool:
    """Whether what is bound in under the numbers of the annexes are forms of a bid."""
    return any(s.kind == "annex" and ground.is_silent(s.start) for s in ground.sections)


def _each(ground: Ground, found: Sequence[Mention]) -> Iterator[Defect]:
    """One fault for each annex, where it is first referred to."""
    seen: set[tuple[int, str]] = set()
    for mention in found:
        key = (mention.number, "" if mention.number else core(mention.title or ""))
        if key not in seen and ground.speaks(mention.start):
            seen.add(key)
            span = _segment(ground, mention)
            yield ground.defect("dangling_reference", *span, "文后未附这一附件")


def _unbound(ground: Ground) -> Iterator[Defect]:
    """Papers of the contract's own that are called its annexes, in a text that binds none in."""
    if bound_in(ground):
        return
    for match in pattern("annexes", "own_paper").finditer(ground.plain):
        if ground.speaks(match.start("paper")):
            yield ground.defect("dangling_reference", *match.span("paper"), "文后未附")


def _head_of_list(ground: Ground, start: int) -> int:
    """The line right above a list of annexes where it announces them, else the list itself."""
    at, _ = ground.line_at(start)
    if not at:
        return start
    above, line = ground.line_at(at - 1)
    announces = len(line) <= _REACH and pattern("annexes", "list_head").search(line.strip())
    return above if announces else start


def _missing(
    ground: Ground, found: Sequence[Mention], annexes: Sequence[Annex]
) -> Iterator[Defect]:
    known = {annex.number for annex in annexes}
    for mention in sorted(found, key=lambda m: (m.listed, m.start)):
        if not mention.number or mention.number in known:
            continue
        if mention.title and any(is_same(mention.title, annex.title) for annex in annexes):
            continue
        known.add(mention.number)
        span = _segment(ground, mention)
        yield ground.defect("dangling_reference", *span, "文本中没有这一附件")


def _segment(ground: Ground, mention: Mention) -> tuple[int, int]:
    sentence = ground.reading.sentence_at(mention.start)
    if sentence is None:
        return mention.start, mention.end
    start, end = sentence.segments[sentence.segment_at(mention.start)]
    return min(start, mention.start), max(end, mention.end)


def _topics(ground: Ground, annexes: Sequence[Annex]) -> Iterator[Defect]:
    """服务承诺见附件, where no annex is about 承诺."""
    titles = "".join(annex.title for annex in annexes)
    tabular = any(
        "\t" in ground.plain[section.head_end : section.end]
        for section in ground.sections
        if section.kind == "annex"
    )
    for match in _TOPIC.finditer(ground.plain):
        topic, following = match["topic"], ground.plain[match.end() : match.end() + 4]
        if not ground.speaks(match.start()) or topic[-2:] in titles or following in titles:
            continue
        inside = ground.instrument(ground.reading.outline.index_at(match.start())) is not None
        if not inside and not (tabular and pattern("annexes", "tabular").search(topic)):
            detail = f"各附件均无“{topic}”"
            yield ground.defect("dangling_reference", *match.span(), detail)
