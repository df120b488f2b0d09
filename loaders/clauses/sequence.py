"""Hangs numbered labels into a tree by their sequence: who opened the list that this goes on with.

No form of label has a fixed level; a fixed order only decides where nothing was counted yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from loaders.clauses.ranks import HEADING, Rank, family, rank
from loaders.numbering import BARE, DECIMAL, Label, as_roman

BreakKind = Literal["repeated", "skipped", "mixed", "restarted"]

MAX_DEPTH = 12
"""Levels of a tree; whatever is deeper hangs at the last of them."""

MAX_GAP = 5
"""Numbers that a list of items may leave out and still be one list."""


@dataclass(slots=True)
class Node:
    """A section while the tree grows; `lists` holds the last number of each list under it."""

    index: int
    kind: str
    number: tuple[int, ...]
    parent: int | None
    depth: int
    lists: dict[str, int] = field(default_factory=dict)
    families: dict[str, int] = field(default_factory=dict)
    decimals: dict[tuple[int, ...], int] = field(default_factory=dict)
    last: int = 0
    level: int = 0
    """Of the heading mark before its label, as in `Text.headings`."""
    bare_heading: bool = False
    """Whether nothing but its heading was read so far."""
    announces: bool = False
    """Whether its last words end in a colon."""
    announced: bool = False
    """Whether they did when the first section below it began."""
    has_below: bool = False
    """Whether sections hang below it."""
    paragraphs: int = 0
    long_items: bool = False
    """Whether a section below it has more than one paragraph."""

    @property
    def value(self) -> int:
        return self.number[-1] if self.number else 0


@dataclass(frozen=True, slots=True)
class Place:
    """The node to hang a label under, and what is wrong with its number there."""

    parent: Node
    fault: BreakKind | None = None


class Tree:
    """The nodes so far and the branch on which the text is now."""

    def __init__(self) -> None:
        self.root = Node(-1, "", (), None, -1)
        self.stack = [self.root]
        self.count = 0
        self.latest: dict[str, tuple[int, str]] = {}

    @property
    def top(self) -> Node:
        return self.stack[-1]

    def open(self, kind: str, number: tuple[int, ...], place: Node) -> Node:
        """Opens a section under a node of the present branch."""
        while self.top is not place:
            self.stack.pop()
        while self.top.depth >= MAX_DEPTH - 1:
            self.stack.pop()
        parent = self.top
        if not parent.has_below:
            parent.announced = parent.announces
        parent.has_below = True
        node = Node(
            self.count,
            kind,
            number,
            None if parent is self.root else parent.index,
            parent.depth + 1,
        )
        self.count += 1
        if number:
            parent.lists[kind] = parent.families[family(kind)] = parent.last = node.value
            if kind == DECIMAL:
                parent.decimals[number[:-1]] = node.value
            self.latest[kind] = (node.value, parent.kind)
        self.stack.append(node)
        return node

    def for_heading(self, level: int) -> Node:
        """Where a heading without a number belongs; `level` is 0 where the file marked none."""
        if not 0 < level < 7:
            return self._above(Rank.HEADING)
        for node in reversed(self.stack):
            if node is self.root or 0 < node.level < level or rank(node.kind) == Rank.WHOLE:
                return node
        return self.root

    def leave(self, level: int) -> None:
        """Closes the headings that stand no higher than a marked line."""
        for i, node in enumerate(self.stack):
            if level and node.kind == HEADING and node.level >= level:
                del self.stack[i:]
                return

    def read(self, words: str, *, heading: bool) -> None:
        """Takes note of words that belong to the section that is open."""
        self.top.bare_heading = heading
        self.top.paragraphs += 1
        if self.top.paragraphs > 1 and len(self.stack) > 1:
            self.stack[-2].long_items = True
        self.top.announces = words.endswith(("：", ":"))

    def ends_list(self, words: str, following: Label | None) -> bool:
        """Whether a paragraph without a label closes the list before it: 如下：（1）…（2）… 上述…

        It belongs to whoever announced the list if all items have one paragraph and none follows.
        """
        item, holder = self.top, self.stack[-2] if len(self.stack) > 2 else self.root
        if not holder.announced or holder.long_items or item.has_below or item.value < 2:
            return False
        if item.bare_heading or item.announces or rank(item.kind) < Rank.HAN_BRACKET:
            return False
        if following and (following.kind, following.last) == (item.kind, item.value + 1):
            return False
        return words.endswith("。")

    def place(self, label: Label, following: Label | None = None) -> tuple[Label, Place] | None:
        """Where a label belongs and how it is to be read, `None` if it can be no label here.

        A bare `12 合同解除` that nothing counted up to is one where 12.1 is `following`.
        """
        for reading in (label, as_roman(label)):
            if reading is not None and (place := self._place(reading)) is not None:
                return reading, place
        heads = following and (following.kind, following.number) == (DECIMAL, (label.last, 1))
        if label.kind == BARE and heads:
            return label, Place(self._above(rank(BARE)))
        return None

    def _place(self, label: Label) -> Place | None:
        if label.kind == DECIMAL:
            return self._place_decimal(label)
        if label.last == 1:
            return self._start(label.kind)
        succeeded = self._succeed(label.kind, label.last)
        if succeeded or label.weak:
            return succeeded
        return self._stray(label.kind, label.last)

    def _succeed(self, kind: str, number: int) -> Place | None:
        for node in reversed(self.stack):
            if node.lists.get(kind) == number - 1:
                return Place(node)
        last, above = self.latest.get(kind, (0, ""))
        if last == number - 1:
            # Numbers that run on through the chapters.
            for node in reversed(self.stack):
                if node.kind == above:
                    return Place(node)
        return None

    def _stray(self, kind: str, number: int) -> Place | None:
        """A number without its predecessor: other punctuation, a gap, a repetition."""
        items = rank(kind) >= Rank.ARABIC
        for node in reversed(self.stack):
            if node.families.get(family(kind)) == number - 1:
                return Place(node, "mixed")
        for node in reversed(self.stack):
            last = node.lists.get(kind)
            if last is not None and not (items and number - last > MAX_GAP):
                return Place(node, "skipped" if number > last else "repeated")
        if items and number > 3 and self.latest.get(kind, (0, ""))[0] != number - 1:
            return None
        node = self._above(rank(kind))
        mixed = node.last == number - 1 and number > 1
        # A chapter cut out of a larger document keeps its number.
        running = self.latest.get(kind, (0, ""))[0] == number - 1 or rank(kind) <= Rank.CHAPTER
        return Place(node, "mixed" if mixed else None if running else "skipped")

    def _start(self, kind: str) -> Place:
        top, level = self.top, rank(kind)
        holder = next((node for node in reversed(self.stack) if kind in node.lists), None)
        within = any(node.kind == kind for node in self.stack)
        han_in_arabic = level == Rank.HAN and any(
            rank(node.kind) >= Rank.ARABIC for node in self.stack[1:]
        )
        if (top.announces or top.bare_heading) and not han_in_arabic and top.kind != kind:
            return Place(top)
        if top.announces and top.kind == kind and level >= Rank.ARABIC:
            return Place(top)
        if within and holder is not None:
            return Place(holder, "restarted")
        if top is self.root or level > rank(top.kind):
            return Place(top)
        if level == rank(top.kind) and kind != top.kind and level >= Rank.ARABIC:
            return Place(top)
        return Place(self._above(level))

    def _above(self, level: int) -> Node:
        """The deepest open section that usually stands above a level."""
        for node in reversed(self.stack):
            if node is self.root or rank(node.kind) < level:
                return node
        return self.root

    def _place_decimal(self, label: Label) -> Place:
        prefix, number = label.number[:-1], label.last
        for node in reversed(self.stack):
            if number > 1 and node.decimals.get(prefix) == number - 1:
                return Place(node)
        for node in reversed(self.stack):
            if node.decimals.get(prefix) is not None:
                return Place(node, "skipped" if number > node.decimals[prefix] else "repeated")
        fault: BreakKind | None = None if number == 1 else "skipped"
        for node in reversed(self.stack):
            if node.kind == DECIMAL and node.number == prefix:
                return Place(node, fault)
        for node in reversed(self.stack):
            if node.value == prefix[0] and node.kind != DECIMAL and rank(node.kind) <= Rank.ARABIC:
                return Place(node, fault)
        for node in reversed(self.stack):
            if node is self.root or (node.kind != DECIMAL and rank(node.kind) < Rank.ARABIC):
                return Place(node, fault)
        return Place(self.root, fault)
