"""Exemptions: a side is spared for named events other than force majeure (Civil Code art. 506).

What falls outside a side's duties, and risk that is put on the other side, counts as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import condition_segments, from_condition
from loaders.grammar.lists import items_under
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence, heading_sentence
from loaders.grammar.sides import doers, opposite, role_of, subject
from loaders.words import load, pattern
from ontology.facts import Role, Term

_ANNOUNCED = ("not_liable", "duty_not_applied", "outside_scope")
_OF_PAYERS = ("not_liable", "outside_scope", "borne_by_other", "may_not_claim")
_BORNE = ("own_loss", "borne_by_other")
_ROLES: dict[str, Role] = {"甲方": "buyer", "乙方": "vendor"}
_DENIED = re.compile(r"^不(?:对|就)(.+?)(?:负责|承担)")
"""What a side does not answer for: 不对间接损失承担责任."""
_SPARED = re.compile(r"[对就](?:于)?([^，。；]{4,}?)(?:均|概|也|亦)?$")
"""The same before the denial: 乙方对因甲方操作造成的损失不承担责任."""
_PAYS = re.compile(r"(甲方|乙方)[^，。；甲乙]{0,20}(?:支付|付款|拨付)(?!违约)")
"""Who pays, by the words: a late payer spared is a payment excuse."""
_MORE = re.compile("其[他它]")
"""支付已完成部分的价款，不承担其他责任 spares more than the price."""
_TELLING = 14
"""A cue so long names the event itself: 承担因甲方产品缺陷产生的所有问题."""
_MAKES_GOOD_TOO = re.compile(
    r"[，,](?:并|且|同时)?[^，。；]{0,12}(?:造成|导致)[^，。；]{0,16}损失[^。；]{0,12}赔偿"
)
"""一切责任由乙方负责，造成甲方损失的，乙方应赔偿: the duty to make good says it all."""
_FOLD = re.compile(r"\s*\n\s*")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence, or heading over a list, that spares a side."""
    seen: set[int] = set()
    for hit in (*reading.hits(load("terms/exemption")), *_headings(reading)):
        if hit.sentence.index in seen or reading.part(hit.sentence) == "signature":
            continue
        if _says_otherwise(hit) or _of_force_majeure(hit):
            continue
        side = _protects(hit)
        if side is None or _about_payment(hit, side):
            continue
        seen.add(hit.sentence.index)
        end = max(hit.end, hit.span[1])
        keys = {"protects": side, "events": _events(hit)}
        yield reading.term("exemption", from_condition(hit, 110), end, keys)


def _headings(reading: Reading) -> Iterator[Hit]:
    """The headings that announce what is left out: 下列情形不属于保修范围：."""
    cues = [cue for cue in load("terms/exemption") if cue.id in _ANNOUNCED]
    for number, section in enumerate(reading.outline.sections):
        heading = heading_sentence(reading.view.plain, reading.outline, number)
        if heading is None or not _sign("announces").search(section.heading or ""):
            continue
        for cue in cues:
            if match := cue.pattern.search(section.heading or ""):
                at = heading.start
                yield Hit(reading, cue, heading, at + match.start(), at + match.end())
                break


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("exemption_signs", cue)


def _says_otherwise(hit: Hit) -> bool:
    words = hit.segment_words
    if pattern("liability_cap_signs", "not_applied").search(words):
        return True
    return bool(_sign("no_exemption").search(words) or _sign("conditional").search(words))


def _of_force_majeure(hit: Hit) -> bool:
    """Force majeure alone is a term of its own type; beside other events it leaves those."""
    if any("不可抗力" in heading for heading in hit.reading.headings(hit.sentence.section)):
        return True
    words = hit.sentence_words
    return "不可抗力" in words and not _sign("with_force_majeure").search(words)


def _about_payment(hit: Hit, side: Role) -> bool:
    """A late payment that is no breach is a payment excuse."""
    if side in ("buyer", "vendor") and hit.cue.id == "excepted":
        late = _PAYS.findall(hit.before)
        if side == "vendor" and "乙方" not in late:
            return False
        return any(cue.pattern.search(hit.segment_words) for cue in load("terms/payment_excuse"))
    if side not in ("buyer", "vendor") or hit.cue.id not in _OF_PAYERS or _MORE.search(hit.words):
        return False
    pays = {_ROLES[label] for label in _PAYS.findall(hit.before + hit.words)}
    if len(pays) == 1:
        return side in pays and bool(_sign("payment").search(hit.before + hit.words))
    return side == "buyer" and bool(_sign("payment").search(hit.before + hit.words))


def _makes_good(hit: Hit) -> bool:
    """财产损失由乙方承担全部责任 is a duty to make good; what each bears itself is none."""
    stated = hit.reading.view.plain[hit.sentence.start : hit.span[1]]
    return bool(_sign("made_good").search(stated)) and not _sign("itself").search(stated)


def _protects(hit: Hit) -> Role | None:
    kind, words = hit.cue.id, hit.segment_words
    if kind == "borne_by_other" and _makes_good(hit):
        return None
    if kind in _BORNE:
        return _spared_by_bearer(hit)
    if kind == "may_not_claim":
        return "buyer" if "甲方" in hit.words else "vendor"
    if kind == "excepted" and "视为" in hit.before:
        return None
    if kind == "excepted":
        stated = re.split("[（(，,]", hit.reading.view.plain[hit.span[0] : hit.end])[-1]
        return opposite(_named(_sign("whose_fault"), stated))
    if kind == "outside_scope":
        named = _named(_sign("whose_duty"), hit.words)
        return named or (subject(hit) if "不视" in words or "不构成" in words else "vendor")
    if kind == "duty_not_applied":
        at_fault = _named(_sign("whose_fault"), hit.before)
        return opposite(at_fault) or _doer(hit) or _bound(hit)
    unrelated = next((side for word, side in _ROLES.items() if f"与{word}无" in hit.words), None)
    if unrelated:
        return unrelated
    if _sign("mutual").search(words):
        return "both"
    freed = next((side for word, side in _ROLES.items() if f"使{word}" in hit.segment_words), None)
    return freed or _doer(hit)


def _doer(hit: Hit) -> Role | None:
    own = [m for m in doers(hit.sentence, hit.span[0], hit.start) if m.who != "third_party"]
    return role_of(hit.reading, hit.sentence, own[-1]) if own else subject(hit)


def _bound(hit: Hit) -> Role:
    """The one side that the other sentences of the article bind, else both."""
    reading = hit.reading
    article = reading.path(hit.sentence.section)[-1]
    bound = pattern("side_signs", "bound")
    sides = {
        role_of(reading, sentence, m)
        for sentence in reading.sentences
        if reading.path(sentence.section)[-1] == article
        for m in doers(sentence, sentence.start, sentence.end)
        if bound.search(reading.view.plain[m.end : m.end + 8])
    }
    return sides.pop() if len(sides) == 1 else "both"


def _named(cue: re.Pattern[str], words: str) -> Role | None:
    match = cue.search(words)
    return _ROLES[next(group for group in match.groups() if group)] if match else None


def _spared_by_bearer(hit: Hit) -> Role | None:
    """The other side of who bears it; answering for one's own wrong spares nobody."""
    bearer = (
        _named(_sign("bearer"), hit.words) or _named(_sign("bearer"), hit.segment_words)
    ) or subject(hit)
    words = hit.sentence_words
    infringes = bearer != "buyer" and _sign("warranted").search(words)
    infringes = infringes or _sign("no_infringing").search(words)
    start = hit.sentence.segments[max(0, hit.segment - 1)][0]
    near = hit.reading.view.plain[start : hit.span[1]]
    if infringes or _sign("otherwise").search(near):
        return None
    return opposite(bearer) if _for_an_event(hit, bearer) else None


def _for_an_event(hit: Hit, bearer: Role | None) -> bool:
    wrong = bool(_sign("breach" if bearer == "buyer" else "own_wrong").search(hit.before))
    if hit.cue.id == "own_loss":
        return not wrong or bool(pattern("side_signs", "grants").search(hit.before))
    if _sign("consequence").search(hit.words) and _sign("power").search(hit.before):
        wrong = False
    if wrong or _sign("loss").search(hit.before + hit.segment_words):
        return False
    if _MAKES_GOOD_TOO.match(hit.after):
        return False
    return bool(condition_segments(hit)) or len(hit.before) > 6 or len(hit.words) > _TELLING


def _events(hit: Hit) -> list[str]:
    """The events as the contract words them: of a list, its items; of an exception, its words."""
    reading = hit.reading
    items = items_under(hit) if hit.sentence.index >= 0 else _below(hit)
    spans: list[tuple[int, int]] = [(item.start, item.end) for item in items]
    if spans:
        return [_words(reading, start, end) for start, end in spans]
    if hit.cue.id == "excepted":
        return [_words(reading, hit.span[0], hit.end - len("除外"))]
    if denied := _DENIED.search(hit.words):
        return [_words(reading, hit.start + denied.start(1), hit.start + denied.end(1))]
    stated = [_words(reading, start, end) for start, end in condition_segments(hit)]
    stated = [words for words in stated if not words.startswith("除")]
    if not stated and (spared := _SPARED.search(reading.view.plain[hit.span[0] : hit.start])):
        stated = [_words(reading, *(hit.span[0] + at for at in spared.span(1)))]
    return ["，".join(stated)] if stated else []


def _below(hit: Hit) -> tuple[Sentence, ...]:
    """The first sentences of the clauses under a heading."""
    reading, number = hit.reading, hit.sentence.section
    sections = reading.outline.sections
    return tuple(
        s for s in reading.sentences if sections[s.section].parent == number and s.previous is None
    )


def _words(reading: Reading, start: int, end: int) -> str:
    return _FOLD.sub("", reading.view.quote(start, end)).strip()
