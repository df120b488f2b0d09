"""Builds the tree of clauses over a text, whatever mixture of numbering it uses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from loaders import marks, titles
from loaders.folding import HAN
from loaders.marks import Mark
from loaders.numbering import ANNEX, DECIMAL, Label
from loaders.sequence import HEADING, INSTRUMENT, BreakKind, Node, Place, Tree, rank
from loaders.text import BLANK, Text
from ontology.facts import Clause, Part

PREAMBLE = "前言"
SIGNATURE = "签署"

Kind = Literal["preamble", "numbered", "heading", "annex", "instrument", "signature"]

HEADING_CHARS = 30
"""A heading has no more."""

_HEADING_END = re.compile("[。；;，,、！？]$")
_SENTENCE = re.compile("[。；;]")


@dataclass(frozen=True, slots=True)
class Section:
    """A clause: `[start, end)` of the plain text with all below it, `[start, own_end)` its own.

    The label and heading end at `head_end`. `parent` indexes the sections; `number` is what the
    label counts, empty where there is none; `form` is the kind of label, as in `numbering.Label`.
    """

    id: str
    label: str | None
    heading: str | None
    parent: int | None
    start: int
    end: int
    own_end: int
    head_end: int
    depth: int
    part: Part
    kind: Kind
    form: str
    number: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NumberingBreak:
    """A label that does not go on with the list it stands in; `section` indexes the sections."""

    section: int
    kind: BreakKind


@dataclass(frozen=True, slots=True)
class Outline:
    """The clause tree of a text, in document order."""

    text: Text
    sections: tuple[Section, ...]
    numbering_breaks: tuple[NumberingBreak, ...]
    starts: tuple[int, ...]

    def at(self, offset: int) -> Section:
        """The deepest section that holds an offset of the plain text."""
        return self.sections[self.index_at(offset)]

    def index_at(self, offset: int) -> int:
        """The index of the deepest section that holds an offset of the plain text."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def to_clauses(self) -> tuple[Clause, ...]:
        """The sections as facts, in offsets of the source."""
        return tuple(self._clause(section) for section in self.sections)

    def _clause(self, section: Section) -> Clause:
        start, end = (
            self.text.span(section.start, section.end) if section.end > section.start else (0, 0)
        )
        parent = None if section.parent is None else self.sections[section.parent].id
        return Clause(section.id, section.label, section.heading, parent, start, end, section.part)


@dataclass(slots=True)
class _Draft:
    """A section whose end is not known yet."""

    node: Node
    kind: Kind
    start: int
    head_end: int
    label: Label | None
    heading: str | None
    part: Part
    id: str = ""


def outline(text: Text) -> Outline:
    """The clause tree of a text; odd numbering is kept and noted, never an error."""
    found = marks.find(text)
    tree = Tree()
    drafts: list[_Draft] = []
    breaks: list[NumberingBreak] = []
    for mark in found:
        draft, fault = (None, None) if mark.role == "text" else _open(tree, mark)
        if draft is None:
            if not drafts:
                drafts.append(_preamble(tree))
            tree.read(mark.words, heading=False)
            continue
        if fault:
            breaks.append(NumberingBreak(len(drafts), fault))
        drafts.append(draft)
    drafts = drafts or [_preamble(tree)]
    return _finish(text, drafts, breaks)


def _preamble(tree: Tree) -> _Draft:
    """The section of what stands before the first label."""
    node = tree.open("", (), tree.root)
    tree.stack.pop()
    return _Draft(node, "preamble", 0, 0, None, None, "cover")


def _open(tree: Tree, mark: Mark) -> tuple[_Draft | None, BreakKind | None]:
    """Opens the section that a mark begins; none if its number fits nowhere."""
    if tree.top.kind == SIGNATURE:
        tree.stack.pop()
    if mark.role == "label" and mark.label is not None:
        tree.leave(mark.level)
        placed = tree.place(mark.label)
        if placed is None:
            return None, None
        label, place = placed
        return _labelled(tree, mark, label, place), place.fault
    if mark.role == "annex" and mark.label is not None:
        node = tree.open(ANNEX, mark.label.number, tree.root)
        return _headed(tree, node, mark, "annex"), None
    if mark.role == "instrument":
        return _headed(tree, tree.open(INSTRUMENT, (), tree.root), mark, "instrument"), None
    if mark.role == "signature":
        node = tree.open(SIGNATURE, (), _container(tree))
        draft = _Draft(node, "signature", mark.start, mark.start, None, None, "signature")
        tree.read(mark.words, heading=False)
        return draft, None
    node = tree.open(HEADING, (), tree.for_heading(mark.level))
    node.level = mark.level
    return _headed(tree, node, mark, "heading"), None


def _container(tree: Tree) -> Node:
    """The annex or instrument that the text is in, else the root."""
    found = (node for node in tree.stack if node.kind in (ANNEX, INSTRUMENT))
    return next(found, tree.root)


def _labelled(tree: Tree, mark: Mark, label: Label, place: Place) -> _Draft:
    node = tree.open(label.kind, label.number, place.parent)
    node.level = mark.level
    heading = None if mark.inline else _title(mark.words[label.end :])
    if heading and rank(label.kind) >= 7 and _ACT.search(heading):
        heading = None
    tree.read(mark.words, heading=heading is not None)
    head_end = mark.end + 1 if heading else mark.start + label.end
    return _Draft(node, "numbered", mark.start, head_end, label, heading, "body")


def _headed(tree: Tree, node: Node, mark: Mark, kind: Kind) -> _Draft:
    words = mark.words[mark.label.end :] if mark.label else mark.words
    heading = words.strip("：: \n") or None
    tree.read("", heading=True)
    part: Part = "annex" if kind in ("annex", "instrument") else "body"
    return _Draft(node, kind, mark.start, mark.end + 1, mark.label, heading, part)


_DUTY = re.compile("应当|必须|不得|有权|[方人]应|[方人]须|可以|负责")


_ACT = re.compile("可[由在将要向按]|由[甲乙]方|[甲乙]方[向可将在]")


def _title(words: str) -> str | None:
    """The words behind a label, if they are a title rather than a sentence."""
    words = words.strip(" ").rstrip("：:")
    if not words or len(words) > HEADING_CHARS or BLANK in words:
        return None
    if re.search("[。；;，,！？!?：:]", words) or _DUTY.search(words):
        return None
    return words


def _finish(text: Text, drafts: Sequence[_Draft], breaks: Sequence[NumberingBreak]) -> Outline:
    """Gives every section its end, part and id."""
    ends = _ends(drafts, len(text.plain))
    labels = [d.label for d in drafts if d.label and d.kind == "numbered"]
    numbered = titles.is_numbered(labels, text.plain.count("\n") + 1)
    first = next((i for i, d in enumerate(drafts) if d.kind == "numbered"), 0) if numbered else 0
    used: Counter[str] = Counter()
    sections: list[Section] = []
    for i, draft in enumerate(drafts):
        own_end = drafts[i + 1].start if i + 1 < len(drafts) else len(text.plain)
        parent = draft.node.parent
        if parent is not None and draft.part == "body":
            draft.part = drafts[parent].part
        if draft.kind == "heading" and i < first:
            draft.part = "cover"
        _settle_heading(draft, own_end, leaf=ends[i] == own_end)
        draft.id = _unique(_path(draft, None if parent is None else drafts[parent]), used)
        sections.append(_section(text, draft, own_end, ends[i]))
    return Outline(text, tuple(sections), tuple(breaks), tuple(s.start for s in sections))


def _settle_heading(draft: _Draft, own_end: int, *, leaf: bool) -> None:
    """An item of a list that is all on one line holds words, not a heading."""
    draft.head_end = min(draft.head_end, own_end)
    if draft.kind != "numbered" or draft.heading is None or draft.label is None or not leaf:
        return
    if draft.head_end >= own_end and rank(draft.label.kind) >= 6:
        draft.heading = None
        draft.head_end = min(draft.start + draft.label.end, own_end)


def _ends(drafts: Sequence[_Draft], length: int) -> list[int]:
    ends = [length] * len(drafts)
    open_: list[int] = []
    for i, draft in enumerate(drafts):
        while open_ and drafts[open_[-1]].node.depth >= draft.node.depth:
            ends[open_.pop()] = draft.start
        open_.append(i)
    return ends


def _section(text: Text, draft: _Draft, own_end: int, end: int) -> Section:
    label = None
    if draft.label is not None:
        first = draft.start + draft.label.start
        label = re.sub(r"\s", "", text.quote(first, draft.start + draft.label.end))
    return Section(
        id=draft.id,
        label=label,
        heading=draft.heading,
        parent=draft.node.parent,
        start=draft.start,
        end=end,
        own_end=own_end,
        head_end=draft.head_end,
        depth=draft.node.depth,
        part=draft.part,
        kind=draft.kind,
        form=draft.node.kind,
        number=draft.node.number,
    )


_WIDE = str.maketrans("（）：", "():")


def _path(draft: _Draft, parent: _Draft | None) -> str:
    step = _step(draft, parent)
    return f"{parent.id}.{step}" if parent else step


def _step(draft: _Draft, parent: _Draft | None) -> str:
    """The last part of an id: the label without its punctuation, or the heading."""
    label, node = draft.label, draft.node
    if label is None:
        fixed = {"preamble": PREAMBLE, "signature": SIGNATURE}.get(draft.kind)
        return fixed or re.sub(rf"[^{HAN}A-Za-z0-9]", "", draft.heading or "")[:20] or draft.kind
    if node.kind == DECIMAL:
        parts = node.number
        if parent and parent.node.kind == DECIMAL and parts[:-1] == parent.node.number:
            parts = parts[-1:]
        elif parent and rank(parent.node.kind) == 8 and parts[:1] == parent.node.number:
            parts = parts[1:]
        return ".".join(map(str, parts))
    words = re.sub(r"\s", "", label.text).translate(_WIDE)
    if words.startswith("("):
        return words.rstrip("、.:")
    return words.rstrip("、.:")


def _unique(wanted: str, used: Counter[str]) -> str:
    used[wanted] += 1
    if used[wanted] == 1:
        return wanted
    while (found := f"{wanted}~{used[wanted]}") in used:
        used[wanted] += 1
    used[found] = 1
    return found
