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
from kg.exposure.losses import SALES, SME, SME_DAILY, prime_interest
from kg.exposure.outcome import Claim, Court, Line
from kg.exposure.said import said, yuan
from kg.exposure.span import total
from ontology.law import article, governing, statutes
from ontology.vocabulary import Words

REDUCE, EXCESS = "CN-CIVIL-585", "CN-CONTRACT-INTERP-65"
MARGIN = Decimal("1.3")

LARGE = Decimal(30)
"""Per cent of the price from which a penalty is named as one that a court may cut."""


def court(
    claims: Sequence[Claim], owed: Decimal | None, ground: Ground, on: date | None
) -> Court | None:
    """What a court would leave of what is `owed`, `None` where it would not cut."""
    penal = total(claim.span for claim in claims if claim.penal).amount
    if not penal or owed is None or (on is not None and governing(REDUCE, on) is None):
        return None
    penal = min(penal, owed)
    if ground.scenario.overdue == "instalment":
        return _late(penal, owed - penal, ground, on)
    loss = ground.scenario.loss
    if loss is not None:
        line = loss * MARGIN
        if penal <= line:
            return None
        why = said("court_loss", loss=yuan(loss), line=yuan(line))
        return Court(owed - penal + line, None, why, _lines((EXCESS, REDUCE), on))
    price = ground.price.span.amount
    if price is None or penal < price * LARGE / HUNDRED:
        return None
    why = said("court_unknown", penalty=yuan(penal))
    return Court(None, None, why, _lines((EXCESS, REDUCE), on))


def _late(penal: Decimal, rest: Decimal, ground: Ground, on: date | None) -> Court | None:
    """A money debt: at most what the law itself gives, perhaps 30 per cent above interest."""
    late, days = ground.late[0].span.amount, ground.days
    if late is None or days is None:
        return None
    most = late * SME_DAILY / HUNDRED * days
    if penal <= most:
        return None
    interest = prime_interest(ground, on)
    loss = None if interest is None else interest.high
    low = None if loss is None else min(most, loss * MARGIN)
    why: Words = said("court_late", most=yuan(most), low=yuan(low))
    return Court(
        rest + most,
        None if low is None else rest + low,
        why,
        _lines((EXCESS, REDUCE, SALES, SME), on),
    )


def _lines(ids: Sequence[str], on: date | None) -> tuple[Line, ...]:
    """The articles in the version that governs a contract of that day, else their latest."""
    lines: list[Line] = []
    for id_ in ids:
        found = article(id_)
        version = (governing(id_, on) if on else None) or found.latest
        title = statutes()[found.statute].title
        lines.append(Line(id_, title, version.number, version.summary))
    return tuple(lines)
