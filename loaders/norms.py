"""What each side must, may or must not do, or is spared: one norm for each modal with its act."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.acts import Act, acts
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import heading_side, opposite, subject
from loaders.values.durations import find as find_durations
from loaders.words import load
from ontology.facts import Norm, Role
from ontology.values import Json, period_json

_LIST_HEAD = re.compile(r"(?:以下|下列|如下)[^。；]{0,20}$|[:：]$")
_PAYS = re.compile(r"^(?:按[^，。；]{0,40})?(?:支付|付款|拨付|结算|付清)")
_TOGETHER = re.compile(r"协商|补充协议|书面形式(?:变更|修改|告知对方)|共同")


def read_norms(reading: Reading) -> tuple[Norm, ...]:
    """Every norm of the text, in the order of the text."""
    return tuple(norm for s in reading.sentences if _speaks(reading, s) for norm in _norms(reading, s))


def _speaks(reading: Reading, sentence: Sentence) -> bool:
    """Cover, signature, table rows and heads of lists whose items are acts state no norm."""
    if reading.part(sentence) in ("cover", "signature"):
        return False
    words = reading.view.plain[sentence.start : sentence.end + 1].strip()
    after = reading.sentences[sentence.index + 1 : sentence.index + 2]
    announces = bool(after) and after[0].head == sentence.index
    return "\t" not in words and not (announces and _LIST_HEAD.search(words))


def _norms(reading: Reading, sentence: Sentence) -> Iterator[Norm]:
    for act in acts(reading.view.plain, sentence):
        yield _norm(reading, sentence, act)


def _norm(reading: Reading, sentence: Sentence, act: Act) -> Norm:
    bearer = _bearer(reading, sentence, act)
    plain = reading.view.plain
    first, last = reading.view.span(act.start, act.end)
    return Norm(
        modality=act.modality,
        bearer=bearer,
        counterparty=opposite(bearer),
        action=_source(reading, act.act, act.end),
        condition=_condition(reading, act),
        deadline=_deadline(plain[act.start : act.end]),
        clause=reading.outline.at(act.start).id,
        quote=reading.view.source[first:last],
        start=first,
        end=last,
    )


def _source(reading: Reading, start: int, end: int) -> str:
    return reading.view.quote(start, end).strip() if start < end else ""


def _condition(reading: Reading, act: Act) -> str | None:
    """The words before the last comma in front of the modal."""
    stated = reading.view.plain[act.start : act.modal]
    cut = max(stated.rfind("，"), stated.rfind(","))
    return _source(reading, act.start, act.start + cut) or None if cut > 0 else None


def _bearer(reading: Reading, sentence: Sentence, act: Act) -> Role:
    """The doer; where the words name nobody, who pays the price, both who talk, or who performs."""
    hit = Hit(reading, load("modals")[0], sentence, act.modal, max(act.act, act.modal + 1))
    side = subject(hit, causees=False) or heading_side(reading, sentence)
    if side is not None:
        return side
    words = reading.view.plain[act.start : act.end]
    if _TOGETHER.search(words):
        return "both"
    return "buyer" if _PAYS.search(words) else "vendor"


def _deadline(words: str) -> Json:
    for span in find_durations(words):
        if span.value is not None and (span.bound in ("within", "before") or span.value == "immediate"):
            return period_json(span.value)
    return None
