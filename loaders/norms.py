"""What each side must, may or must not do, or is spared: one norm for each modal with its act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.grammar.acts import Act
from loaders.grammar.announced import announces, in_place, leading
from loaders.grammar.bearers import bearer
from loaders.grammar.conduct import Conduct, conduct
from loaders.grammar.reading import Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import opposite
from loaders.grammar.wording import Wording, wording
from ontology.facts import Norm, Role


def read_norms(reading: Reading) -> tuple[Norm, ...]:
    """Every norm of the text, in the order of the text."""
    stated = conduct(reading)
    said = replace(stated, acts={i: in_place(stated, s) for i, s in stated.sentences.items()})
    heads = leading(said)
    norms = [
        norm
        for index, sentence in said.sentences.items()
        for norm in _norms(said, sentence, leads=index in heads)
    ]
    return tuple(sorted(norms, key=lambda norm: norm.start))


def _norms(said: Conduct, sentence: Sentence, *, leads: bool) -> Iterator[Norm]:
    """The norms of a sentence; a head whose items are norms leaves its announcing act to them."""
    before: Role | None = None
    earlier: Wording | None = None
    found = said.acts[sentence.index]
    for act in found:
        before = bearer(said, sentence, act, before)
        earlier = wording(said.reading, act, earlier)
        if not (leads and announces(said.reading, sentence, act, found)):
            yield _norm(said.reading, act, before, earlier)


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
