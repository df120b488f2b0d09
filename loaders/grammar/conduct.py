"""All that a text says of conduct: the acts of each sentence, and the head that governs a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loaders.grammar.acts import Act, acts
from loaders.grammar.reading import Reading
from loaders.grammar.sentences import Sentence, heading_sentence
from loaders.words import pattern

_BID_FORM = re.compile(
    r"(?:投标|报价|响应|磋商|谈判|授权|声明)[^，。；]{0,16}(?:格式|申请)|偏离表|报价表"
)
"""Forms for the bid bound with the contract bind nobody."""
_DEFINED = re.compile(r"[“\"][^”\"]{1,20}[”\"](?:或[“\"][^”\"]{1,20}[”\"])?\s*[:：]")
"""“培训”：…."""
LISTS = re.compile(r"以下|下列|如下|下述")


@dataclass(frozen=True, slots=True)
class Conduct:
    """The sentences that may state norms, and headings that announce some, with their acts.

    Both are keyed by the index of the sentence; a heading's index lies below zero.
    """

    reading: Reading
    sentences: Mapping[int, Sentence]
    acts: Mapping[int, tuple[Act, ...]]

    def head(self, sentence: Sentence) -> Sentence | None:
        """The head of the list that a sentence belongs to, be it a sentence or a heading."""
        if sentence.head is not None:
            return self.reading.sentences[sentence.head]
        for section in self.reading.path(sentence.section):
            if (found := self.sentences.get(-1 - section)) and found.index != sentence.index:
                return found
        return None


def conduct(reading: Reading) -> Conduct:
    """What the sentences and announcing headings of a text say."""
    plain = reading.view.plain
    sentences = {s.index: s for s in (*_headings(reading), *reading.sentences)}
    speaking = {index: s for index, s in sentences.items() if _speaks(reading, s)}
    return Conduct(reading, speaking, {i: acts(plain, s) for i, s in speaking.items()})


def _headings(reading: Reading) -> Iterator[Sentence]:
    """The headings that announce acts or grounds: 下列情况乙方不承担责任：."""
    plain = reading.view.plain
    for number, section in enumerate(reading.outline.sections):
        if not section.heading:
            continue
        found = heading_sentence(plain, reading.outline, number)
        if found is None:
            continue
        announcing = plain[found.end : found.end + 1] in ("：", ":") or LISTS.search(
            section.heading
        )
        if announcing and any(act.spoken for act in acts(plain, found)):
            yield found


def _speaks(reading: Reading, sentence: Sentence) -> bool:
    """Cover, signature, preamble, table rows and options not chosen state no norm."""
    if reading.part(sentence) in ("cover", "signature") or sentence.index in reading.unchosen:
        return False
    if any(_BID_FORM.search(heading) for heading in reading.headings(sentence.section)):
        return False
    words = reading.words(sentence)
    if _DEFINED.match(words):
        return False
    return "\t" not in words and not pattern("no_norms", "concludes").search(words)
