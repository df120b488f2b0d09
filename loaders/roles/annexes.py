"""Finds instruments bound in with a contract whose labels mean something else than in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from loaders.roles.labels import NEUTRAL, Introduction, dictionary
from loaders.roles.scope import Named, Scope
from loaders.roles.sides import OPPOSITE

_HEADING = re.compile(
    r"(?m)^[ #*]*"
    r"(?:(?:附件|附录|附表|附)[ ]*[一二三四五六七八九十0-9]*[ ]*[-:：、.．]?[^。；\n]{0,50}"
    r"|[^。；，,:：\n\t]{0,30}(?:协议书?|合同书?|承诺书|责任书|保函|委托书))[ *]*$"
)
"""The heading of an annex or of another instrument bound in with the contract."""

_US = ("我方", "我公司", "本公司", "我单位", "本单位", "我司", "本承诺人")
_YOU = ("贵方", "贵公司", "贵单位", "贵司", "你方")
_PROMISES = re.compile(r"[^。\n]{0,8}(?:出具|签署|提交|作出|做出|承诺|保证)")


def instruments(plain: str, introduced: Sequence[Introduction]) -> tuple[int, ...]:
    """Where instruments begin, after the first introduction of a side in the contract itself."""
    if not introduced:
        return ()
    first = introduced[min(1, len(introduced) - 1)].end
    return tuple(match.start() for match in _HEADING.finditer(plain) if match.start() > first)


def annex_scope(
    plain: str, base: Scope, inside: Iterable[Introduction], start: int, end: int
) -> Scope:
    """The meaning of the labels in the instrument at `plain[start:end]`, else as in `base`."""
    inside = tuple(inside)
    said = {
        label: role
        for item in inside
        if (role := _told(base, item))
        for label in item.labels
        if re.fullmatch(NEUTRAL, label) or _says_nothing(label)
    }
    if any(base.role(label) == OPPOSITE.get(role) for label, role in said.items()):
        turned = {word: OPPOSITE.get(role, role) for word, role in base.labels if _neutral(word)}
        said = turned | said
    labels = {**dict(base.labels), **said}
    scope = Scope(start, tuple(labels.items()), base.names, base.stems)
    labels |= _pronouns(plain, scope, end)
    return Scope(start, tuple(labels.items()), base.names, base.stems)


def _says_nothing(label: str) -> bool:
    """Whether a word could name either side."""
    cue = dictionary(label)
    return cue is None or cue.means == "either"


def _neutral(label: str) -> bool:
    return re.fullmatch(NEUTRAL, label) is not None


def _told(base: Scope, item: Introduction) -> Named | None:
    """The role of a side by its name in the contract, else by a role word beside it."""
    for name, role in base.names:
        if item.name == name or (item.name and len(item.name) > 5 and name.startswith(item.name)):
            return role if role in OPPOSITE else None
    roles = {base.role(label) for label in item.labels if not _neutral(label)} & set(OPPOSITE)
    return roles.pop() if len(roles) == 1 else None


def _pronouns(plain: str, scope: Scope, end: int) -> dict[str, Named]:
    """我方 and 贵方 in a letter or promise addressed to one of the sides."""
    if not any(word in plain[scope.start : end] for word in _US):
        return {}
    for mention in scope.mentions(plain, scope.start, end):
        before = plain[max(scope.start, mention.start - 4) : mention.start]
        addressed = re.search("致[ ]*[:：]?[ ]*$", before) or (
            before.endswith("向") and _PROMISES.match(plain, mention.end)
        )
        if addressed and mention.role in ("buyer", "vendor"):
            you: Named = "buyer" if mention.role == "buyer" else "vendor"
            return dict.fromkeys(_US, OPPOSITE[you]) | dict.fromkeys(_YOU, you)
    return {}
