"""Where the law draws a line for a value, in the version that governs the contract."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from kg.benchmark.measures import Line, lines
from kg.benchmark.observing import Observation, exact
from kg.benchmark.profiles import Profile
from ontology.law import Version, article, figure, governing, statutes
from ontology.values import Json, decimal_text
from ontology.vocabulary import Words


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of the law beside a value, in the unit of its measure.

    `beyond` is whether the value is over it. Where the line depends on a loss, `value` is `None`
    and `loss_below` is the loss under which the value is over the line.
    """

    line: Line
    version: Version
    value: Decimal | None
    beyond: bool | None
    loss_below: Decimal | None = None

    def to_json(self) -> dict[str, Json]:
        held = article(self.line.article)
        return {
            "id": self.line.id,
            "title": asdict(self.line.title),
            "article": self.line.article,
            "statute": asdict(statutes()[held.statute].title),
            "number": self.version.number,
            "valid_from": self.version.valid_from.isoformat(),
            "summary": asdict(self.version.summary),
            "value": _plain(self.value),
            "beyond": self.beyond,
            "loss_below": _plain(self.loss_below),
        }


def law_lines(seen: Observation, profile: Profile, on: date | None) -> tuple[Drawn, ...]:
    """The lines for a value under the law of a day, `None` for the latest.

    Lines of law that did not govern a contract of that day are left out.
    """
    drawn = (_drawn(lines()[id_], seen, on) for id_ in seen.of.lines)
    return tuple(
        found for found in drawn if found is not None and _concerns(found.line, seen, profile)
    )


def _concerns(line: Line, seen: Observation, profile: Profile) -> bool:
    """Whether the line is drawn for this side, and for buyers of this kind."""
    for_side = line.side is None or seen.side in (line.side, "both")
    return for_side and (not line.buyer_kinds or profile.buyer_kind in line.buyer_kinds)


def _drawn(line: Line, seen: Observation, on: date | None) -> Drawn | None:
    version = article(line.article).latest if on is None else governing(line.article, on)
    if version is None:
        return None
    if line.over_loss is not None:
        below = None if seen.value is None else exact(seen.value / line.over_loss)
        return Drawn(line, version, None, None, below)
    value = _value(line, on)
    if value is None:
        return None
    return Drawn(line, version, value, None if seen.value is None else seen.value > value)


def _value(line: Line, on: date | None) -> Decimal | None:
    if line.figure is None:
        return line.value
    held = figure(line.figure, on)
    return None if held is None else exact(held * line.times / line.per)


def said(drawn: Drawn) -> Words:
    """The line in words, with its figure."""
    title = drawn.line.title
    if drawn.value is None:
        return title
    figure_ = decimal_text(round(drawn.value, 4))
    return Words(f"{title.zh}（{figure_}）", f"{title.en} ({figure_})")


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
