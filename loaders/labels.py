"""Finds where a text introduces its sides: the labels it gives them and the names behind these.

`甲方（委托方）：某某公司`, `受托人：（乙方）某某公司`, `某某公司（以下简称“乙方”）`,
`采购人（以下称甲方）`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from loaders.text import BLANK
from loaders.words import Cue, load

NEUTRAL = r"[甲乙丙丁戊][ ]*方"
"""A label that says nothing of who pays."""

STAMP = (
    r"[（(]?(?:盖单位章|加盖公章|单位公章|单位盖章|盖公章|盖章|公章|签章|签字|签名|签署|合同专用章|印章)"
    r"(?:[/／、或及和]?(?:盖章|公章|签章|签字|签名))*(?:处|页)?[)）]?"
)
"""Where a seal or a signature goes, or the print of one."""

_GENERIC = r"[一-龥]{1,8}(?:方|人|单位|公司|机构|商)"
_TITLE = r"(?:单位名称|公司名称|名称|全称|姓名)"
_QUOTE = "[\"“”'‘’「」『』《》【】]"
_QUOTES = f"{_QUOTE}*"
_CALLED = "(?:以下|下文|下)?(?:统|简|合)?(?:称|称为|称之为|简称为)?[:：]?"
_OFFICE = re.compile(
    "(?:代表|负责|联系|代理|经办|签约|签字|收货|授权|法)人?$|^(?:法定|授权|单位负责)"
)

ORGANISATION = re.compile(
    r"(?:公司|集团|厂|社|所|局|会|中心|院|校|学|府|馆|队|厅|部|处|办|店|行|站|园|场|室|署|团|庭|企业|药房)"
    r"(?:[（(][^）)]{1,12}[)）])?$"
)
"""How the name of an organisation ends."""

_NO_NAME = re.compile(
    r"负责|应(?!急|用)|须|有权|不得|同意|承诺|按照|支付|指定|以下|本合同|本协议|如下|义务|责任|权利|收到|承担"
    r"|签字|盖章|签订|日期|地址|电话|账号|名称|代表人|联系|年.*月|招标|身份证|编号|[甲乙]方"
)


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
    return {cue.id: cue.pattern.pattern for name in ROLE_WORDS[:2] for cue in load(name)}


def dictionary(label: str) -> Cue | None:
    """The stem of a role word, `None` for any other word."""
    for name in ROLE_WORDS:
        for cue in load(name):
            if cue.pattern.fullmatch(label):
                return cue
    return None


def clean_name(raw: str) -> str | None:
    """The name in `raw`, `None` where there is only a gap, a stamp, a placeholder or a clause."""
    name = re.sub(rf"(?:[ ]*{STAMP})+[ ]*$", "", raw.strip(" *_#|>　")).strip(" *_" + BLANK)
    if not 2 <= len(name) <= 45 or BLANK in name or not re.search("[一-龥A-Za-z]", name):
        return None
    if re.fullmatch(r"[Xx×*某Oo○ 本该贵我]*(?:公司|单位|企业)?|[（(【\[].*[)）】\]]", name):
        return None
    if re.search(r"[，。；：;:,、\t\n]|开户|[账帐][号户]|户名|传真|电话|日期|名称$", name):
        return None
    return name if ORGANISATION.search(name) or not _NO_NAME.search(name) else None


def introductions(plain: str) -> tuple[Introduction, ...]:
    """Every introduction of a side, in the order of the text."""
    found = sorted({*_headers(plain), *_definitions(plain)}, key=lambda i: (i.start, i.end))
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
    words = [cue.pattern.pattern for name in ROLE_WORDS for cue in load(name)]
    return "|".join([NEUTRAL, "[A-D]方", *words])


@cache
def _header() -> re.Pattern[str]:
    inner = f"(?:{_label()}|{_GENERIC})"
    bracket = rf"[ ]*[（(][ ]*{_CALLED}{_QUOTES}{inner}(?:[/／、或][ ]*{inner})*{_QUOTES}[ ]*[)）]"
    aliases = rf"(?:(?![ ]*{STAMP}){bracket}|[ ]*[/／][ ]*{inner})*"
    return re.compile(
        rf"(?P<open>[（(])?(?P<label>{_label()})(?(open)[)）])(?P<aliases>{aliases})"
        rf"(?P<title>(?:[ ]*(?:{_TITLE}|{STAMP}))*)[*_ ]*"
        rf"(?:(?P<colon>[:：])[*_ ]*(?P<after>{aliases})|(?(open)|(?=\t|\n|$)))"
    )


@cache
def _definition() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<name>[一-龥A-Za-z0-9·（）()&＿]{{1,45}}?)[ ]*"
        rf"[（(][ ]*(?:以下|下文|下)[^（）()\n]{{0,2}}?称(?:为|之为|作)?[ :：]*{_QUOTES}"
        rf"(?P<label>[一-龥A-Za-z]{{2,12}}){_QUOTES}[ ]*[)）]"
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
    name = clean_name(re.split(r"\s{2,}|[（(]以下|\t", raw.strip())[0]) if raw.strip() else None
    end = plain.index(name, at) + len(name) if name else match.end()
    return Introduction(match.start(), end, tuple(dict.fromkeys(labels)), name)


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
    for match in _definition().finditer(plain):
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
