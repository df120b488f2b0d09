"""Exchanges or renames the labels of the two sides, throughout a text or in its clauses alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from loaders.layout.draft import Draft
from ontology.facts import Facts
from ontology.values import Json

PAIRS = (
    ("甲方", "乙方"),
    ("买方", "卖方"),
    ("需方", "供方"),
    ("采购人", "供应商"),
    ("委托方", "受托方"),
    ("发包人", "承包人"),
)
"""Labels of buyer and vendor by which a text may be renamed, short ones first: they keep lines as
long as they were."""

_PAIR = r"[甲乙][、，,和与及/ ]{0,2}[甲乙][ 　]*(?:双|两|各|任[何一])?[ 　一]*方"
_LETTER = re.compile(rf"{_PAIR}|(?P<letter>[甲乙])(?=\s*方)")
_INTRODUCES = re.compile(
    r"[ 　]*(?:[（(][^（）()\n]{0,30}[)）])*[ 　*]*[:：]|[”\"」』]?[ 　]*[)）]"
)
_OPENS = re.compile(r"(?:^|[\n\t|]|[ 　]{2}|＿|_)[ 　*（(]*$")
"""Where a field may begin: a line, a cell, or behind a gap."""

_CALLED = re.compile(r"(?:称|称为|简称)[ 　“\"「『:：]*$")
_TURNED = MappingProxyType(
    {
        "buyer": "vendor",
        "vendor": "buyer",
        "buyer_derived": "vendor_derived",
        "vendor_derived": "buyer_derived",
    }
)
Keep = Callable[[int], bool]


def neutral(text: str) -> bool:
    """Whether the sides are called 甲方 and 乙方 and little else."""
    return min(text.count("甲方"), text.count("乙方")) > 4


def labels_of(facts: Facts) -> tuple[str, str] | None:
    """What a text calls buyer and vendor, `None` where the reading does not say."""
    found = {party.role: party.label for party in facts.parties}
    buyer, vendor = found.get("buyer"), found.get("vendor")
    return (buyer, vendor) if buyer and vendor else None


def exchanged(text: str, labels: tuple[str, str], keep: Keep | None = None) -> Draft:
    """Each label in place of the other; `keep` says at which offsets they stay."""
    draft = Draft(text)
    one, other = labels
    if {one, other} == {"甲方", "乙方"}:
        swap = {"甲": "乙", "乙": "甲"}
        places = [m for m in _LETTER.finditer(text) if m["letter"]]
    else:
        swap = {one: other, other: one}
        places = list(re.finditer(f"{re.escape(one)}|{re.escape(other)}", text))
    draft.splice(
        (m.start(), m.end(), swap[m.group()]) for m in places if not (keep and keep(m.start()))
    )
    return draft


def renamed(text: str, labels: tuple[str, str]) -> tuple[Draft, Mapping[str, str]]:
    """The text under labels that it does not use, with what each of these stood for."""
    pair = next(p for p in PAIRS if not any(word in text for word in p))
    draft = Draft(text)
    for old, new in zip(labels, pair, strict=True):
        # 甲乙双方 keeps its letters: it says both under any labels.
        draft.replace(re.compile(r"\s*".join(map(re.escape, old))), new)
    return draft, dict(zip(pair, labels, strict=True))


def definitions(facts: Facts, text: str) -> Keep:
    """Whether a label at an offset says who is who: on cover and signature page, or introduced."""
    aside = [(c.start, c.end) for c in facts.clauses if c.part in ("cover", "signature")]

    def defines(at: int) -> bool:
        if any(start <= at < end for start, end in aside):
            return True
        label = re.compile("[甲乙][ 　]*方|[一-龥]{2,3}").match(text, at)
        end = label.end() if label else at
        introduces = _OPENS.search(text, max(0, at - 8), at) and _INTRODUCES.match(text, end)
        return bool(introduces or _CALLED.search(text, max(0, at - 8), at))

    return defines


def turned(value: Json) -> Json:
    """A value of a term with buyer and vendor exchanged."""
    if isinstance(value, str):
        return _TURNED.get(value, value)
    if isinstance(value, list):
        return [turned(item) for item in value]
    if isinstance(value, dict):
        return {key: turned(item) for key, item in value.items()}
    return value
