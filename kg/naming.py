"""How contracts name a party: what in a name is spelling, what is another name, and what a code."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.identity import digest, normal_name, normal_uscc

# 有限责任公司 and 有限公司 are one form of company under two names; 股份有限公司 is another form.
_LIMITED = re.compile("有限责任公司")
_FORMER = re.compile(
    r"\((?:原名称?|曾用名|旧称|前身|原)[:为是]{0,2}([^()]{4,}(?:\([^()]+\)[^()]*)?)\)"
)
_RENAMED = re.compile(r"^(?:更名|改名|变更)为")


@dataclass(frozen=True, slots=True)
class Alias:
    """A name under which contracts know a party, with its credit code where they give one.

    Two aliases with one `form` differ in nothing that makes another organisation; `former` is the
    form of an earlier name that stands beside this one.
    """

    id: str
    name: str
    form: str
    code: str | None = None
    former: str | None = None

    @property
    def party(self) -> str:
        """The id of the party that only this alias names."""
        if self.code:
            return f"p{digest('uscc', self.code)[:16]}"
        return f"p{digest('name', self.name)[:16]}"


def alias(name: str | None, uscc: str | None) -> Alias | None:
    """The alias that a contract uses, `None` where it gives neither name nor code."""
    plain, code = normal_name(name or ""), normal_uscc(uscc)
    if not plain and code is None:
        return None
    found = _FORMER.search(plain)
    bare = plain.replace(found[0], "") if found else plain
    former = name_form(found[1]) if found and not _RENAMED.match(found[1]) else None
    id_ = "a" + digest(code, plain)[:16]
    return Alias(id_, bare, name_form(bare), code, former)


def name_form(name: str) -> str:
    """A normalised name without what two drafters write differently for one company."""
    return _LIMITED.sub("有限公司", normal_name(name))
