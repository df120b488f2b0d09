"""What a difference is worth, in words for any surface."""

from __future__ import annotations

from api.messages import Speaker
from kg.compare import Worth


def worth_said(worth: Worth, weight: int, say: Speaker, sign: str = "+") -> str:
    """A sum with its reason, or the weight instead with the reason why there is no sum."""
    why = worth.why.say(say.lang)
    if worth.amount is None:
        return say("weight", why=why, weight=weight)
    return say("worth", amount=f"{worth.amount:{sign},.2f}", why=why)
