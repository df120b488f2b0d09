"""Decides who buys and who sells from what the whole text says, and reads its labels accordingly.

甲方 may be the vendor. A text that does not show who pays leaves its labels `unspecified`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders.roles.annexes import annex_scope, instruments
from loaders.roles.labels import introductions
from loaders.roles.scope import Mention, Named, Scope, Who, disjoint, pairs, relatives
from loaders.roles.sides import decide, gather, scope_of
from loaders.text import Text

_NEITHER = "丙方"
READ_AS: dict[Who, str] = {"buyer": "甲方", "vendor": "乙方"}
"""What the labels of each side read in a view."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Who is who: one scope for the contract, more where an annex uses its labels otherwise."""

    scopes: tuple[Scope, ...]
    decided: bool

    def at(self, offset: int) -> Scope:
        """What the labels mean at an offset of the plain text."""
        return [scope for scope in self.scopes if scope.start <= max(offset, 0)][-1]

    def labels(self, role: Named) -> tuple[str, ...]:
        """The words that the contract itself uses for a side, as introduced, in text order."""
        return tuple(word for word, named in self.scopes[0].labels if named == role)

    def mentions(self, plain: str, start: int = 0) -> tuple[Mention, ...]:
        """Every word for a side in `plain`, which stands at offset `start` of the plain text."""
        found = [
            mention
            for scope, begin, end in self._stretches(start, start + len(plain))
            for mention in scope.mentions(plain, begin - start, end - start)
        ]
        return disjoint([*found, *relatives(plain)])

    def view(self, text: Text) -> Text:
        """The text with every label of the buyer as 甲方 and every label of the vendor as 乙方.

        Words for both at once (甲、乙双方, 买卖双方) read 双方. Where the roles are not decided,
        甲方 and 乙方 stay as written and say nothing of who pays.
        """
        words = pairs(text.plain)
        for scope, begin, end in self._stretches(0, len(text.plain)):
            for mention in scope.mentions(text.plain, begin, end):
                if read_as := self._read_as(mention, text.plain):
                    words.append((mention.start, mention.end, read_as))
        words.sort(key=lambda word: (word[0], -word[1]))
        kept: list[tuple[int, int, str]] = []
        for word in words:
            if not kept or word[0] >= kept[-1][1]:
                kept.append(word)
        changed = [word for word in kept if word[2] != text.plain[word[0] : word[1]]]
        return text.relabel(changed) if changed else text

    def _read_as(self, mention: Mention, plain: str) -> str | None:
        if mention.role in READ_AS:
            return READ_AS[mention.role]
        # 乙方 that is neither buyer nor vendor must not be read as the vendor.
        return _NEITHER if self.decided and plain[mention.start] in "甲乙" else None

    def _stretches(self, start: int, end: int) -> Iterator[tuple[Scope, int, int]]:
        limits = [*(scope.start for scope in self.scopes[1:]), end]
        for scope, limit in zip(self.scopes, limits, strict=True):
            first = max(scope.start, start) if scope is not self.scopes[0] else start
            if first < min(limit, end):
                yield scope, first, min(limit, end)


VIEWED = Roles((Scope(0, (("甲方", "buyer"), ("乙方", "vendor"))),), decided=True)
"""The roles in any view."""


def find_roles(text: Text, *, buyer: str | None = None) -> Roles:
    """Who buys and who sells in a text, by its role words, payments, invoices, bonds and services.

    `buyer` is a label of the buyer and overrules the text. Raises `EvenhandError` where no side is
    called that.
    """
    plain = text.plain
    found = introductions(plain)
    starts = instruments(plain, found)
    main = [item for item in found if not starts or item.start < starts[0]] or list(found)
    base = scope_of(plain, decide(plain, gather(plain, main), buyer))
    scopes = [base]
    for start, end in pairwise((*starts, len(plain))):
        inside = [item for item in found if start <= item.start < end]
        scope = annex_scope(plain, base, inside, start, end)
        if scope.meaning != scopes[-1].meaning:
            scopes.append(scope)
    found_roles = {role for _, role in (*base.labels, *base.stems)}
    return Roles(tuple(scopes), decided={"buyer", "vendor"} <= found_roles)
