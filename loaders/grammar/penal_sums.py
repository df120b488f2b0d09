"""What is owed for a breach: the rate or amount near a cue, in its list, or in a table of fines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.grammar.lists import items_under
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.references import referred
from loaders.grammar.sentences import Sentence
from loaders.values.rates import Fixed, RateHit, find_caps, find_fixed, find_rates
from loaders.words import load, pattern
from ontology.values import Base, Duration, Json, Money, Rate

_REACH = 50
"""How far behind its cue the gap for a sum may stand."""
_CAP_REACH = 6
"""Within how many sentences the cap of a list of rates stands."""
_IN_YUAN = re.compile(r"[（(][^）)]{0,3}元[^）)]{0,4}[)）]")
_BARE_SUM = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,8}(?:\.[0-9]{1,2})?")
_FIGURE = re.compile("[0-9%‰分倍]")


@dataclass(frozen=True, slots=True)
class Sum:
    """A rate, or an amount in JSON, at `[start, end)` of the view; both `None` where left open.

    `listed` tells that an item of the sentence's list states it, which therefore lists no breach.
    """

    rate: Rate | None
    amount: Json
    start: int
    end: int
    listed: bool = False

    @property
    def left_open(self) -> bool:
        return self.rate is None and self.amount is None


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("penalty_signs", cue)


def sums(hit: Hit) -> Iterator[Sum]:
    """The sums that the segment of a penalty's cue, or the one beside it, states."""
    window, end = _window(hit)
    found = _nearest(_values(window, hit), hit)
    start = hit.sentence.start
    if found is not None and not _blank_before(hit, start + _figure(found)):
        if isinstance(found, Fixed):
            yield Sum(None, found.amount.to_json(), start + found.start, start + found.end)
        elif hit.cue.id != "deducted" or found.rate.min_percent is None or found.rate.per != "once":
            rate = _capped_later(hit, found.rate)
            yield Sum(rate, None, start + found.start, min(start + found.end, end))
    elif found is not None or (hit.cue.id != "liability_at_rate" and _left_open(hit)):
        yield Sum(None, None, hit.span[0], hit.end)
    elif hit.cue.id == "liability_at_rate":
        source = referred(hit, load("terms/penalty"))
        if source is not None:
            yield from (replace(owed, start=hit.span[0], end=hit.end) for owed in sums(source))
    elif hit.cue.id == "liquidated_damages":
        yield from _listed(hit)


def _values(window: str, hit: Hit) -> list[RateHit | Fixed]:
    """The values of a kind with the cue: whole bonds for those kept, rates and sums for others."""
    hints = [match.span() for match in _sign("hint").finditer(window)]
    rates = [r for r in find_rates(window) if not _within(r.share.start, hints)]
    bonds = [
        r for r in rates if r.rate.base is Base.BOND and not _FIGURE.search(window[r.start : r.end])
    ]
    if hit.cue.id == "forfeited":
        return [*bonds] or [*rates]
    return [*(r for r in rates if r not in bonds), *find_fixed(window)] or [*bonds]


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _left_open(hit: Hit) -> bool:
    """A sum left open: 一定数额, or a gap where the figure belongs."""
    words = hit.segment_words
    if _sign("limits").search(words):
        return False
    if hit.cue.id == "interest_on_arrears":
        return True
    if hit.cue.id in ("liquidated_damages", "forfeited", "deducted") and _sign("gap").search(words):
        return True
    if hit.cue.id != "liquidated_damages":
        return False
    follows = _sign("limits").split(hit.after[:_REACH])[0]
    open_ = _sign("left_open").search(words) or _sign("by_interest").search(hit.before + words)
    return bool(open_ or _sign("gap").search(follows))


def _blank_before(hit: Hit, figure: int) -> bool:
    """A gap right before the cue, with the figure found elsewhere: 按＿%支付违约金，不足10%的…"""
    plain, cue = hit.reading.view.plain, hit.start
    gaps = [g for g in _sign("gap").finditer(plain, hit.span[0], cue) if cue - g.end() < 14]
    return bool(gaps) and not gaps[-1].end() <= figure < cue


def _window(hit: Hit) -> tuple[str, int]:
    """The sentence, with a following sentence that caps the sum."""
    plain = hit.reading.view.plain
    end = hit.sentence.end
    after = hit.reading.sentences[hit.sentence.index + 1 : hit.sentence.index + 2]
    same = [s for s in after if s.section == hit.sentence.section]
    if same and _sign("caps_it").search(hit.reading.words(same[0])):
        end = same[0].end
    return plain[hit.sentence.start : end], end


def _capped_later(hit: Hit, rate: Rate) -> Rate:
    """The rate with the cap that the clause sets after a list of rates: 违约金总额不超过10%."""
    if rate.cap_percent is not None or not isinstance(rate.per, Duration):
        return rate
    reading, own = hit.reading, hit.sentence.section
    near = {*reading.path(own)[:2]}
    for other in reading.sentences[hit.sentence.index + 1 : hit.sentence.index + 1 + _CAP_REACH]:
        if near & {*reading.path(other.section)[:2]} and _sign("caps_all").match(
            reading.words(other)
        ):
            caps = find_caps(reading.words(other))
            return replace(rate, cap_percent=caps[0].percent) if caps else rate
    return rate


def _listed(hit: Hit) -> Iterator[Sum]:
    """A sum among the items of a sentence that only announces it: 违约金按以下较高者计算：…"""
    items = items_under(hit)
    if any("违约金" in hit.reading.words(item) for item in items):
        return
    if not _sign("computes").search(hit.sentence_words):
        return
    for item in items:
        for found in find_rates(hit.reading.words(item)):
            start = hit.sentence.start
            yield Sum(found.rate, None, start, start + 1, listed=True)
            return


def priced(hit: Hit) -> Iterator[tuple[Sentence, Sum]]:
    """The items of a tariff that the cue's sentence announces: 按下列标准处罚：迟到50元."""
    head = hit.reading.view.plain[hit.start : hit.sentence.end]
    if not _sign("fines").search(hit.words) or _sign("computes").search(head):
        return
    for item in items_under(hit):
        words = hit.reading.words(item)
        rates, amounts = find_rates(words), find_fixed(words)
        if rates and not (amounts and amounts[0].start < rates[0].start):
            yield item, Sum(rates[0].rate, None, item.start, item.end)
        elif amounts:
            yield item, Sum(None, amounts[0].amount.to_json(), item.start, item.end)


def _nearest(found: list[RateHit | Fixed], hit: Hit) -> RateHit | Fixed | None:
    """The value nearest to the cue in its segment, else in the one behind or before it."""
    base, segments = hit.sentence.start, hit.sentence.segments
    label = hit.segment_words.rstrip()[-1:] in ("：", ":")
    further = (hit.segment + 2, hit.segment + 3) if label else ()
    for index in (hit.segment, hit.segment + 1, hit.segment - 1, *further):
        if 0 <= index < len(segments):
            start, end = segments[index]
            here = [f for f in found if start <= base + _figure(f) < end]
            if here:
                return min(here, key=lambda f: _distance(f, base, hit))
    return None


def _distance(found: RateHit | Fixed, base: int, hit: Hit) -> int:
    end = found.share.end if isinstance(found, RateHit) else found.end
    start = found.share.start if isinstance(found, RateHit) else found.end - 1
    return max(hit.start - base - end, base + start - hit.end)


def _figure(found: RateHit | Fixed) -> int:
    return found.share.start if isinstance(found, RateHit) else found.start


def rows(reading: Reading) -> Iterator[tuple[Sentence, Sum]]:
    """The rows of tables with a column of fines, each with the sum in that column."""
    header: Sentence | None = None
    for sentence in reading.sentences:
        cells = _cells(reading, sentence)
        titles = [] if header is None else _cells(reading, header)
        if len(cells) > 1 and _fine_column(reading, cells) is not None:
            header = sentence
        elif (
            header is not None and len(cells) == len(titles) and header.section == sentence.section
        ):
            column = _fine_column(reading, titles)
            start, end = cells[column or 0]
            text = reading.view.plain[start:end]
            for rate in find_rates(text)[:1]:
                yield sentence, Sum(rate.rate, None, sentence.start, sentence.end)
            for fixed in () if find_rates(text) else find_fixed(text)[:1]:
                yield sentence, Sum(None, fixed.amount.to_json(), sentence.start, sentence.end)
            title = reading.view.plain[slice(*titles[column or 0])]
            if _IN_YUAN.search(title) and _BARE_SUM.fullmatch(text.strip()):
                amount = Money(Decimal(text.strip().replace(",", "")), "CNY").to_json()
                yield sentence, Sum(None, amount, sentence.start, sentence.end)


def _cells(reading: Reading, sentence: Sentence) -> list[tuple[int, int]]:
    """The spans between the tabs of a row."""
    cells, at = [], sentence.start
    for cell in reading.words(sentence).split("\t"):
        cells.append((at, at + len(cell)))
        at += len(cell) + 1
    return cells


def _fine_column(reading: Reading, cells: list[tuple[int, int]]) -> int | None:
    """Which cell of a header names a fine; a header has no figures."""
    words = [reading.view.plain[start:end] for start, end in cells]
    if any(re.search("[0-9]", word) for word in words):
        return None
    return next((i for i, word in enumerate(words) if _sign("fine_column").search(word)), None)
