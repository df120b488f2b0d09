"""Builds the tree of clauses over a text, whatever mixture of numbering it uses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from loaders.clauses import clause_ids, marks, titles
from loaders.clauses.clause_ids import PREAMBLE, SIGNATURE, TAIL
from loaders.clauses.marks import Mark
from loaders.clauses.ranks import HEADING, INSTRUMENT, Rank, rank
from loaders.clauses.sequence import BreakKind, Node, Place, Tree
from loaders.numbering import ANNEX, Label
from loaders.text import Text
from ontology.facts import Clause, Part

Kind = Literal["preamble", "numbered", "heading", "tail", "annex", "instrument", "signature"]


@dataclass(frozen=True, slots=True)
class Section:
    """A clause: `[start, end)` of the plain text with all below it, `[start, own_end)` its own.

    The label and heading end at `head_end`. `parent` indexes the sections; `number` is what the
    label counts, empty where there is none; `form` is the kind of label, as in `numbering.Label`.
    A `tail` is what a clause says after the list below it.
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
    """A label that does not go on with the list it stands in.

    `section` indexes the sections, `before` is the sibling that it should have followed.
    """

    section: int
    kind: BreakKind
    before: int | None


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
        empty = section.start == section.end
        start, end = (0, 0) if empty else self.text.span(section.start, section.end)
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
    tree = Tree()
    drafts: list[_Draft] = []
    breaks: list[NumberingBreak] = []
    found = marks.find(text)
    for mark, following in zip(found, _following(found), strict=True):
        draft, fault = _open(tree, mark, following)
        if draft is not None:
            if fault:
                breaks.append(NumberingBreak(len(drafts), fault, _sibling(drafts, draft)))
            drafts.append(draft)
            continue
        if not drafts:
            drafts.append(_preamble(tree))
        tree.read(mark.words, heading=False)
    return _finish(text, drafts or [_preamble(tree)], breaks)


def _following(found: Sequence[Mark]) -> list[Label | None]:
    """For each mark, the next label that begins a line."""
    following: list[Label | None] = []
    label: Label | None = None
    for mark in reversed(found):
        following.append(label)
        label = mark.label if mark.label and not mark.inline else label
    return following[::-1]


def _sibling(drafts: Sequence[_Draft], draft: _Draft) -> int | None:
    """The last numbered section before a draft that hangs under the same parent."""
    for i in range(len(drafts) - 1, -1, -1):
        node = drafts[i].node
        if node.depth < draft.node.depth:
            return None
        if node.depth == draft.node.depth and node.number:
            return i
    return None


def _preamble(tree: Tree) -> _Draft:
    """The section of what stands before the first label."""
    node = tree.open(PREAMBLE, (), tree.root)
    tree.stack.pop()
    return _Draft(node, "preamble", 0, 0, None, None, "cover")


def _open(
    tree: Tree, mark: Mark, following: Label | None
) -> tuple[_Draft | None, BreakKind | None]:
    """Opens the section that a mark begins; none if its number fits nowhere."""
    if mark.role == "text":
        if not tree.ends_list(mark.words, following):
            return None, None
        return _unlabelled(tree, mark, tree.stack[-2], "tail"), None
    if tree.top.kind in (SIGNATURE, TAIL):
        tree.stack.pop()
    if mark.role == "label" and mark.label is not None:
        tree.leave(mark.level)
        placed = tree.place(mark.label, following)
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
        return _unlabelled(tree, mark, _container(tree), "signature"), None
    node = tree.open(HEADING, (), tree.for_heading(mark.level))
    node.level = mark.level
    return _headed(tree, node, mark, "heading"), None


def _container(tree: Tree) -> Node:
    """The annex or instrument that the text is in, else the root."""
    found = (node for node in tree.stack if node.kind in (ANNEX, INSTRUMENT))
    return next(found, tree.root)


def _unlabelled(tree: Tree, mark: Mark, place: Node, kind: Literal["tail", "signature"]) -> _Draft:
    node = tree.open(TAIL if kind == "tail" else SIGNATURE, (), place)
    tree.read(mark.words, heading=False)
    part: Part = "body" if kind == "tail" else "signature"
    return _Draft(node, kind, mark.start, mark.start, None, None, part)


def _labelled(tree: Tree, mark: Mark, label: Label, place: Place) -> _Draft:
    node = tree.open(label.kind, label.number, place.parent)
    node.level = mark.level
    heading = None if mark.inline else titles.behind(label, mark.words)
    tree.read(mark.words, heading=heading is not None)
    head_end = mark.end + 1 if heading else mark.start + label.end
    return _Draft(node, "numbered", mark.start, head_end, label, heading, "body")


def _headed(tree: Tree, node: Node, mark: Mark, kind: Kind) -> _Draft:
    words = mark.words[mark.label.end :] if mark.label else mark.words
    heading = words.strip("：: \n") or None
    tree.read("", heading=True)
    part: Part = "annex" if kind in ("annex", "instrument") else "body"
    return _Draft(node, kind, mark.start, mark.end + 1, mark.label, heading, part)


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
        if parent is not None and draft.part == "body" and drafts[parent].part == "annex":
            draft.part = "annex"
        if draft.kind == "heading" and i < first:
            draft.part = "cover"
        _settle_heading(draft, own_end, leaf=ends[i] == own_end)
        draft.id = _identify(draft, None if parent is None else drafts[parent], used)
        sections.append(_section(text, draft, own_end, ends[i]))
    return Outline(text, tuple(sections), tuple(breaks), tuple(s.start for s in sections))


def _identify(draft: _Draft, parent: _Draft | None, used: Counter[str]) -> str:
    above = (parent.node, parent.id) if parent else None
    return clause_ids.name(draft.node, draft.label, draft.heading, above=above, used=used)


def _settle_heading(draft: _Draft, own_end: int, *, leaf: bool) -> None:
    """An item of a list that is all on one line holds words, not a heading."""
    draft.head_end = min(draft.head_end, own_end)
    if draft.kind != "numbered" or draft.heading is None or draft.label is None or not leaf:
        return
    if draft.head_end >= own_end and rank(draft.label.kind) >= Rank.HAN:
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
