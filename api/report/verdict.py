"""Findings → who carries the risk and how much: the index, the counts, and three sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from api.messages import Speaker
from kg.grades import Grade
from kg.risk import Finding, lean

SEVERITIES: tuple[Grade, ...] = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Balance:
    """How findings fall: `index` runs from −1 (all favour the buyer) to +1 (all the vendor)."""

    index: Decimal
    counts: Mapping[tuple[str, str], int]

    @property
    def loser(self) -> Literal["buyer", "vendor"] | None:
        """The side that carries more, `None` when the two are about even."""
        if abs(self.index) < EVEN:
            return None
        return "vendor" if self.index < 0 else "buyer"

    def of(self, *, severity: str | None = None, favours: str | None = None) -> int:
        return sum(
            n
            for (level, side), n in self.counts.items()
            if severity in (None, level) and favours in (None, side)
        )


# Below a fifth the difference is no more than one finding in a handful: too little to take a side.
EVEN = Decimal("0.2")
MOST = Decimal("0.5")
ALL = Decimal("0.85")


def weigh(findings: Sequence[Finding]) -> Balance:
    """The balance of all findings; faults of drafting count but do not weigh."""
    counts: Counter[tuple[str, str]] = Counter((f.severity, f.favours) for f in findings)
    index = Decimal(str(lean(findings))).quantize(Decimal("0.01"))
    return Balance(index, dict(counts))


def sentences(
    balance: Balance,
    heaviest: Sequence[tuple[str, str]],
    states: Mapping[str, int],
    names: Mapping[str, str],
    say: Speaker,
) -> tuple[str, ...]:
    """The verdict: who carries it, what weighs most, what is open.

    `heaviest` are (title, place) of the strongest findings, `states` counts rules by result,
    `names` how the reader knows the sides.
    """
    first = _carried(balance, names, say)
    listed = [say("verdict.heaviest_item", title=t, place=p) for t, p in heaviest]
    said = [first]
    if listed:
        joiner = "、" if say.lang == "zh" else "; "
        said.append(say("verdict.heaviest", list=joiner.join(listed)))
    said.append(_checked(states, balance.of(favours="none"), say))
    return tuple(said)


def _checked(states: Mapping[str, int], faults: int, say: Speaker) -> str:
    """How far the checks went, and what the text itself leaves to mend."""
    order = ("flagged", "clear", "absent", "blank", "undetermined")
    parts = [
        say(f"verdict.rest_{state}", count=states[state]) for state in order if states.get(state)
    ]
    joiner, space = ("，", "") if say.lang == "zh" else ("; ", " ")
    text = say("verdict.rest", rules=sum(states.values()), list=joiner.join(parts))
    return f"{text}{space}{say('verdict.faults', count=faults)}" if faults else text


def _carried(balance: Balance, names: Mapping[str, str], say: Speaker) -> str:
    if not balance.counts:
        return say("verdict.none")
    on_vendor, on_buyer = balance.of(favours="buyer"), balance.of(favours="vendor")
    if not on_vendor and not on_buyer:
        return say("verdict.drafting", count=balance.of(favours="none"))
    loser = balance.loser
    if loser is None:
        return say("verdict.even", buyer_count=on_vendor, vendor_count=on_buyer, **names)
    winner = "buyer" if loser == "vendor" else "vendor"
    size = abs(balance.index)
    degree = "all" if size >= ALL else "most" if size >= MOST else "some"
    return say(
        f"verdict.{degree}",
        loser=names[loser],
        winner=names[winner],
        for_count=balance.of(favours=winner),
        against_count=balance.of(favours=loser),
    )
