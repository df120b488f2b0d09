"""Places of China in names, addresses and running text, with every reading that the words allow."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ontology.source import read_yaml

HERE = Path(__file__).parent / "places"

_PEOPLES = re.compile(
    r"(?:(?:维吾尔|哈萨克|蒙古|柯尔克孜|塔吉克|达斡尔|鄂温克|鄂伦春|锡伯|回|藏|羌|彝|苗|侗|壮|瑶|土家"
    r"|布依|白|傣|哈尼|景颇|傈僳|纳西|拉祜|佤|布朗|怒|独龙|普米|仡佬|水|黎|畲|满|朝鲜|土|撒拉|东乡"
    r"|保安|裕固|仫佬|毛南|各)族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔)+(?=自治)"
)
_SUFFIX = re.compile(r"(?:特别行政区|自治[区州县旗]|地区|林区|新区|特区|[省市县区盟旗])$")
_MARKED = re.compile(r"[（(](?=[省市县区][）)])|(?<=[（(][省市县区])[）)]|[ \u3000·]")
_ROAD = re.compile(
    r"[东西南北中]{0,2}(?:[一二三四五六七八九十]|第[一二三四五])?(?:路|街|大[街道]|道|巷|弄|桥|门)"
)
_NOT_A_COUNTY = re.compile(r"[级域别]")
_NOT_A_STEM = re.compile(r"新?[市县区旗]")
_LEADS = re.compile(r"[^\u4e00-\u9fff]|[在于位为至到从由自驻赴向和及与或往离抵经地址所省市县区国]")
_LEADS_CLOSELY = re.compile(r"[^\u4e00-\u9fff]|[在于位]")
_BRANCH = re.compile(r"分公司|分行|支行|分院|分局|分部|分所|分中心|办事处|代表处|支公司|营业部")
_NEW_AREA = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:新区|开发区|经开区|示范区|保税区|产业园区|工业园区)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A province, or a city or county in it; a municipality is its own city."""

    province: str
    city: str | None = None
    county: str | None = None

    def holds(self, other: Place) -> bool:
        """Whether the other place lies in this one and is smaller."""
        if self.county is not None or self.province != other.province or self == other:
            return False
        return self.city is None or self.city == other.city

    def to_json(self) -> dict[str, str | None]:
        return {"province": self.province, "city": self.city, "county": self.county}


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place name at `[start, end)` with all the places that it can mean."""

    start: int
    end: int
    candidates: tuple[Place, ...]

    @property
    def ambiguous(self) -> bool:
        return len(self.candidates) > 1


@dataclass(frozen=True, slots=True)
class _Index:
    """Names by how freely they may be read: with their suffix, without it, only after a parent."""

    full: dict[str, tuple[Place, ...]]
    short: dict[str, tuple[Place, ...]]
    inner: dict[str, tuple[Place, ...]]
    lengths: dict[str, tuple[int, ...]]


def find(text: str) -> tuple[PlaceHit, ...]:
    """The place names of a running text in order; what stands before one narrows what it means."""
    return tuple(_scan(text, strict=True))


def resolve(text: str) -> dict[str, str | None] | None:
    """Where an address, an organisation or a court is, `None` where the name leaves it open.

    >>> resolve("江苏省溧阳市人民法院")
    {'province': '江苏省', 'city': '常州市', 'county': '溧阳市'}
    >>> resolve("朝阳区人民法院") is None
    True
    """
    hits = list(_scan(text, strict=False)) or list(_start(text.removeprefix("中国").lstrip()))
    if not hits:
        return None
    if _BRANCH.search(text):
        # 北京银行南京分行 is in Nanjing.
        hits = hits[-1:]
    candidates = hits[0].candidates
    for hit in hits[1:]:
        inside = [c for c in hit.candidates if any(p.holds(c) for p in candidates)]
        around = [c for c in candidates if any(p.holds(c) for p in hit.candidates)]
        candidates = tuple(inside or around or candidates)
    place = _common(candidates)
    if place and place.city and place.county is None:
        place = replace(place, county=_new_area(text, hits[0].end))
    return place.to_json() if place else None


@cache
def _table() -> tuple[Place, ...]:
    """All places, a province before its cities and a city before its counties."""
    with (HERE / "china.csv").open(encoding="utf-8", newline="") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    return tuple(_place(code, names) for code in sorted(names))


def _place(code: str, names: dict[str, str]) -> Place:
    name, province, city = names[code], names[code[:2]], names.get(code[:4])
    if city is None and province.endswith("市"):
        city = province
    if len(code) == 2:
        return Place(name, name if name.endswith("市") else None)
    if len(code) == 4:
        return Place(province, name)
    if city is None and name.endswith("市"):
        # 仙桃市 answers to its province, as a prefecture does.
        return Place(province, name)
    return Place(province, city, name)


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    data = read_yaml(HERE / "names.yaml")
    return frozenset(data["words"]), frozenset(data["generic"])


def _name(place: Place) -> str:
    return place.county or place.city or place.province


def _stem(name: str) -> str:
    """The name without what says its kind: 延边朝鲜族自治州 is 延边."""
    stem = _SUFFIX.sub("", _PEOPLES.sub("", name))
    return stem if len(stem) > 1 else _SUFFIX.sub("", name)


@cache
def _index() -> _Index:
    everyday, generic = _words()
    full: dict[str, list[Place]] = {}
    short: dict[str, list[Place]] = {}
    inner: dict[str, list[Place]] = {}
    for place in _table():
        name = _name(place)
        (inner if name in generic else full).setdefault(name, []).append(place)
        stem = _stem(name)
        if len(stem) < 2 or stem == name or stem in everyday:
            continue
        inner.setdefault(stem, []).append(place)
        if place.county is None:
            short.setdefault(stem, []).append(place)
    for stem, places in short.items():
        short[stem] = _readings(places[0], inner[stem])
    lengths: dict[str, set[int]] = {}
    for name in (*full, *short, *inner):
        lengths.setdefault(name[0], set()).add(len(name))
    return _Index(
        full=_frozen(full),
        short=_frozen(short),
        inner=_frozen(inner),
        lengths={first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()},
    )


def _frozen(names: dict[str, list[Place]]) -> dict[str, tuple[Place, ...]]:
    return {name: tuple(places) for name, places in names.items()}


def _readings(first: Place, places: Sequence[Place]) -> list[Place]:
    """What a bare name can mean: 海南 the province alone, 长沙 not the county within the city."""
    if _is_province(first):
        return [first]
    return [first, *(p for p in places if p != first and not first.holds(p))]


def _is_province(place: Place) -> bool:
    return place.county is None and place.city in (None, place.province)


def _scan(text: str, *, strict: bool) -> Iterator[PlaceHit]:
    """Place names by longest match; neighbours that lie in one another are one hit.

    `strict` wants the start of a word before a name without its suffix, as running text needs:
    确保定期 names no 保定.
    """
    # 北京（市）朝阳（区） is written so that the form fits any place.
    dropped = {i for match in _MARKED.finditer(text) for i in range(*match.span())}
    origin = [i for i in range(len(text)) if i not in dropped]
    plain = "".join(text[i] for i in origin)
    origin.append(len(text))
    before: list[PlaceHit] = []
    current: PlaceHit | None = None
    at = end = 0
    while at < len(plain):
        inside = current.candidates if current and at == end else ()
        size, places = _longest(plain, at, inside, strict=strict)
        if not size:
            at += 1
            continue
        start, at = origin[at], at + size
        end = at
        stop = origin[end - 1] + 1
        while stop in dropped and text[stop] in "）)":
            stop += 1
        nested = tuple(c for c in places if any(p.holds(c) for p in inside))
        if current and nested:
            current = PlaceHit(current.start, stop, nested)
            continue
        if current:
            yield current
            before = [*before[-7:], current]
        current = PlaceHit(start, stop, _narrowed(places, before))
    if current:
        yield current


def _longest(
    plain: str, at: int, inside: tuple[Place, ...], *, strict: bool
) -> tuple[int, tuple[Place, ...]]:
    """The longest name at a place of the text, with what it can mean, or nothing."""
    index = _index()
    lead = plain[at - 1 : at]
    for size in index.lengths.get(plain[at], ()):
        if at + size > len(plain):
            continue
        name, after = plain[at : at + size], plain[at + size : at + size + 6]
        # 市和县 and 应县级 name no county, unless one is expected here.
        stands = size > 2 or inside or not lead or _LEADS_CLOSELY.match(lead)
        if name in index.full and stands and not _NOT_A_COUNTY.match(after):
            return size, index.full[name]
        if _ROAD.match(after) or _NOT_A_STEM.match(after):
            continue
        nested = tuple(c for c in index.inner.get(name, ()) if any(p.holds(c) for p in inside))
        if nested:
            return size, nested
        if name in index.short and (not strict or not lead or _LEADS.match(lead)):
            return size, index.short[name]
    return 0, ()


def _narrowed(places: tuple[Place, ...], before: Iterable[PlaceHit]) -> tuple[Place, ...]:
    """What is left of the readings inside the nearest place named before that holds any."""
    if len(places) > 1:
        for hit in reversed(list(before)):
            left = tuple(c for c in places if any(_around(p).holds(c) for p in hit.candidates))
            if left:
                return left
    return places


def _around(place: Place) -> Place:
    """The city or province that a county named before stands for."""
    return replace(place, county=None)


def _start(text: str) -> Iterator[PlaceHit]:
    """A county-level city at the start of a name, without 市: 昆山某某有限公司."""
    for size in (4, 3, 2):
        places = [p for p in _index().inner.get(text[:size], ()) if _name(p).endswith("市")]
        if len(places) == 1 and len(text) >= size and not _ROAD.match(text, size):
            yield PlaceHit(0, size, tuple(places))
            return


def _common(candidates: tuple[Place, ...]) -> Place | None:
    """What all readings agree on; `None` where they lie in different provinces."""
    first, *others = candidates
    if any(other.province != first.province for other in others):
        return None
    city = first.city if all(o.city == first.city for o in others) else None
    county = first.county if all(o.county == first.county for o in others) and city else None
    if len(candidates) == 1:
        return first
    return Place(first.province, city, county)


def _new_area(text: str, at: int) -> str | None:
    """A development area right behind its city, which no table of counties has."""
    area = _NEW_AREA.match(text, at)
    return area.group() if area else None
