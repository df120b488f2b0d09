"""The labels of one stretch of text, and where its words speak of which side."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from loaders.roles.labels import NEUTRAL, dictionary, stems, tidy
from loaders.words import load
from loaders.words.opening import compiled

Named: TypeAlias = Literal["buyer", "vendor", "third_party", "unspecified"]
Relative: TypeAlias = Literal["both", "either", "other", "breaching", "observing"]
Who: TypeAlias = Named | Relative

_RELATIVES: tuple[Relative, ...] = ("both", "either", "other", "breaching", "observing")

# 服务方 is a side, 服务方式 and 服务方法 are not; in 服务方法定代表人 it is one again.
_AFTER_LABEL = "(?!式|案|面|针|法(?!定|人)|便(?!于|可)|位(?!于))"
_BEFORE_LABEL = "".join(
    f"(?<!{word})" for word in ("其他", "其它", "第三方", "分", "子", "新", "原", "各", "提")
)
# 某某馆 is the party in 由某某馆验收, but only part of a name in 某某馆大楼改造项目.
_BEFORE_NAME = r"(?<![一-龥A-Za-z0-9](?<![由与和及同向对将给为经因致即从被按据是]))"
_AFTER_NAME = (
    r"(?![一-龥A-Za-z0-9（）]{0,16}(?:项目|工程|采购|大楼|建设|平台|系统)"
    r"|[一-龥]{0,2}分|办公|附属|下属)"
)


class Mention(NamedTuple):
    """`plain[start:end]` speaks of the side `role`."""

    start: int
    end: int
    role: Who


@dataclass(frozen=True, slots=True)
class Scope:
    """What the labels mean from `start` to the next scope.

    `labels` are words as introduced, `names` the names of the parties, `stems` the ids of the role
    words in `words/roles.yaml` that this text uses for a side, introduced or not.
    """

    start: int
    labels: tuple[tuple[str, Named], ...]
    names: tuple[tuple[str, Named], ...] = ()
    stems: tuple[tuple[str, Named], ...] = ()

    @property
    def meaning(self) -> tuple[tuple[tuple[str, Named], ...], ...]:
        """Everything but the place."""
        return self.labels, self.names, self.stems

    def role(self, word: str) -> Named:
        """Whom a label or name means here."""
        word = tidy(word)
        for known, role in (*self.labels, *self.names):
            if known == word:
                return role
        cue = dictionary(word)
        return dict(self.stems).get(cue.id, "unspecified") if cue else "unspecified"

    def mentions(self, plain: str, start: int, end: int) -> list[Mention]:
        """Where `plain[start:end]` names a side."""
        pattern, roles = _pattern(self)
        return [
            Mention(match.start(), match.end(), roles[match.lastgroup or ""])
            for match in pattern.finditer(plain, start, end)
        ]


def relatives(plain: str) -> list[Mention]:
    """Where `plain` speaks of a side without its label: both, either, the other, who breaches."""
    found = [Mention(start, end, "both") for start, end, word in pairs(plain) if word != "任何一方"]
    for cue in load("sides"):
        for role in _RELATIVES:
            if cue.means == role:
                found += [Mention(m.start(), m.end(), role) for m in cue.pattern.finditer(plain)]
    return found


def pairs(plain: str) -> list[tuple[int, int, str]]:
    """Where one word holds the labels of both (甲、乙双方), and how to say it without them."""
    return [
        (match.start(), match.end(), cue.means)
        for cue in load("both_sides")
        for match in cue.pattern.finditer(plain)
    ]


def disjoint(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in text order, the longest where several begin or overlap."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.role)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


@lru_cache(maxsize=64)
def _pattern(scope: Scope) -> tuple[re.Pattern[str], dict[str, Named]]:
    """One pattern for all words of a scope, longest first, and the role behind each group."""
    words: list[tuple[str, Named]] = []
    for name, role in sorted(scope.names, key=lambda n: -len(n[0])):
        words.append((_BEFORE_NAME + re.escape(name) + _AFTER_NAME, role))
    known = stems()
    for label, role in sorted(scope.labels, key=lambda w: -len(w[0])):
        if re.fullmatch(NEUTRAL, label):
            words.append((rf"{label[0]}[ \n]*方", role))
        elif (cue := dictionary(label)) is None or cue.id not in known:
            words.append((_BEFORE_LABEL + re.escape(label) + _AFTER_LABEL, role))
    words += [(known[stem], role) for stem, role in scope.stems]
    groups: dict[str, Named] = {f"w{i}": role for i, (_, role) in enumerate(words)}
    source = "|".join(f"(?P<w{i}>{word})" for i, (word, _) in enumerate(words))
    return compiled(source or "(?!)"), groups
