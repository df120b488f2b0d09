"""What a tender document says of the tender itself: numbers, sums, bodies and days.

It is no part of the contract and so no part of its facts; it is kept beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, cast, get_args

from loaders.files.loaded import Loaded, Place
from loaders.tenders.part import Part
from loaders.values import dates, money
from loaders.words import pattern
from ontology.values import Json

Key = Literal[
    "project_number",
    "project",
    "purchaser",
    "agency",
    "budget",
    "price_cap",
    "bid_bond",
    "bid_deadline",
    "opening",
]
"""What is kept, in the order in which it is told."""

REACH = 120
"""Characters behind a label in which its value stands."""

NEAR = 14
"""Characters between a label and its sum or day."""

MOST = 400
"""Places of one label that are looked at."""

_BEHIND = re.compile(
    r"[ \t\u3000*]{0,20}(?:[（(][^（）()\n]{0,24}[）)])?[ \t\u3000*]{0,20}"
    r"(?:[：:]|\||为|是|\t)?[ \t\u3000*_＿|“《]{0,20}"
)
_NAMED = re.compile(
    r"\s{0,20}(?:1[.、])?[ \t]{0,9}名[ \t\u3000]{0,4}称[ \t\u3000]{0,4}[：:][ \t_]{0,20}"
)
_WORDS = re.compile(r"[^\n|；;，。：:_＿》\t]{2,80}")
_APART = re.compile(r"[ \u3000]{2,}")
_NUMBER = re.compile(r"[0-9A-Za-z\u4e00-\u9fff〔〕\[\]【】（）()\-—–/._]{4,48}")
_TIME = re.compile(
    r"[ ]{0,3}(?:[日 ]{0,2}(?P<half>上午|下午))?[ ]{0,3}(?P<hour>[01]?[0-9]|2[0-4])[ ]?"
    r"(?:[:：时点][ ]?)(?P<minute>[0-5][0-9])?"
)
_WHOLE = re.compile(r"(?:项目|采购|服务|工程|招标|设备|系统|平台|[）)])$")
_OF_ALL = re.compile(r"单价|每|[在超低高大小于]|[。；;]|^.{31}")
"""What parts a label from a sum that is not what it announces."""

_BOUND = re.compile(r"[（(]?(?:不含)?(?:以[上下内]|及以[上下]|[/／]|每)")
_COLUMN = re.compile(r"[0-9][0-9,，]*(?:\.[0-9]+)?")
_UNIT = re.compile(r"[（(][^（）()]{0,6}?(万|亿)?元[^（）()]{0,6}[）)]")


@dataclass(frozen=True, slots=True)
class TenderFact:
    """One fact of a tender with its words at `[start, end)` of the whole file, and their place.

    `value` is a sum as `contract-facts/1` writes money, an ISO day or minute, or words; `none`
    where the document says that there is no such thing.
    """

    key: Key
    value: Json
    quote: str
    start: int
    end: int
    place: Place | None = None


def tender_facts(loaded: Loaded, contract: Part | None) -> tuple[TenderFact, ...]:
    """The facts of a tender, one a key, from what stands outside its contract."""
    text = loaded.text
    stretches = (
        [(0, len(text))] if contract is None else [(0, contract.start), (contract.end, len(text))]
    )
    found: list[TenderFact] = []
    for key in get_args(Key):
        told = next((one for span in stretches for one in _told(text, key, *span)), None)
        if told is not None:
            value, start, end = told
            found.append(
                TenderFact(cast(Key, key), value, text[start:end], start, end, loaded.place(start))
            )
    return tuple(found)


Told = tuple[Json, int, int]


def _told(text: str, key: Key, start: int, end: int) -> Iterator[Told]:
    """What the labels of a key say, in order, with the words from the label on."""
    reader = _READERS[key]
    for count, label in enumerate(pattern("tender_context", key).finditer(text, start, end)):
        if count >= MOST:
            return
        read = reader(text, label, min(end, label.end() + REACH))
        if read is not None:
            yield read


Reader = Callable[[str, "re.Match[str]", int], Told | None]


def _behind(text: str, label: re.Match[str], end: int) -> int:
    gap = _BEHIND.match(text, label.end(), end)
    return gap.end() if gap else label.end()


def _is_label(text: str, label: re.Match[str], at: int) -> bool:
    """Whether a label is followed by what it announces rather than part of a sentence."""
    return bool(re.search(r"[：:|\t]", text[label.end() : at]))


def _number(text: str, label: re.Match[str], end: int) -> Told | None:
    at = _behind(text, label, end)
    words = _NUMBER.match(text, at, end)
    if words is None or not _is_label(text, label, at) or not re.search("[0-9]", words[0]):
        return None
    return words[0].rstrip("._-"), label.start(), words.end()


def _project(text: str, label: re.Match[str], end: int) -> Told | None:
    at = _behind(text, label, end)
    words = _WORDS.match(text, at, end)
    if words is None or not _is_label(text, label, at):
        return None
    name, last = _APART.split(words[0].strip())[0], words.end()
    # A name that the page breaks goes on in the next line, if that is no label itself.
    after = re.compile(r"[ \t]*\n[ \t\u3000]*([^\n：:|]{1,40})(?=\n)").match(text, last)
    if after and not _WHOLE.search(name) and _WHOLE.search(after[1].strip()):
        name, last = name + after[1].strip(), after.end()
    return (name, label.start(), last) if len(name) > 3 else None


def _body(text: str, label: re.Match[str], end: int) -> Told | None:
    at = _behind(text, label, end)
    said = _is_label(text, label, at)
    if named := _NAMED.match(text, at, end):
        at, said = named.end(), True
    words = _WORDS.match(text, at, end)
    if words is None or not said:
        return None
    name = re.split(r"[ \u3000]{2,}|地[ \u3000]*址|联[ \u3000]*系", words[0].strip())[0].strip()
    if not 4 <= len(name) <= 40 or not pattern("tender_context", "organisation").search(name):
        return None
    return name, label.start(), words.start() + words[0].index(name[0]) + len(name)


def _sum(text: str, label: re.Match[str], end: int) -> Told | None:
    stretch = text[label.start() : end]
    line = stretch.split("\n")[0]
    begin = label.end() - label.start()
    for amount in money.find(line):
        if amount.start >= begin and amount.value is not None:
            between, after = line[begin : amount.start], line[amount.end : amount.end + 4]
            if _OF_ALL.search(between) is None and _BOUND.match(after) is None:
                return amount.value.to_json(), label.start(), label.start() + amount.end
            break
    return _under(text, label)


def _bond(text: str, label: re.Match[str], end: int) -> Told | None:
    at = _behind(text, label, end)
    line = text[at:end].split("\n")[0]
    before = text[max(0, label.start() - 30) : label.start()]
    if (none := pattern("tender_context", "none_before").search(before)) is not None:
        return "none", label.start() - len(before) + none.start(), label.end()
    if (none := pattern("tender_context", "none").search(line)) is not None:
        return "none", label.start(), at + none.end()
    return _sum(text, label, end)


def _under(text: str, label: re.Match[str]) -> Told | None:
    """A sum in the row below, where the label heads a column that names the unit."""
    line_start = text.rfind("\n", 0, label.start()) + 1
    line_end = text.find("\n", label.end())
    below_end = text.find("\n", line_end + 1)
    heads = text[line_start:line_end].split("|")
    row_start = line_end + 1
    cells = text[row_start : below_end if below_end > 0 else len(text)].split("|")
    column = text[line_start : label.start()].count("|")
    unit = _UNIT.search(heads[column]) if column < len(heads) else None
    if line_end < 0 or len(heads) < 2 or len(cells) != len(heads) or unit is None:
        return None
    figure = _COLUMN.fullmatch(cells[column].strip())
    written = figure and f"{figure[0]}{unit[1] or ''}元"
    amounts = [a for a in money.find(written) if a.value] if written else []
    if not amounts or amounts[0].value is None:
        return None
    end = row_start + sum(len(c) + 1 for c in cells[: column + 1]) - 1
    return amounts[0].value.to_json(), label.start(), end


def _moment(text: str, label: re.Match[str], end: int) -> Told | None:
    before = text[max(0, label.start() - 24) : label.start()].rpartition("\n")[2]
    if pattern("tender_context", "obtaining").search(before):
        return None
    at = _behind(text, label, end)
    stretch = text[at:end].split("\n")[0]
    for hit in dates.find(stretch):
        if hit.start > NEAR or hit.iso is None:
            return None
        time = _TIME.match(stretch, hit.end)
        if time is None:
            return hit.iso, label.start(), at + hit.end
        hour = int(time["hour"]) + (12 if time["half"] == "下午" and int(time["hour"]) < 12 else 0)
        return f"{hit.iso}T{hour:02d}:{time['minute'] or '00'}", label.start(), at + time.end()
    return None


_READERS: dict[Key, Reader] = {
    "project_number": _number,
    "project": _project,
    "purchaser": _body,
    "agency": _body,
    "budget": _sum,
    "price_cap": _sum,
    "bid_bond": _bond,
    "bid_deadline": _moment,
    "opening": _moment,
}
