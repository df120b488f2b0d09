"""An amount between the least and the most that it can be; `None` is unknown or without end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Span:
    """`low` ≤ `amount` ≤ `high`, exact. `high` is `None` where nothing bounds it."""

    low: Decimal
    amount: Decimal | None
    high: Decimal | None

    @staticmethod
    def exact(value: Decimal) -> Span:
        return Span(value, value, value)

    def times(self, factor: Decimal) -> Span:
        """Scaled by a factor that is not negative."""
        return Span(
            self.low * factor,
            None if self.amount is None else self.amount * factor,
            None if self.high is None else self.high * factor,
        )

    def divided(self, by: Decimal) -> Span:
        """A part of it; `by` is above zero."""
        return Span(
            self.low / by,
            None if self.amount is None else self.amount / by,
            None if self.high is None else self.high / by,
        )

    def from_zero(self) -> Span:
        """The same, but possibly nothing at all."""
        return Span(ZERO, self.amount, self.high)

    def up_to(self, high: Decimal | None) -> Span:
        """The same, but possibly as much as `high` where that is more."""
        if high is None or self.high is None:
            return Span(self.low, self.amount, None)
        return Span(self.low, self.amount, max(self.high, high))

    def capped(self, cap: Span) -> Span:
        """No more than a cap, which may itself be open."""
        return Span(
            min(self.low, cap.low),
            least(self.amount, cap.amount) if self.amount is not None else None,
            least(self.high, cap.high),
        )

    def over(self, other: Span) -> Span:
        """What it exceeds the other by, never below nothing."""
        return Span(
            ZERO if other.high is None else max(ZERO, self.low - other.high),
            None
            if self.amount is None or other.amount is None
            else max(ZERO, self.amount - other.amount),
            None if self.high is None else max(ZERO, self.high - other.low),
        )


NOTHING = Span(ZERO, ZERO, ZERO)
UNKNOWN = Span(ZERO, None, None)


def least(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The smaller of two, either of which may be without end."""
    known = [value for value in (one, other) if value is not None]
    return min(known) if known else None


def total(spans: Iterable[Span]) -> Span:
    """All of them together: the sum of what is known, unknown only where none is known."""
    spans = tuple(spans)
    known = [span.amount for span in spans if span.amount is not None]
    highs = [span.high for span in spans if span.high is not None]
    return Span(
        sum((span.low for span in spans), ZERO),
        sum(known, ZERO) if known or not spans else None,
        sum(highs, ZERO) if len(highs) == len(spans) else None,
    )


def heaviest(spans: Iterable[Span], *, together: bool) -> Span:
    """One of several, whichever comes to most; from the lightest to all `together` or the most."""
    spans = tuple(spans)
    known = [span.amount for span in spans if span.amount is not None]
    highs = [span.high for span in spans if span.high is not None]
    most = (sum(highs, ZERO) if together else max(highs)) if len(highs) == len(spans) else None
    return Span(min(span.low for span in spans), max(known) if known else None, most)


def last(spans: Iterable[Span]) -> Span:
    """The heaviest of several that replace each other."""
    spans = tuple(spans)
    return replace(heaviest(spans, together=False), low=max(span.low for span in spans))
