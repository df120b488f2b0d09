"""Finds labels that nothing introduces, and duties of people who do not sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.roles.labels import NEUTRAL, dictionary, introductions, tidy
from loaders.roles.scope import Named
from loaders.text import BLANK
from loaders.words import Cue, load
from ontology.facts import Defect

_MANY_LETTERS = 12
_FEW, _LETTERS, _SHORTEST = 3, 5, 2
_SIDES: tuple[Named, ...] = ("buyer", "vendor")
_BEFORE, _BEHIND = 16, 8
_OF_BIDDING = ("tenderer", "bidder", "winner")
"""中标单位（乙方） introduces 中标单位 alone: 中标供应商 was left over from the tender."""


def read(ground: Ground) -> Iterator[Defect]:
    """Labels left over from another form, goods in a contract of services, duties of outsiders."""
    known = _introduced(ground)
    for cue in load("defects/stray_labels"):
        yield from _stray(ground, cue, known)
    yield from _goods(ground)
    yield from _papers(ground)
    yield from _bases(ground)
    for cue in load("defects/outsiders"):
        for match in ground.finds(cue):
            if ground.speaks(match.start()) and not _signs(ground, match["who"]):
                detail = f"“{match['who']}”不是合同当事人"
                yield ground.defect("third_party_burden", *match.span(), detail)


def _stray(ground: Ground, cue: Cue, known: set[str]) -> Iterator[Defect]:
    """A label that is used in a sentence and introduced nowhere, at its first use."""
    uses: list[tuple[int, re.Match[str]]] = []
    if cue.id.endswith("_letter") and _is_common(ground, cue):
        return
    # The view reads some of these labels as 甲方 or 乙方: look at the words as written.
    for match in ground.finds_written(cue):
        before = ground.source[max(0, match.start() - _BEFORE) : match.start()]
        behind = ground.source[match.end() : match.end() + _BEHIND]
        introduces = _says("opening", before) and _says("closing", behind)
        if introduces or behind[:1] in ("：", ":"):
            return
        at = ground.view_offset(match.start())
        if _says("others", before) or _says("compound", behind) or not ground.speaks(at):
            continue
        if ground.plain[at] != BLANK and ground.reading.sentence_at(at):
            uses.append((at, match))
    words = {tidy(match.group()) for _, match in uses}
    if not uses or (cue.id not in _OF_BIDDING and _stems(words) & _stems(known)):
        return
    left_over = _is_left_over(ground, uses) if _is_letter(words) else not words & known
    if left_over:
        at, match = uses[0]
        end = ground.view_offset(match.end() - 1) + 1
        detail = f"合同未定义“{tidy(match.group())}”"
        yield ground.defect("undefined_term", at, end, detail)


def _is_common(ground: Ground, cue: Cue) -> bool:
    """Whether a label stands so often that nobody left it over; saves looking at each place."""
    return sum(1 for _ in ground.finds_written(cue)) > _MANY_LETTERS


def _is_letter(words: set[str]) -> bool:
    return any(re.fullmatch(NEUTRAL, word) for word in words)


def _is_left_over(ground: Ground, uses: Sequence[tuple[int, re.Match[str]]]) -> bool:
    """Whether 甲方 stands here and there in a text that calls both its sides otherwise."""
    called = [ground.reading.roles.labels(role) for role in _SIDES]
    if not all(any(map(dictionary, labels)) for labels in called) or len(uses) > _LETTERS:
        return False
    # In the view every label of a side reads as a letter: what is introduced, the source says.
    said = {tidy(label) for item in introductions(ground.source) for label in item.labels}
    said |= {label for labels in called for label in labels}
    inside = [ground.instrument(ground.reading.outline.index_at(at)) for at, _ in uses]
    return tidy(uses[0][1].group()) not in said and all(own is None for own in inside)


def _says(meaning: str, words: str) -> bool:
    return pattern("label_places", meaning).search(words) is not None


def _introduced(ground: Ground) -> set[str]:
    """Every label that the text gives to somebody."""
    named = {tidy(label) for item in introductions(ground.plain) for label in item.labels}
    labels = {label for label, _ in ground.reading.roles.scopes[0].labels}
    acting = {label for label in labels if _acts_unnamed(label)}
    said = {tidy(label) for item in introductions(ground.source) for label in item.labels}
    return (named | labels) - (acting - said)


def _acts_unnamed(label: str) -> bool:
    """Whether a word is one that is read as a side though nothing introduces it."""
    return any(cue.pattern.search(f"{label}应") for cue in load("acting_titles"))


def _stems(words: set[str]) -> set[str]:
    return {cue.id for word in words if (cue := dictionary(word))}


def _goods(ground: Ground) -> Iterator[Defect]:
    """货物 here and there in a contract of services: left over from a contract of sale."""
    title = ground.contract.title or ""
    if not _says("service", title) or _says("sale", title):
        return
    for meaning, name in (("goods", "货物"), ("goods_sum", "货款")):
        words = pattern("label_places", meaning)
        places = [m.span() for m in words.finditer(ground.plain) if ground.speaks(m.start())]
        if places and len(places) <= _FEW:
            yield ground.defect("undefined_term", *places[0], f"服务合同中未定义“{name}”")


def _papers(ground: Ground) -> Iterator[Defect]:
    """本招标文件, in a text that is a contract: once, where it first stands in the clauses."""
    for cue in load("defects/labels_of_papers"):
        for match in ground.finds(cue):
            if ground.speaks(match.start()) and ground.reading.sentence_at(match.start()):
                detail = "本文件自称合同，未引入此文件"
                yield ground.defect("undefined_term", *match.span(), detail)
                break


def _signs(ground: Ground, who: str) -> bool:
    return any(party.name and (who in party.name or party.name in who) for party in ground.parties)


def _bases(ground: Ground) -> Iterator[Defect]:
    """A share of a sum whose name stands nowhere else: 按暂定总价的10%, where all is 合同总价."""
    for match in pattern("base_names", "base").finditer(ground.plain):
        noun = match["noun"]
        core = pattern("base_names", "whole").sub("", noun)
        known = pattern("base_names", "known").search(noun) or len(core) < _SHORTEST
        if known or not ground.speaks(match.start()) or ground.plain.count(core) > 1:
            continue
        if ground.reading.sentence_at(match.start()) is not None:
            detail = f"合同价款中没有“{noun}”，数额不明"
            yield ground.defect("undefined_term", *match.span("noun"), detail)
    for match in pattern("base_names", "source").finditer(ground.plain):
        noun = match["noun"]
        known = pattern("base_names", "spoken_of").search(noun) or ground.plain.count(noun) > 1
        if not known and ground.speaks(match.start()):
            detail = f"合同他处没有“{noun}”"
            yield ground.defect("undefined_term", *match.span("noun"), detail)
