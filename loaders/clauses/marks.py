"""Finds where sections may begin: labels, titles, annexes, signatures, lists within a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders import numbering
from loaders.clauses import instruments, titles
from loaders.layout import paragraphs
from loaders.layout.paragraphs import Paragraph, Role
from loaders.numbering import Label
from loaders.text import Text

_MEMBER = re.compile(
    r"[（(][ ]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[a-hA-H])[ ]?[）)]|[①-⒇]"
    r"|(?<=[：:；;。，,、 ])(?:[0-9]{1,2}[、.）](?![0-9])|[a-hA-H][.、）]|[一二三四五六七八九十]、)"
)
_NO_MEMBER_BEFORE = re.compile(r"(?:第|[款项条件表和或及与至]|附)$")


@dataclass(frozen=True, slots=True)
class Mark:
    """What begins at `start` of the plain text; `words` run to the end of the line or next mark.

    `level` is that of a marked heading, 0 where there is none.
    """

    role: Role
    start: int
    words: str
    label: Label | None = None
    level: int = 0
    inline: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.words)


def find(text: Text) -> tuple[Mark, ...]:
    """Every mark of a text and the lines between them, in order."""
    found = paragraphs.read(text)
    instruments.mark(found)
    titles.mark(found)
    return tuple(mark for paragraph in found if paragraph.words for mark in _marks(paragraph))


def _marks(paragraph: Paragraph) -> Iterator[Mark]:
    """The mark that a line begins with, and those of the list within it."""
    cuts = [] if paragraph.row else list(_members(paragraph))
    role: Role = paragraph.role or ("label" if paragraph.label else "text")
    stop = cuts[0].start if cuts else len(paragraph.words)
    if stop or role != "text":
        yield Mark(role, paragraph.start, paragraph.words[:stop], paragraph.label, paragraph.level)
    for i, label in enumerate(cuts):
        stop = cuts[i + 1].start if i + 1 < len(cuts) else len(paragraph.words)
        words = paragraph.words[label.start : stop]
        shifted = Label(
            label.kind, label.number, label.text, 0, label.end - label.start, label.weak
        )
        yield Mark("label", paragraph.start + label.start, words, shifted, inline=True)


def _members(paragraph: Paragraph) -> Iterator[Label]:
    """Labels within a line that count from one, or on from the label of the paragraph."""
    found: dict[str, list[Label]] = {}
    for match in _MEMBER.finditer(paragraph.words, paragraph.label.end if paragraph.label else 0):
        if _NO_MEMBER_BEFORE.search(paragraph.words[max(0, match.start() - 1) : match.start()]):
            continue
        label = numbering.match(paragraph.words, lambda _: False, match.start())
        if label and label.end - label.start <= 6:
            found.setdefault(label.kind, []).append(label)
    chosen = [
        label for kind, labels in found.items() for label in _counted(kind, labels, paragraph)
    ]
    yield from sorted(chosen, key=lambda label: label.start)


def _counted(kind: str, labels: Sequence[Label], paragraph: Paragraph) -> Iterator[Label]:
    expected = paragraph.label.last + 1 if paragraph.label and paragraph.label.kind == kind else 1
    run: list[Label] = []
    for label in labels:
        if run and label.start - run[-1].end < 2:
            # （1）（2）项: numbers named together, not items.
            run, expected = [], 1
        if label.last == expected:
            run.append(label)
            expected += 1
        elif label.last == 1 and expected != 2:
            if len(run) > 1 or (run and run[0].last > 1):
                yield from run
            run, expected = [label], 2
    if len(run) > 1 or (run and run[0].last > 1):
        yield from run
