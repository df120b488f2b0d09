"""Silence, use and unfounded reasons that count as acceptance: where said, whose, how long."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.grammar.reading import Hit
from loaders.grammar.sides import doers, role_of
from loaders.values.durations import find
from loaders.words import pattern
from ontology.facts import Role
from ontology.values import Json, period_json

_ANSWER = re.compile(r"[答回]复|答覆|回应|反馈")
_BOUNDS = ("within", "at_most", "plain", "before")
_NAMED: dict[str, Role] = {"甲方": "buyer", "乙方": "vendor"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Who owes an answer within what time, said from `start` of the view on."""

    by: Role
    within: Json
    start: int


def answer_owed(hit: Hit) -> Answer | None:
    """The answer that the sentence before owes: 另一方应在15日内答复；逾期未答复的，视为同意."""
    reading, sentence = hit.reading, hit.sentence
    if sentence.previous is None:
        return None
    before = reading.sentences[sentence.previous]
    words = reading.words(before)
    within, sides = silent_for(words), doers(before, before.start, before.end)
    if within is None or not sides or not _ANSWER.search(words):
        return None
    start = before.segments[before.segment_at(sides[-1].start)][0]
    return Answer(role_of(reading, before, sides[-1]), within, start)


def is_silence(words: str) -> bool:
    """Whether the words say that somebody does not act, uses the thing, or has no good reason."""
    return bool(_sees("silent", words) or _sees("used", words) or _sees("unfounded", words))


def silence_start(hit: Hit) -> int | None:
    """Where the words of silence before a deeming begin, with a segment before that says how long;
    `None` where what is deemed is no acceptance by silence."""
    plain = hit.reading.view.plain
    spans = [*hit.sentence.segments[: hit.segment], (hit.span[0], hit.start)]
    begin = hit.span[0] if is_silence(hit.words) else None
    for index in range(len(spans) - 1, -1, -1):
        start, end = spans[index]
        words = plain[start:end] + ("未提" if hit.words.startswith("未") else "")
        if start < end and is_silence(words):
            before = spans[index - 1] if index else None
            timed = before and find(plain[before[0] : before[1]]) and not find(plain[start:end])
            owed = before and words.startswith("否则") and _sees("objects", plain[slice(*before)])
            begin = before[0] if before and (timed or owed) else start
            if not (
                before and plain[start] in "或且并又" and is_silence(plain[before[0] : before[1]])
            ):
                break
    if begin is None or _sees("no_acceptance", plain[begin : hit.end]):
        return None
    return begin


def silent_side(hit: Hit, start: int) -> Role | None:
    """Who accepts by silence: named after 视为, else the one who does not act."""
    reading, sentence = hit.reading, hit.sentence
    named = _sees("who_accepts", reading.view.plain[hit.start : sentence.end])
    if named:
        return _NAMED.get(named.group(1), "both")
    words = reading.view.plain[start : hit.start]
    if urged := _sees("urged", words):
        return "vendor" if urged.group(1) == "甲方" else "buyer"
    if _sees("overseer", words):
        return "third_party"
    spans = [s for s in sentence.segments if start <= s[0] < hit.start]
    keeping = [s for s in spans if is_silence(reading.view.plain[s[0] : min(s[1], hit.start)])]
    near = [m for s in keeping or [(start, hit.start)] for m in doers(sentence, *s)]
    near = near or list(doers(sentence, start, hit.start))
    silent = [m for m in near if m.who != "third_party"]
    if not silent:
        # 乙方对考核结果有异议的，应在三日内提出，逾期视为认可: who may object is silent.
        plain = reading.view.plain
        may_object = [
            s for s in sentence.segments if _sees("objects", plain[s[0] : min(s[1], start)])
        ]
        sides = [m for s in may_object for m in doers(sentence, *s)]
        silent = [m for m in sides if m.who in ("buyer", "vendor")]
    return role_of(reading, sentence, silent[-1]) if silent else None


def silent_for(words: str) -> Json:
    """The first length of time that the words of silence allow."""
    spans = [s for s in find(words) if s.value is not None and s.bound in _BOUNDS]
    allowed = [s for s in spans if s.bound == "within"] or spans
    allowed = allowed or [s for s in find(words) if s.bound == "exceeding"]
    return period_json(allowed[0].value) if allowed else None


def _sees(sign: str, words: str) -> re.Match[str] | None:
    return pattern("acceptance_signs", sign).search(words)
