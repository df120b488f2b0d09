"""Courts and commissions: how a clause names one, where it sits, and whose home that is."""

from __future__ import annotations

import re

from loaders.grammar.reading import Hit, Reading
from loaders.text import BLANK
from loaders.words import pattern
from ontology.places import Place, find, resolve
from ontology.values import Json

_Home = dict[str, str | None]
_SEAT: _Home = {"province": "北京市", "city": "北京市", "county": None}
"""Where the national commissions sit."""


def sign(cue: str) -> re.Pattern[str]:
    """A pattern of `loaders/words/dispute_signs.yaml`."""
    return pattern("dispute_signs", cue)


def forum(hit: Hit) -> tuple[str | None, str, Json]:
    """The forum as written, the side whose home it is, and where it sits."""
    view = hit.reading.view
    start, end = hit.span
    found = [m for m in sign("forum").finditer(view.plain, start, end) if m.start() <= hit.end]
    words = found[-1].group(1).strip() if found else ""
    if sign("handed_to").fullmatch(words):
        return None, "unspecified", None
    if not words or BLANK in words:
        return None, "unspecified", None
    if sign("nameless").match(words) or (sign("bare_forum").match(words) and "仲裁" in words):
        return None, "unspecified", None
    name = "".join(view.quote(found[-1].start(1), found[-1].end(1)).split())
    side, place = _side(hit, words)
    return name, side, place


def is_bare(name: str | None) -> bool:
    """Whether a forum is none or has no name of its own: 有管辖权的人民法院."""
    return name is None or bool(sign("bare_forum").match(name))


def _side(hit: Hit, words: str) -> tuple[str, Json]:
    if sign("defendant").search(words):
        return "defendant", None
    named = [role for label, role in (("甲方", "buyer"), ("乙方", "vendor")) if label in words]
    home: dict[str, Json] = {p.role: p.place for p in hit.reading.parties}
    if len(named) == 1:
        return named[0], home.get(named[0])
    if named or sign("any_side").search(words):
        return "unspecified", None
    place = _place(hit.reading, words, [home.get("buyer"), home.get("vendor")])
    if place is None:
        return "unspecified", None
    return _whose(place, home.get("buyer"), home.get("vendor")), place


def _place(reading: Reading, words: str, homes: list[Json]) -> Json:
    """Where a forum sits; of several places that a name can mean, the one at a party's home."""
    if sign("signing_place").search(words):
        signed = sign("signed_at").search(reading.view.plain)
        return resolve(signed["place"]) if signed else None
    place = _SEAT if sign("national").match(words) else resolve(words)
    if place is not None:
        return place
    possible: list[Place] = [c for found in find(words) for c in found.candidates]
    near = [c for c in possible if any(home and _near(c.to_json(), home) for home in homes)]
    return near[0].to_json() if len(near) == 1 else None


def _whose(place: _Home, buyer: Json, vendor: Json) -> str:
    """The side at whose home a named forum sits; a city of both is neutral ground."""
    near_buyer, near_vendor = _near(place, buyer), _near(place, vendor)
    if near_buyer and near_vendor:
        return "neutral"
    if near_buyer or near_vendor:
        return "buyer" if near_buyer else "vendor"
    return "neutral" if buyer and vendor else "unspecified"


def _near(forum: _Home, home: Json) -> bool:
    if not forum or not home:
        return False
    if forum.get("county") and home.get("county"):
        return bool(forum["county"] == home["county"] and forum.get("city") == home.get("city"))
    if forum.get("city") and home.get("city"):
        return bool(forum["city"] == home["city"])
    return forum.get("city") is None and bool(forum.get("province") == home.get("province"))
