"""Service levels: a limit, an interval, a share or hours of cover, and what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from loaders.grammar.duties import is_denied
from loaders.grammar.options import unticked
from loaders.grammar.performance import performer
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.tables import headed_rows
from loaders.values import levels
from loaders.values.levels import Kind, Level
from loaders.words import load, pattern
from ontology.facts import Term
from ontology.values import Json

FITS: dict[str, tuple[Kind, ...]] = {
    "availability": ("percent",),
    "abandonment": ("percent",),
    "complaint_rate": ("percent",),
    "turnover": ("percent",),
    "attendance_rate": ("percent",),
    "response_rate": ("percent",),
    "sampling": ("percent", "interval"),
    "absence": ("limit",),
    "presence": ("least",),
    "periodical": ("interval", "name"),
    "inspection": ("count", "interval"),
    "training": ("least", "count", "interval"),
    "meeting": ("count", "interval"),
    "response": ("limit",),
    "onsite": ("limit",),
    "recovery": ("limit",),
    "reports": ("interval", "limit"),
}
"""The kinds of figure that measure what a cue names, the telling one first."""
_ALONE = 12
"""A title such as 每周一次进度周报 is a duty without a verb."""
_SHORT = 16
"""A segment of a row of figures: 重大故障24小时."""
_NEAR, _BARE = 6, 6
"""Characters between a bare figure and what it measures; beside a figure that stands alone."""
_MARKS = "，,、：:\t （(【“"


@dataclass(frozen=True, slots=True)
class _Measured:
    """A figure, and the cue that it measures (for hours of cover, the figure's own place)."""

    level: Level
    hit: Hit


def read(reading: Reading) -> Iterator[Term]:
    """One term for each metric and figure; said again inside one clause it counts once."""
    found = groupby(reading.hits(load("terms/service_level")), key=lambda hit: hit.sentence.index)
    hits = {index: tuple(group) for index, group in found}
    seen: set[tuple[int, str]] = set()
    for sentence in reading.sentences:
        if reading.part(sentence) == "signature":
            continue
        for measured in _measured(reading, sentence, hits.get(sentence.index, ())):
            keys = _keys(measured)
            if (sentence.section, repr(keys)) not in seen:
                seen.add((sentence.section, repr(keys)))
                yield reading.term("service_level", *_quote(measured), keys)
    yield from _matrix(reading, hits)


def _matrix(reading: Reading, hits: Mapping[int, Sequence[Hit]]) -> Iterator[Term]:
    """The cells of a table whose heads name what they measure: 级别, 响应时间, 到场时间."""
    for head, row in headed_rows(reading):
        if hits.get(row.sentence.index):
            continue
        for named, cell in zip(head.cells, row.cells, strict=False):
            metrics = [
                h for h in hits.get(head.sentence.index, ()) if named[0] <= h.start < named[1]
            ]
            limits = [x for x in levels.find(reading.view.plain[slice(*cell)]) if x.kind == "limit"]
            if metrics and limits and "limit" in FITS[metrics[-1].cue.id]:
                keys = _keys(_Measured(limits[0], metrics[-1]))
                yield reading.term("service_level", row.sentence.start, cell[1], keys)


def _keys(measured: _Measured) -> dict[str, Json]:
    level, hit = measured.level, measured.hit
    metric = _kept_open_for(hit) if level.kind == "cover" else hit.cue.means
    side = performer(hit)
    counted = level.kind == "percent" and hit.cue.id != "sampling"
    if counted and side == "buyer" and not _sees("promises", hit.before):
        # 业主投诉率 counts what the buyer's people say of the vendor.
        side = "vendor"
    return {
        "obligor": side,
        "metric": metric,
        "value": level.value,
        "unit": level.unit,
        "coverage": level.coverage,
    }


def _kept_open_for(hit: Hit) -> str:
    """What hours of cover measure: a line to call, the response, or the running itself."""
    if not _sees("line", hit.segment_words) and "响应" in hit.segment_words:
        return "response"
    if not _sees("line", hit.sentence_words) and _sees("ready", hit.segment_words):
        return "availability"
    return "hotline_hours"


def _measured(reading: Reading, sentence: Sentence, hits: Sequence[Hit]) -> Iterator[_Measured]:
    """The figures of a sentence with what each measures; of several for one cue the telling one."""
    words = reading.words(sentence)
    if not hits and not _sees("may_cover", words):
        return
    chosen: dict[int, list[_Measured]] = {}
    for level in _placed(reading.view.plain, sentence.start, sentence.end):
        if level.kind == "cover":
            cue = load("hours_of_cover")[0]
            stands = Hit(reading, cue, sentence, level.start, level.end)
            if not _sees("not_agreed", stands.segment_words):
                yield _Measured(level, stands)
            continue
        hit = _metric_of(level, hits)
        if hit is not None and _is_duty(level, hit):
            chosen.setdefault(hit.start, []).append(_Measured(level, hit))
    for group in chosen.values():
        yield from _telling(group)


def _telling(group: Sequence[_Measured]) -> Iterator[_Measured]:
    """Of the figures for one cue those in its own segment, of the kind that says most; figures
    joined by 、 or under a label measure alike (紧急15分钟、一般1小时内响应), else the nearest."""
    hit = group[0].hit
    start, end = hit.span
    own = [m for m in group if start <= m.level.start < end]
    group = own or group
    best = min(FITS[hit.cue.id].index(m.level.kind) for m in group)
    group = [m for m in group if FITS[hit.cue.id].index(m.level.kind) == best]
    nearest = min(group, key=lambda m: abs(hit.start - m.level.start))
    plain = hit.reading.view.plain
    for measured in group:
        first, last = sorted((measured.level.start, nearest.level.start))
        if measured is nearest or not own or _sees("joins", plain[first:last]):
            yield measured


def _placed(plain: str, start: int, end: int) -> Iterator[Level]:
    """The figures of a sentence at their place in the view; once is no count."""
    for level in levels.find(plain[start:end]):
        at = start + level.start
        once = level.kind == "count" and level.value in ("0", "1")
        if not once and not unticked(plain, at):
            yield replace(level, start=level.start + start, end=level.end + start)


def _metric_of(level: Level, hits: Sequence[Hit]) -> Hit | None:
    """The cue that a figure measures: in its own piece of the sentence what follows it, then what
    stands before; then in its segment; then across a colon or tab, or a bare stretch of time."""
    fitting = [
        hit
        for hit in hits
        if level.kind in FITS[hit.cue.id]
        and (level.kind != "name" or hit.start <= level.start < hit.end)
    ]
    if not fitting:
        return None
    sentence, plain = fitting[0].sentence, fitting[0].reading.view.plain
    own = sentence.segment_at(level.start)
    start, end = sentence.segments[own]
    first = plain.rfind("、", start, level.start) + 1 or start
    last = plain.find("、", level.end, end)
    reaches = [(first, last if last != -1 else end), (start, end)]
    alone = end - start - (level.end - level.start) <= _BARE
    opens = end - level.end <= 3 and _sees("opens", plain[start : level.start])
    if opens and level.kind != "percent" and own + 1 < len(sentence.segments):
        reaches.append(sentence.segments[own + 1])
    if own and (alone or plain[start - 1] in "：:\t"):
        reaches.append(sentence.segments[own - 1])
    if (label := _label(sentence, plain, own)) is not None:
        reaches.append(label)
    for low, high in reaches:
        inside = [hit for hit in fitting if low <= hit.start and hit.end <= high]
        after = [hit for hit in inside if hit.start >= level.start]
        if level.kind == "percent" and len(after) < len(inside):
            after = []
        if inside:
            return after[0] if after else inside[-1]
    return None


def _label(sentence: Sentence, plain: str, own: int) -> tuple[int, int] | None:
    """The label that a row of figures stands under: 修复时间：一般8小时，重大24小时."""
    for index in range(own, 0, -1):
        if plain[sentence.segments[index][0] - 1] in "：:":
            label = sentence.segments[index - 1]
            return label if _sees("length", plain[label[0] : label[1]]) else None
        if sentence.segments[index][1] - sentence.segments[index][0] > _SHORT:
            return None
    return None


def _is_duty(level: Level, hit: Hit) -> bool:
    """Whether the figure bounds what must be done, no price that falls due, no breach counted."""
    reading, sentence = hit.reading, hit.sentence
    plain = reading.view.plain
    start, end = sentence.segments[sentence.segment_at(level.start)]
    words = plain[min(start, hit.span[0]) : max(end, hit.span[1])]
    between = plain[start : level.start] + plain[level.end : hit.start]
    if _in_title(plain, start, level) or _sees("fails", between) or is_denied(hit):
        return False
    if _sees("another_matter", hit.sentence_words):
        return False
    if level.kind == "percent":
        return True
    if _sees("money", words):
        return False
    if not level.firm and not _beside(plain, level, hit):
        return False
    if hit.cue.id in ("periodical", "reports"):
        return _is_report(level, hit, words)
    if hit.cue.id == "recovery":
        soon = level.unit in ("minute", "hour") and _sees("buyer_bound", hit.before)
        bound = performer(hit) != "buyer" or soon
        return not _sees("mended_free", hit.sentence_words) and bool(bound)
    if hit.cue.id == "response" and performer(hit) == "both":
        # 另一方应在10日内答复: to a request of the other side, not to a call for service.
        return False
    if hit.cue.id == "inspection" and _sees("at_most_so_often", words):
        return False
    if hit.cue.id == "onsite":
        return not _sees("swaps_staff", hit.sentence_words)
    if level.kind == "interval":
        return performer(hit) != "buyer" or hit.cue.id != "inspection"
    return level.kind != "count" or level.firm or not _sees("money", hit.sentence_words)


def _in_title(plain: str, start: int, level: Level) -> bool:
    """《季度报告》 names a paper, it does not say how often it comes."""
    opened, closed = (plain.rfind(mark, start, level.start) for mark in "《》")
    return level.kind == "name" and opened > closed


def _beside(plain: str, level: Level, hit: Hit) -> bool:
    """1小时应答 and 响应时间：30分钟, but not 工作8小时，随时响应."""
    if hit.start >= level.end:
        return hit.start - level.end <= _NEAR
    if level.kind == "count" or _sees("length", plain[hit.end : level.start]):
        return True
    return _sees("labelled", plain[hit.end : level.start]) is not None


def _is_report(level: Level, hit: Hit, words: str) -> bool:
    """Whether it is sent again and again, or on an event; what ends the contract is delivered."""
    start = hit.span[0]
    if _sees("accepts", hit.segment_words) and performer(hit) == "buyer":
        return False
    if level.kind == "interval" and level.start == start and hit.end - level.end <= _ALONE:
        return True
    before, after = hit.reading.view.plain[start : hit.start], hit.after
    tells = _sign("tells").match(hit.words + after) or _sees("told", before)
    told = tells and not _sees("only_held", before[-12:])
    if not told and (_sees("only_held", before) or not _sees("sends", words)):
        return False
    if level.kind != "limit":
        return True
    sentence = hit.sentence_words
    return not (_sees("titled", sentence) or _sees("of_the_contract", sentence))


def _quote(measured: _Measured) -> tuple[int, int]:
    """The segments from the figure to what it measures; in a row of acts only their own piece."""
    level, hit = measured.level, measured.hit
    plain, sentence = hit.reading.view.plain, hit.sentence
    low, high = min(level.start, hit.start), max(level.end, hit.end)
    start = sentence.segments[sentence.segment_at(low)][0]
    end = sentence.segments[sentence.segment_at(high - 1)][1]
    if "、" in plain[start:low] and levels.find(plain[start:low]):
        start = plain.rfind("、", start, low) + 1
    if "、" in plain[high:end] and levels.find(plain[high:end]):
        end = plain.find("、", high, end)
    while plain[start] in _MARKS:
        start += 1
    return start, end


def _sees(sign: str, words: str) -> re.Match[str] | None:
    return pattern("level_signs", sign).search(words)


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("level_signs", cue)
