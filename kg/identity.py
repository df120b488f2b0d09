"""Ids from content: the same contract, party or place always has the same id, in every store."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ontology.facts import Facts
from ontology.places import resolve
from ontology.values import Json

# Eighteen digits and letters without I, O, S, V, Z (GB 32100-2015).
_USCC = re.compile(r"[0-9A-HJ-NP-RT-UW-Y]{18}")


def digest(*parts: Json) -> str:
    """SHA-256 of the parts as JSON, in hex."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def contract_id(facts: Facts) -> str:
    """From the loaded text; from the facts themselves where they do not say which text it was."""
    text = (facts.document.sha256 or "").lower()
    known = re.fullmatch("[0-9a-f]{64}", text)
    return "c" + (text if known else digest(facts.to_json()))[:16]


def facts_digest(facts: Facts) -> str:
    """Changes whenever anything in the facts does."""
    return digest(facts.to_json(reviews=True))


def normal_name(name: str) -> str:
    """A name without what copyists vary: width of letters and brackets, spaces, case."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    plain = folded.translate(str.maketrans("【】〔〕[]{}", "()()()()"))
    return re.sub(r"[\s\u200b\ufeff]+", "", plain)


def normal_uscc(uscc: str | None) -> str | None:
    """A unified social credit code in plain capitals, `None` where it cannot be one."""
    plain = re.sub(r"[\s-]+", "", unicodedata.normalize("NFKC", uscc or "")).upper()
    return plain if _USCC.fullmatch(plain) else None


@dataclass(frozen=True, slots=True)
class Place:
    """One level of a place; `id` is the path of names, `parent` the id of the next level up."""

    id: str
    name: str
    level: Literal["province", "city", "county"]
    parent: str | None


@cache
def _completed(
    province: str | None, city: str | None, county: str | None
) -> Mapping[str, str | None]:
    """With the levels left out, where the official table knows only one such place."""
    named = {"province": province, "city": city, "county": county}
    if not (city or county) or all(named.values()):
        return named
    known = resolve("".join(name for name in named.values() if name))
    if known is None or any(name and known[level] != name for level, name in named.items()):
        return named
    return known


def places(place: Json) -> tuple[Place, ...]:
    """A `{"province", "city", "county"}` from the outermost level to the innermost one named."""
    place = _completed(*((place or {}).get(level) for level in ("province", "city", "county")))
    found: list[Place] = []
    path: list[str] = []
    levels: tuple[Literal["province", "city", "county"], ...] = ("province", "city", "county")
    for level in levels:
        name = place[level]
        path.append(name or "")
        if name:
            found.append(Place("/".join(path), name, level, found[-1].id if found else None))
    return tuple(found)


def place_id(place: Json) -> str | None:
    """The id of the innermost level, `None` for a place that names none."""
    chain = places(place)
    return chain[-1].id if chain else None


def forum_id(name: str, place: Json) -> str:
    """By name and place: the court "where the buyer sits" is another one for each buyer."""
    return f"forum{digest(normal_name(name), place_id(place))[:16]}"
