"""Finds where a text introduces its sides: the labels it gives them and the names behind these.

`甲方（委托方）：某某公司`, `受托人：（乙方）某某公司`, `某某公司（以下简称“乙方”）`,
`采购人（以下称甲方）`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from loaders.roles.names import ORGANISATION, STAMP, clean_name
from loaders.text import parts_holding
from loaders.words import Cue, load

NEUTRAL = r"(?:[甲乙丙丁戊][ ]*|[A-E])方"
"""A label that says nothing of who pays."""

_GENERIC = r"[一-龥]{1,8}(?:方|人|单位|公司|机构|商)"
_TITLE = r"(?:单位名称|公司名称|名称|全称|姓名)"
_QUOTE = "[\"“”'‘’「」『』《》【】]"
_QUOTES = f"{_QUOTE}*"
_CALLED = "(?:以下|下文|下)?(?:统|简|合)?(?:称|称为|称之为|简称为)?[:：]?"
_OFFICE = re.compile(
    "(?:代表|负责|联系|代理|经办|签约|签字|收货|授权|法)人?$|^(?:法定|授权|单位负责)"
)

_BARE = re.compile(
    rf"[ ]*(?P<label>{NEUTRAL})[ ]*"
    r"(?P<name>[^，。；：:\t\n]{4,38}"
    r"(?:公司|集团|局|委员会|医院|学校|大学|学院|政府|银行|事务所|研究院|研究所))[ ]*"
)
"""A cover that sets name beside label without a colon."""

_FIELD_NEXT = re.compile("以下|[一-龥/／]{2,10}[:：]|身份证|男|女|住|统一社会信用代码|法定代表人")

# 某某大数据与政策中心 is one name; 某某局与某某公司 are two.
_BEFORE_NAME = re.compile(
    r"^(?:.*(?:鉴于|确定|选定|委托|授权|聘请|[:：]|(?:公司|局|会|中心|院|校|所|厅|府|馆|队|学|[)）])[由与和及同])"
    r"|[与由及](?=[一-龥]{4}))"
)


class Introduction(NamedTuple):
    """A place that introduces one side: every label given to it there, and its name if written.

    `[start, end)` runs from the first label to the end of the name.
    """

    start: int
    end: int
    labels: tuple[str, ...]
    name: str | None


def tidy(label: str) -> str:
    """A label without the spaces that layout put into it."""
    return re.sub(r"\s+", "", label)


ROLE_WORDS = ("roles", "role_titles", "role_nouns")
"""The cue lists of role words: those that speak for themselves, once introduced, as introduced."""


@cache
def stems() -> dict[str, str]:
    """The patterns of the role words of which one speaks for all of its stem, by id."""
    return {cue.id: cue.source for name in ROLE_WORDS[:2] for cue in load(name)}


@lru_cache(maxsize=1024)
def dictionary(label: str) -> Cue | None:
    """The stem of a role word, `None` for any other word."""
    for name in ROLE_WORDS:
        for cue in load(name):
            if cue.pattern.fullmatch(label):
                return cue
    return None


@lru_cache(maxsize=4)
def introductions(plain: str) -> tuple[Introduction, ...]:
    """Every introduction of a side, in the order of the text; kept, as several readers ask."""
    found = sorted(
        {*_headers(plain), *_definitions(plain), *_appositions(plain)},
        key=lambda i: (i.start, i.end),
    )
    joined: list[Introduction] = []
    for item in found:
        last = joined[-1] if joined else None
        if last and not last.name and _continues(plain, last.end, item.start):
            joined[-1] = Introduction(last.start, item.end, last.labels + item.labels, item.name)
        else:
            joined.append(item)
    return tuple(joined)


def _continues(plain: str, end: int, start: int) -> bool:
    """Whether `（乙方）某某公司` under `受托人：` goes on with the introduction above it."""
    return plain[end:start].isspace() and plain[start : start + 1] in ("(", "（")


@cache
def _label() -> str:
    words = [cue.source for name in ROLE_WORDS for cue in load(name)]
    return "|".join([NEUTRAL, *words])


@cache
def _header() -> re.Pattern[str]:
    inner = f"(?:{_label()}|{_GENERIC})"
    bracket = rf"[ ]*[（(][ ]*{_CALLED}{_QUOTES}{inner}(?:[/／、或][ ]*{inner})*{_QUOTES}[ ]*[)）]"
    aliases = rf"(?:(?![ ]*{STAMP}){bracket}|[ ]*[/／][ ]*{inner})*"
    return re.compile(
        rf"(?P<open>[（(])?(?P<label>{_label()})(?(open)[)）])[0-9一二三①-③]?(?P<aliases>{aliases})"
        rf"(?P<title>(?:[ ]*(?:{_TITLE}|[（(]{_TITLE}[)）]|{STAMP}))*)[*_ ]*"
        rf"(?:(?P<colon>[:：])[*_ ]*(?P<after>{aliases})|(?(open)|(?=\t|\n|$)))"
    )


@cache
def _definition() -> re.Pattern[str]:
    label = rf"{_QUOTES}(?P<label>[一-龥A-Za-z]{{2,12}}?){_QUOTES}[ ]*"
    called = r"(?:以下|下文|下)[^（）()，。\n]{0,2}?称(?:为|之为|作)?[ :：]*"
    return re.compile(
        rf"(?P<name>[一-龥A-Za-z0-9·（）()&＿]{{1,45}}?)[ ]*[（(][ ]*{called}{label}[)）]"
    )


@cache
def _apposition() -> re.Pattern[str]:
    """`购货单位：某某厂，以下简称甲方；` without brackets, and `“甲方”是指某某局`."""
    name = r"(?P<name>[一-龥A-Za-z0-9·（）()&＿ ]{1,45}?)"
    known = rf"{_QUOTES}(?P<label>{_label()}){_QUOTES}"
    other = rf"(?P<quote>{_QUOTE})?(?P<defined>{_label()})(?(quote){_QUOTE}[ ]*(?:是|系)?|[是系])"
    return re.compile(
        rf"(?:(?P<first>{_label()})[:：][ ]*)?{name}[ ]*[，,][ ]*"
        rf"(?:以下|下)(?:简)?称(?:为)?{known}(?=[，。；;、\n]|$)"
        rf"|{other}指(?:的是)?[:：]?"
        rf"(?P<meant>[一-龥A-Za-z0-9·（）()&]{{4,45}}?)(?=[，。；;\n]|$)"
    )


def _headers(plain: str) -> Iterator[Introduction]:
    offset = 0
    for line in plain.split("\n"):
        for cell in re.finditer(r"[^\t|]+", line):
            yield from _cell(plain, offset + cell.start(), offset + cell.end())
        offset += len(line) + 1


def _cell(plain: str, start: int, end: int) -> Iterator[Introduction]:
    """The introductions of a paragraph or table cell: one at its beginning, others after it."""
    lead = re.compile(r"[ 　#*·>\-]*").match(plain, start, end)
    match = _header().match(plain, lead.end() if lead else start, end)
    if match is None and (bare := _BARE.fullmatch(plain, start, end)) and clean_name(bare["name"]):
        yield Introduction(bare.start(), end, (tidy(bare["label"]),), bare["name"])
    while match:
        colon = match["colon"] is not None
        follower = _follower(plain, match.end(), end) if colon else None
        limit = follower.start() if follower else end
        yield _introduction(plain, match, limit)
        match = follower


def _follower(plain: str, start: int, end: int) -> re.Match[str] | None:
    """The next introduction on the same line, such as 乙方： beside 甲方： in a signature block."""
    for match in _header().finditer(plain, start, end):
        # A label in mid-sentence is followed by its verb; one that introduces, by a colon.
        if match["colon"] and not re.search("[，。；给向由与对]$", plain[start : match.start()]):
            return match
    return None


def _introduction(plain: str, match: re.Match[str], limit: int) -> Introduction:
    labels = [match["label"]]
    for group in (match["aliases"], match["after"] or ""):
        words = re.split(rf"[（）()/／、或]|{_QUOTE}", re.sub(rf"[（(][ ]*{_CALLED}", "（", group))
        labels += [word for word in words if word]
    labels = [word for word in map(tidy, labels) if word and not _OFFICE.search(word)]
    raw, at = _name_beside(plain, match, limit)
    name = _first_name(raw) if raw.strip() else None
    end = plain.index(name, at) + len(name) if name else match.end()
    return Introduction(match.start(), end, tuple(dict.fromkeys(labels)), name)


def _first_name(raw: str) -> str | None:
    """The name that `raw` begins with; 甲方：某某局，住所地：… goes on with fields."""
    first = re.split(r"\s{2,}|[（(](?:以下|下称|简称|下文|又称|以后)|\t", raw.strip())[0]
    head, _, rest = re.sub("[,;；]", "，", first).partition("，")
    if rest and (ORGANISATION.search(head) or _FIELD_NEXT.match(rest)):
        return clean_name(head)
    return clean_name(first)


def _name_beside(plain: str, match: re.Match[str], limit: int) -> tuple[str, int]:
    """What stands where the name should, and where: after the colon, in the next cell or row."""
    if plain[match.end() : limit].strip(" *_"):
        return plain[match.end() : limit], match.end()
    line_start = plain.rfind("\n", 0, match.start()) + 1
    line_end = plain.find("\n", limit) if "\n" in plain[limit:] else len(plain)
    beside = re.compile(r"\t+([^\t\n]+)").match(plain, limit, line_end)
    if beside and (match["colon"] or ORGANISATION.search(clean_name(beside[1]) or "")):
        return ("", limit) if _header().match(beside[1]) else (beside[1], beside.start(1))
    if match["title"] or not match["colon"]:
        column = plain.count("\t", line_start, match.start())
        below = re.compile(rf"\n(?:[^\t\n]*\t){{{column}}}([^\t\n]+)").match(plain, line_end)
        if below and ORGANISATION.search(clean_name(below[1]) or ""):
            return below[1], below.start(1)
    return "", limit


def _definitions(plain: str) -> Iterator[Introduction]:
    """`某某公司（以下简称“乙方”）`, and short names such as `（以下简称“某某”）`."""
    for match in _found_near("称", "，。\n", _definition(), plain):
        label = tidy(match["label"])
        name = clean_name(_BEFORE_NAME.sub("", match["name"]))
        if name and dictionary(name):
            yield Introduction(match.start("name"), match.end(), (name, label), None)
            continue
        if name and not ORGANISATION.search(name) and not re.fullmatch(NEUTRAL, label):
            name = None
        if name is None and not re.fullmatch(_label(), label):
            continue
        start = match.end("name") - len(name) if name else match.start("label")
        yield Introduction(start, match.end(), (label,), name)


def _found_near(
    words: str, marks: str, pattern: re.Pattern[str], plain: str
) -> Iterator[re.Match[str]]:
    """The matches of a slow pattern, which is tried only in the few places that hold its word."""
    for start, end in parts_holding(words, marks, plain):
        yield from pattern.finditer(plain, start, end)


def _appositions(plain: str) -> Iterator[Introduction]:
    for match in _found_near("称|指", "。；;\n", _apposition(), plain):
        if match["defined"]:
            name = clean_name(match["meant"])
            if name and ORGANISATION.search(name):
                yield Introduction(match.start(), match.end(), (tidy(match["defined"]),), name)
            continue
        labels = [tidy(word) for word in (match["first"], match["label"]) if word]
        name = clean_name(match["name"])
        yield Introduction(match.start(), match.end(), tuple(dict.fromkeys(labels)), name)
