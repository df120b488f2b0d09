"""Liability caps: an overall limit on what a side can owe (Civil Code art. 506)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import subject
from loaders.text import BLANK
from loaders.values.money import find as find_money
from loaders.values.rates import find_caps, find_percents, find_rates
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json, decimal_text

_EXCEPT = re.compile(
    r"除外|不受(?:前述|上述|此|该)?[^，。；]{0,6}限制|不适用|但[^。；]{0,30}除外|不在此限"
)
_ONE_PENALTY = re.compile(
    r"(?:此项|该项|本项|上述|前述|该|此|逾期|迟延|延期|每日|日)[^，。；]{0,8}违约金"
)
_PAID = re.compile(r"(?:已|实际)[^，。；]{0,6}(?:支付|收取|付)")
_OF_ONE_ITEM = ("overdue_amount", "delayed_item", "installment", "monthly_fee", "bond", "loss")
_GAP = re.compile(rf"{BLANK}\s*[%元]|分之\s*{BLANK}")
_UNLIMITED = re.compile(r"不以[^，。；]{1,20}为限|不受[^，。；]{0,10}限制$")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each cap on all of a side's liability."""
    for hit in reading.hits(load("terms/liability_cap")):
        if _caps_one_penalty(hit):
            continue
        percent, base = _measure(hit)
        amounts = [a for a in find_money(hit.words + hit.after[:40]) if not a.words and a.value]
        amount: Json = amounts[0].value.to_json() if amounts and amounts[0].value else None
        if percent is None and amount is None and BLANK not in hit.words + hit.after[:30]:
            continue
        if base in _OF_ONE_ITEM and not re.search(r"责任|赔偿", hit.words):
            continue
        keys: dict[str, Json] = {
            "protects": _protects(hit),
            "percent": percent,
            "base": base,
            "amount": amount,
            "carve_outs": _carve_outs(hit),
        }
        end = hit.span[1]
        yield reading.term("liability_cap", hit.span[0], max(end, hit.end), keys)


def _caps_one_penalty(hit: Hit) -> bool:
    """A cap that follows a penalty's rate, or limits 此项违约金, belongs to that penalty."""
    if _ONE_PENALTY.search(hit.segment_words) or _UNLIMITED.search(hit.segment_words):
        return True
    if any(rate.rate.cap_percent is not None for rate in find_rates(hit.sentence_words)):
        return True
    if "违约金" not in hit.segment_words or re.search(r"责任|赔偿", hit.segment_words):
        return False
    return hit.segment > 0 or bool(condition(hit))


def _measure(hit: Hit) -> tuple[str | None, str | None]:
    words = hit.words + hit.after[:60]
    if _GAP.search(words):
        return None, "contract_total" if "合同" in words else "unspecified"
    caps = find_caps(words)
    if caps:
        return decimal_text(caps[0].percent), caps[0].base.value
    percents = find_percents(words)
    if percents:
        return decimal_text(percents[0].value), "unspecified"
    if _PAID.search(words):
        return "100", "unspecified"
    if re.search(r"(?:合同|服务)?(?:总?(?:价款?|额|金额)|费用总额|服务费)(?!的?[0-9])", words):
        return "100", "contract_total"
    return None, None


def _protects(hit: Hit) -> Role:
    return subject(hit) or "both"


def _carve_outs(hit: Hit) -> list[str]:
    reading = hit.reading
    after = reading.sentences[hit.sentence.index + 1 : hit.sentence.index + 2]
    texts = [hit.sentence_words] + [
        reading.words(s) for s in after if s.section == hit.sentence.section
    ]
    found: list[str] = []
    for words in texts:
        if _EXCEPT.search(words):
            found += [c.means for c in load("cap_carve_outs") if c.pattern.search(words)]
    return list(dict.fromkeys(found))
