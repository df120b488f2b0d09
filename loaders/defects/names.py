"""Finds one thing under two names, and the names of other projects left in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.defects.likeness import likeness
from loaders.words import load
from loaders.words.opening import compiled
from ontology.facts import Defect

_QUOTED = re.compile(r"[“《\"](?P<name>[^“”《》\"\n]{7,60})[”》\"]")
_PROJECT_LIKE, _TITLE_LIKE, _PARTY_LIKE = 0.6, 0.7, 0.4
_HEAD_LINES, _LONGEST_TITLE, _SHORTEST_TITLE, _TITLE_LIKE_TITLE = 60, 40, 6, 0.5
_SHORTEST, _SHORTEST_PARTY, _SHORTEST_PROPER = 7, 5, 4
_FEW = 2
_OWN_SHARE = 0.4
"""A name of which a larger share of characters is the project's own is no foreign one."""


def read(ground: Ground) -> Iterator[Defect]:
    """Projects, contracts and parties with two names, and systems of other projects."""
    yield from _projects(ground)
    yield from _titles(ground)
    yield from _parties(ground)
    yield from _foreign(ground)
    yield from _institutions(ground)


def _institutions(ground: Ground) -> Iterator[Defect]:
    """师生 in a contract of a tax office: people of another institution, named once or twice."""
    contract = ground.contract
    named = [party.name for party in ground.parties]
    own = "".join(filter(None, (contract.title, contract.project, *named)))
    buyer = any(party.name for party in ground.parties if party.role == "buyer")
    for cue in load("defects/institutions"):
        found = [m for m in ground.finds(cue) if ground.speaks(m.start())]
        if buyer and 0 < len(found) <= _FEW and not re.search(cue.means, own):
            detail = "本合同当事人并非此类单位"
            yield ground.defect("foreign_reference", *found[0].span(), detail)


def _projects(ground: Ground) -> Iterator[Defect]:
    project, title = (
        _core(name or "") for name in (ground.contract.project, ground.contract.title)
    )
    seen: set[str] = set()
    for match in _QUOTED.finditer(ground.plain):
        name, core = match["name"], _core(match["name"])
        if not ground.speaks(match.start()) or len(core) < _SHORTEST or core in seen:
            continue
        paper = pattern("names", "contract_end").search(name)
        if not paper and not pattern("names", "project_end").search(name):
            continue
        if any(core in own or own in core for own in (project, title) if own):
            continue
        if _near(core, project, _PROJECT_LIKE) or (paper and _near(core, title, _TITLE_LIKE)):
            seen.add(core)
            own = ground.contract.project or ground.contract.title
            yield ground.defect("name_mismatch", *match.span("name"), f"他处名称为“{own}”")


def _titles(ground: Ground) -> Iterator[Defect]:
    """Two titles above the clauses that are nearly one: on the cover and over the parties."""
    first = next((s.start for s in ground.sections if s.kind == "numbered"), 0)
    above = [(start, line.strip()) for start, line in ground.lines if start < first]
    titles = [
        (start, line)
        for start, line in above[:_HEAD_LINES]
        if len(line) <= _LONGEST_TITLE and pattern("names", "contract_end").search(line)
    ]
    for (start, one), (_, other) in pairwise(titles):
        apart = one not in other and other not in one and len(one) >= _SHORTEST_TITLE
        if apart and likeness(one, other) >= _TITLE_LIKE_TITLE and _same_end(one, other):
            yield ground.defect("name_mismatch", start, start + len(one), f"他处名称为“{other}”")


def _same_end(one: str, other: str) -> bool:
    return one.rstrip("书")[-2:] == other.rstrip("书")[-2:]


def _near(core: str, own: str, least: float) -> bool:
    return len(own) >= _SHORTEST and likeness(core, own) >= least


def _core(name: str) -> str:
    """A name without years, lots and brackets, and without what kind of paper it stands on."""
    return pattern("names", "kind_of_paper").sub("", pattern("names", "beside").sub("", name))


def _parties(ground: Ground) -> Iterator[Defect]:
    """A party that signs, or stands elsewhere, under nearly the name that it has in the head."""
    for party in ground.parties:
        own = party.name
        if not own or party.role not in ("buyer", "vendor"):
            continue
        said = [name for name, role in ground.reading.roles.scopes[0].names if role == party.role]
        for name in said:
            if not _is_other_name(name, own) or _is_short_name(name, ground.source):
                continue
            at = _apart(ground.source, name, own)
            if at is not None:
                start = ground.view_offset(at)
                end = ground.view_offset(at + len(name) - 1) + 1
                yield ground.defect("name_mismatch", start, end, f"他处名称为“{own}”")


def _is_short_name(name: str, source: str) -> bool:
    return re.search(f'称[为：:]?[“"]?{re.escape(name)}', source) is not None


def _apart(source: str, name: str, own: str) -> int | None:
    """Where a name stands that is not part of the full one."""
    inside = [m.span() for m in re.finditer(re.escape(own), source)]
    places = (m.start() for m in re.finditer(re.escape(name), source))
    return next((at for at in places if not any(a <= at < b for a, b in inside)), None)


def _is_other_name(name: str, own: str) -> bool:
    one, two = (re.sub(r"[\s（）()]", "", words) for words in (name, own))
    if one == two or two.startswith(one) or one.startswith(two) or len(one) < _SHORTEST_PARTY:
        return False
    first, second = (pattern("names", "company_end").sub("", words) for words in (name, own))
    return two.endswith(one) or likeness(first, second) >= _PARTY_LIKE


@cache
def _plain_words() -> re.Pattern[str]:
    return compiled("|".join(cue.source for cue in load("defects/plain_system_words")))


def _foreign(ground: Ground) -> Iterator[Defect]:
    """A system that the clauses are about and that has nothing of the project's name."""
    contract = ground.contract
    if not _plain_words().sub("", contract.project or ""):
        return
    parties = (party.name for party in ground.parties)
    own = "".join(word or "" for word in (contract.project, contract.title, *parties))
    seen: set[str] = set()
    for match in pattern("names", "subject").finditer(ground.plain):
        proper = _plain_words().sub("", match.group())
        if match.group() in seen or len(proper) < _SHORTEST_PROPER:
            continue
        shared = sum(char in own for char in proper)
        if shared < _OWN_SHARE * len(proper) and ground.speaks(match.start()):
            seen.add(match.group())
            yield ground.defect("foreign_reference", *match.span(), "他项目名称，非本项目所有")
