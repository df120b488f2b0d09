"""Finds one thing said with two figures: in words and digits, outside and inside brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.layout.folding import HAN
from loaders.values import money, numerals
from loaders.values.percents import find_percents
from ontology.facts import Defect
from ontology.values import decimal_text

_COUNT = "[0-9]{1,4}|[零一二三四五六七八九十百两壹贰叁肆伍陆柒捌玖拾佰]{1,5}"
_TWIN = re.compile(
    rf"(?P<one>{_COUNT})[ ]?[份个名人次台套]?[ ]?[（(][ ]?(?P<other>{_COUNT})[ ]?[）)]"
    r"[ ]?(?:[份名人次台套页项]|个(?![工月自日小星季]))"
)
_RATE = re.compile(rf"(?P<noun>[{HAN}]{{1,10}}率)[{HAN}]{{0,6}}?$")
_PERCENT = re.compile(r"(?P<figure>[0-9]{1,3}(?:\.[0-9]{1,3})?)[%％]")
_REACH = 18


def read(ground: Ground) -> Iterator[Defect]:
    """Amounts, shares, periods, counts and service figures that disagree with themselves."""
    yield from _amounts(ground)
    yield from _shares(ground)
    yield from _counts(ground)
    yield from _limits(ground)


def _amounts(ground: Ground) -> Iterator[Defect]:
    for pair in money.pairs(ground.plain):
        digits, words = pair.digits.value, pair.words.value
        if pair.agree or digits is None or words is None:
            continue
        start = min(pair.digits.start, pair.words.start)
        end = max(pair.digits.end, pair.words.end)
        if ground.speaks(start):
            detail = f"大写为{words.amount:,}元，小写为{digits.amount:,}元"
            yield ground.defect("words_mismatch", start, _closed(ground.plain, start, end), detail)


def _shares(ground: Ground) -> Iterator[Defect]:
    for share in find_percents(ground.plain):
        if share.mismatch is not None and ground.speaks(share.start):
            inner, outer = decimal_text(share.value), decimal_text(share.mismatch)
            end = _closed(ground.plain, share.start, share.end)
            detail = f"括号外为{outer}%，括号内为{inner}%"
            yield ground.defect("number_mismatch", share.start, end, detail)


def _counts(ground: Ground) -> Iterator[Defect]:
    for span in ground.durations:
        if span.other is not None and ground.speaks(span.start):
            yield ground.defect("number_mismatch", span.start, span.end, "括号内外的期限不一致")
    for match in _TWIN.finditer(ground.plain):
        one, other = numerals.parse(match["one"]), numerals.parse(match["other"])
        in_two_ways = match["one"].isdigit() != match["other"].isdigit()
        if one is None or other is None or one == other or not in_two_ways:
            continue
        if ground.speaks(match.start()):
            yield ground.defect("number_mismatch", *match.span(), "括号内外的数字不一致")


def _limits(ground: Ground) -> Iterator[Defect]:
    """A service figure that an annex sets at another value than the body: the later words."""
    first: dict[tuple[str, str, bool], tuple[Decimal, str]] = {}
    for match in pattern("service_figures", "limit").finditer(ground.plain):
        before, _ = ground.around(match.start(), match.end(), _REACH)
        rate, figure = _RATE.search(before), _PERCENT.match(ground.plain, match.end())
        if rate is None or figure is None or not ground.speaks(match.start()):
            continue
        measured = pattern("service_figures", "measured")
        how = "".join(measured.findall(rate.group()))
        upper = pattern("service_figures", "upper").search(match.group()) is not None
        noun = measured.sub("", rate["noun"]).rsplit("的", 1)[-1]
        key = (noun[-4:], how, upper)
        value, part = Decimal(figure["figure"]), ground.section_at(match.start()).part
        said, place = first.setdefault(key, (value, part))
        if said != value and part != place:
            start = match.start() - len(rate.group())
            detail = f"前文为{decimal_text(said)}%，此处为{decimal_text(value)}%"
            yield ground.defect("number_mismatch", start, figure.end(), detail)


def _closed(plain: str, start: int, end: int) -> int:
    """`end`, or behind the bracket that closes just there."""
    opened = plain.count("（", start, end) + plain.count("(", start, end)
    closed = plain.count("）", start, end) + plain.count(")", start, end)
    return end + 1 if opened > closed and plain[end : end + 1] in ("）", ")") else end
