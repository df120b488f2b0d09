"""A text under revision: every change keeps the way back to the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

Replacement = str | Callable[[re.Match[str]], str]


class Draft:
    """`text[i]` came from `source[origin[i]]`; origins never decrease."""

    __slots__ = ("origin", "text")

    def __init__(self, text: str, origin: list[int] | None = None) -> None:
        self.text = text
        self.origin = list(range(len(text))) if origin is None else origin

    def replace(self, pattern: re.Pattern[str], replacement: Replacement) -> None:
        """Replaces each match; an empty replacement removes it."""
        if isinstance(replacement, str):
            word = replacement
            self.splice((m.start(), m.end(), word) for m in pattern.finditer(self.text))
        else:
            read = replacement
            self.splice((m.start(), m.end(), read(m)) for m in pattern.finditer(self.text))

    def splice(self, edits: Iterable[tuple[int, int, str]]) -> None:
        """Puts `word` in place of `text[start:end]`, for each (start, end, word) in order.

        The last character of a word comes from the end of what it replaces, the others from its
        start; a word put in between two characters comes from the one that follows.
        """
        pieces: list[str] = []
        origin: list[int] = []
        at = 0
        for start, end, word in edits:
            if self.text[start:end] == word:
                continue
            pieces += (self.text[at:start], word)
            origin += self.origin[at:start]
            origin += self._origins(start, end, len(word))
            at = end
        if pieces:
            pieces.append(self.text[at:])
            origin += self.origin[at:]
            self.text, self.origin = "".join(pieces), origin

    def _origins(self, start: int, end: int, length: int) -> list[int]:
        if length == end - start:
            return self.origin[start:end]
        if not length:
            return []
        first = self.origin[min(start, len(self.origin) - 1)] if self.origin else 0
        last = self.origin[end - 1] if end > start else first
        return [first] * (length - 1) + [last]
