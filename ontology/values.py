"""Money, durations and rates of `contract-facts/1`, exact and comparable."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, TypeAlias

Json: TypeAlias = Any
"""A value as `json` gives it: the one place where `Any` stands for something."""


class Unit(StrEnum):
    """Units of a duration; `event` counts occurrences."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    BUSINESS_DAY = "business_day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    EVENT = "event"


CALENDAR_DAYS: dict[Unit, Decimal] = {
    Unit.MINUTE: Decimal(1) / Decimal(1440),
    Unit.HOUR: Decimal(1) / Decimal(24),
    Unit.DAY: Decimal(1),
    # Five working days to a week: the convention of the rules (working days × 7/5).
    Unit.BUSINESS_DAY: Decimal(7) / Decimal(5),
    Unit.WEEK: Decimal(7),
    Unit.MONTH: Decimal(30),
    Unit.QUARTER: Decimal(91),
    Unit.YEAR: Decimal(365),
}


def decimal_text(value: Decimal) -> str:
    """The shortest plain decimal: `0.30` is `"0.3"`, `1E+2` is `"100"`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency's main unit (yuan), with two decimals when written."""

    amount: Decimal
    currency: str = "CNY"

    def to_json(self) -> Json:
        return {
            "amount": format(self.amount.quantize(Decimal("0.01")), "f"),
            "currency": self.currency,
        }

    @staticmethod
    def from_json(data: Json) -> Money:
        return Money(Decimal(data["amount"]), data["currency"])


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in the unit the contract uses."""

    n: Decimal
    unit: Unit

    @property
    def days(self) -> Decimal | None:
        """Calendar days, `None` where the unit counts events."""
        per_unit = CALENDAR_DAYS.get(self.unit)
        return None if per_unit is None else self.n * per_unit

    def to_json(self) -> Json:
        n = int(self.n) if self.n == self.n.to_integral_value() else float(self.n)
        return {"n": n, "unit": self.unit.value}

    @staticmethod
    def from_json(data: Json) -> Period:
        """Reads a duration, `"perpetual"` or `"immediate"`."""
        if data == "perpetual":
            return "perpetual"
        if data == "immediate":
            return "immediate"
        return Duration(Decimal(str(data["n"])), Unit(data["unit"]))


Period: TypeAlias = Duration | Literal["perpetual", "immediate"]
"""What stands where a duration is asked for."""


def period_json(period: Period | None) -> Json:
    """A period as JSON, `None` as null."""
    return period.to_json() if isinstance(period, Duration) else period


class Base(StrEnum):
    """What a rate is a share of."""

    CONTRACT_TOTAL = "contract_total"
    ANNUAL_FEE = "annual_fee"
    INSTALLMENT = "installment"
    OVERDUE_AMOUNT = "overdue_amount"
    DELAYED_ITEM = "delayed_item"
    MONTHLY_FEE = "monthly_fee"
    SERVICE_FEE = "service_fee"
    BOND = "bond"
    LOSS = "loss"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class Rate:
    """A share in percent of a base, once, per incident, or for each period that passes.

    `percent` is the upper end of a range and `min_percent` its lower end; `grace` is the time
    before it starts to run.
    """

    percent: Decimal
    base: Base
    per: Duration | Literal["once", "incident"] = "once"
    min_percent: Decimal | None = None
    cap_percent: Decimal | None = None
    grace: Period | None = None

    @property
    def per_day(self) -> Decimal | None:
        """Percent of the base a calendar day, `None` for a rate that does not run with time."""
        if not isinstance(self.per, Duration) or not self.per.days:
            return None
        return self.percent / self.per.days

    def to_json(self) -> Json:
        return {
            "percent": decimal_text(self.percent),
            "min_percent": None if self.min_percent is None else decimal_text(self.min_percent),
            "base": self.base.value,
            "per": self.per.to_json() if isinstance(self.per, Duration) else self.per,
            "cap_percent": None if self.cap_percent is None else decimal_text(self.cap_percent),
            "grace": period_json(self.grace),
        }

    @staticmethod
    def from_json(data: Json) -> Rate:
        optional = {
            key: Decimal(data[key]) if data.get(key) is not None else None
            for key in ("min_percent", "cap_percent")
        }
        per = data["per"]
        if isinstance(per, dict):
            per = Duration.from_json(per)
        grace = Duration.from_json(data["grace"]) if data.get("grace") else None
        return Rate(Decimal(data["percent"]), Base(data["base"]), per, grace=grace, **optional)
