"""What each side must, may or must not do, or is spared: one norm for each modal with its act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.grammar.acts import Act, acts
from loaders.grammar.announced import announced, announces, heads
from loaders.grammar.bearers import Said, bearer
from loaders.grammar.reading import Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import opposite
from loaders.grammar.wording import Wording, wording
from loaders.phrases import phrase
from ontology.facts import Norm, Role

_BID_FORM = re.compile(
    r"(?:投标|报价|响应|磋商|谈判|授权|声明)[^，。；]{0,16}(?:格式|申请)|偏离表|报价表"
)
"""Forms for the bid bound with the contract bind nobody."""
_DEFINED = re.compile(r"[“\"][^”\"]{1,20}[”\"](?:或[“\"][^”\"]{1,20}[”\"])?\s*[:：]")
"""“培训”：…."""


def read_norms(reading: Reading) -> tuple[Norm, ...]:
    """Every norm of the text, in the order of the text."""
    plain = reading.view.plain
    stated = {s.index: acts(plain, s) for s in reading.sentences if _speaks(reading, s)}
    said = {index: _in_list(reading, stated, index) for index in stated}
    leading = heads(reading, said)
    return tuple(
        norm
        for index in said
        for norm in _norms(reading, said, reading.sentences[index], leads=index in leading)
    )


def _speaks(reading: Reading, sentence: Sentence) -> bool:
    """Cover, signature, preamble, table rows and options not chosen state no norm."""
    if reading.part(sentence) in ("cover", "signature") or sentence.index in reading.unchosen:
        return False
    if any(_BID_FORM.search(heading) for heading in reading.headings(sentence.section)):
        return False
    words = reading.words(sentence)
    if _DEFINED.match(words):
        return False
    return "\t" not in words and not phrase("no_norms", "concludes").search(words)


def _in_list(reading: Reading, stated: Said, index: int) -> tuple[Act, ...]:
    """The acts of a sentence as its place makes them: items take the modality of their head."""
    found = tuple(stated[index])
    if not found:
        return ()
    sentence = reading.sentences[index]
    matter, modality = announced(reading, stated, sentence)
    if matter != "acts" or reading.outline.sections[sentence.section].kind == "preamble":
        return tuple(act for act in found if act.spoken)
    if modality is None:
        return found
    return tuple(act if act.spoken else replace(act, modality=modality) for act in found)


def _norms(reading: Reading, said: Said, sentence: Sentence, *, leads: bool) -> Iterator[Norm]:
    """The norms of a sentence; a head whose items are norms leaves its announcing act to them."""
    before: Role | None = None
    earlier: Wording | None = None
    found = said[sentence.index]
    for act in found:
        before = bearer(reading, said, sentence, act, before)
        earlier = wording(reading, act, earlier)
        if not (leads and announces(reading, sentence, act, found)):
            yield _norm(reading, act, before, earlier)


def _norm(reading: Reading, act: Act, side: Role, said: Wording) -> Norm:
    first, last = reading.view.span(act.start, act.end)
    return Norm(
        modality=act.modality,
        bearer=side,
        counterparty=opposite(side),
        action=said.action,
        condition=said.condition,
        deadline=said.deadline,
        clause=reading.outline.at(act.start).id,
        quote=reading.view.source[first:last],
        start=first,
        end=last,
    )
