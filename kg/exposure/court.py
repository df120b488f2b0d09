"""Where a court would likely cut a penalty: 30 per cent above the loss, by the law of the day.

Civil Code article 585 lets a court reduce a penalty that is excessive compared with the loss, and
article 65 of the interpretation of its book on contracts sets the yardstick: 30 per cent above the
loss. The loss from late payment has a yardstick of its own, interest; any other has to be given.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from kg.exposure.ground import HUNDRED, Ground
from kg.exposure.law import figure, holds, lines
from kg.exposure.limits import Limited
from kg.exposure.losses import prime_interest
from kg.exposure.outcome import Claim, Court
from kg.exposure.said import said, yuan
from kg.exposure.span import total


def court(
    claims: Sequence[Claim], limited: Limited, ground: Ground, on: date | None
) -> Court | None:
    """What a court would leave of what is owed, `None` where it would not cut."""
    owed = limited.span.amount
    penal = total(claim.span for claim in claims if claim.penal).amount
    if not penal or owed is None or not holds("reduce", on):
        return None
    capped = limited.capped
    if capped is not None and capped.kind == "liability" and capped.limit is not None:
        penal = min(penal, capped.limit)
    if ground.scenario.overdue == "instalment":
        return _late(penal, owed - penal, ground, on)
    loss = ground.scenario.loss
    if loss is not None:
        line = loss * figure("excess")
        if penal <= line:
            return None
        why = said("court_loss", loss=yuan(loss), line=yuan(line))
        return Court(owed - penal + line, None, why, lines(("excess", "reduce"), on))
    price = ground.price.span.amount
    if price is None or penal < price * figure("named_from") / HUNDRED:
        return None
    why = said("court_unknown", penalty=yuan(penal))
    return Court(None, None, why, lines(("excess", "reduce"), on))


def _late(penal: Decimal, rest: Decimal, ground: Ground, on: date | None) -> Court | None:
    """A money debt: at most what the law itself gives, perhaps 30 per cent above interest."""
    late, days = ground.late[0].span.amount, ground.days
    if late is None or days is None:
        return None
    most = late * figure("small_daily") / HUNDRED * days
    if penal <= most:
        return None
    interest = prime_interest(ground, on)
    loss = None if interest is None else interest.high
    low = None if loss is None else min(most, loss * figure("excess"))
    why = said("court_late", most=yuan(most), low=yuan(low))
    left = None if low is None else rest + low
    articles = ("excess", "reduce", "prime_high", "small_daily")
    return Court(rest + most, left, why, lines(articles, on))
