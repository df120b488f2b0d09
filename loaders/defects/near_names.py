"""Finds names that differ from a known one in a character or two, and offices nobody introduced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.layout.folding import HAN, NUMERALS
from loaders.words import load
from ontology.facts import Defect

_SHORTEST, _LONGEST, _MOST = 7, 30, 2
_EDGE = 2
_CALLED = re.compile(
    rf"[“《\"](?P<name>[{HAN}A-Za-z0-9]{{{_SHORTEST - 3},{_LONGEST}}}"
    r"(?:系统|平台|项目|软件|公司|工程|网站|小程序|中心|局))[”》\"]"
)
_COUNTS = re.compile(rf"[0-9A-Za-z{NUMERALS}上下东西南北前后甲乙丙正副总分新旧]")
_ENOUGH = 3


def read(ground: Ground) -> Iterator[Defect]:
    """One fault for each misspelling of a name, and for each office that is no party."""
    done: set[str] = set()
    head = next((s.start for s in ground.sections if s.kind == "numbered"), 0)
    for name in _names(ground):
        middle = len(name) - 2 * _EDGE
        first, last = re.escape(name[:_EDGE]), re.escape(name[-_EDGE:])
        like = re.compile(f"{first}[{HAN}]{{{middle - _MOST},{middle + 1}}}{last}")
        for match in like.finditer(ground.source):
            words = match.group()
            at = ground.view_offset(match.start())
            if words in done or name in words or words in name or ground.is_silent(at):
                continue
            if (name == ground.contract.title and at < head) or not _is_misspelt(words, name):
                continue
            done.add(words)
            end = ground.view_offset(match.end() - 1) + 1
            own = ground.plain.find(name)
            if own >= 0 and ground.plain.count(words) > ground.plain.count(name):
                at, end = own, own + len(name)
            yield ground.defect("name_mismatch", at, end, "他处名称与此相差一两字")
    yield from _outside(ground)


def _names(ground: Ground) -> tuple[str, ...]:
    """The names that the text gives to its project, its system and its sides."""
    contract = ground.contract
    found = [
        contract.project or "",
        contract.title or "",
        *(party.name or "" for party in ground.parties),
    ]
    quoted = [m["name"] for m in _CALLED.finditer(ground.source)]
    found += [name for name in quoted if ground.source.count(name) > 1]
    fit = (name for name in found if _SHORTEST <= len(name) <= _LONGEST)
    return tuple(dict.fromkeys(fit))


def _is_misspelt(words: str, name: str) -> bool:
    """Whether words are a name with up to two characters changed, or one too many or too few."""
    if len(words) == len(name):
        pairs = [(a, b) for a, b in zip(words, name, strict=True) if a != b]
        changed = "".join(a + b for a, b in pairs)
        return len(pairs) <= _MOST and not _COUNTS.search(changed)
    if abs(len(words) - len(name)) == _MOST:
        return _drops_a_word(words, name)
    short, long = sorted((words, name), key=len)
    return any(
        long[:i] + long[i + 1 :] == short and not _COUNTS.match(long[i]) for i in range(len(long))
    )


def _drops_a_word(words: str, name: str) -> bool:
    """Whether a long name lost two characters side by side: 旅客列车保洁, 旅客保洁."""
    if len(words) > len(name) or len(name) < 2 * _SHORTEST - _MOST:
        return False
    gone = (name[:i] + name[i + _MOST :] == words for i in range(_EDGE, len(name) - _MOST))
    return any(gone)


def _is_known(org: str, known: str, nameless: bool) -> bool:
    return org in known if nameless else org[:_EDGE] in known


def _outside(ground: Ground) -> Iterator[Defect]:
    """An office of another place, or of no named side, that acts in a clause."""
    named = [word for party in ground.parties for word in (party.name, party.address)]
    known = "".join(filter(None, (*named, ground.contract.title, ground.contract.project)))
    nameless = any(not party.name for party in ground.parties if party.role == "buyer")
    seen: set[str] = set()
    for cue in load("defects/outside_names"):
        if cue.id == "authority":
            continue
        for match in ground.finds(cue):
            org = match["org"]
            at = match.start("org")
            if org in seen or _is_known(org, known, nameless) or not ground.speaks(at):
                continue
            if pattern("outside_names", "authority").search(org) or f"称“{org}" in ground.plain:
                continue
            if ground.reading.sentence_at(at) is None or not ground.as_written(*match.span("org")):
                continue
            seen.add(org)
            kind = "undefined_term" if nameless or cue.id == "branch" else "foreign_reference"
            yield ground.defect(kind, *match.span("org"), "合同未说明其为何方，亦无此当事人")
