"""What it means when a rule finds nothing: clear, or absent, blank, or not to be determined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from kg.grades import Status
from kg.store.protocol import Store
from ontology.term_types import term_types
from ontology.vocabulary import Words

_REVIEWS = """
MATCH (c:Contract {id: $contract})-[:REVIEWED]->(r:Review)
RETURN r.type AS type, r.state AS state
"""
_TERMS = """
MATCH (c:Contract {id: $contract})-[:HAS_TERM]->(t:Term)
OPTIONAL MATCH (t)-->(s:Side {role: 'unspecified'})
RETURN t.type AS type, keys(t) AS names, count(s) AS unspecified
"""
_BLANKS = """
MATCH (c:Contract {id: $contract})-[:HAS_DEFECT]->(d:Defect {kind: 'blank'})
RETURN count(d) AS blanks
"""


@dataclass(frozen=True, slots=True)
class Silence:
    """How the search for each type of term ended, and which of their keys the contract fills."""

    states: Mapping[str, str]
    filled: Mapping[str, Set[str]]
    unspecified: Set[str]
    blanks: bool

    def judge(self, reads: Sequence[str]) -> tuple[Status, Words]:
        """The outcome of a rule without a row; an entry of `reads` is `type` or `type.key`."""
        types = list(dict.fromkeys(read.partition(".")[0] for read in reads))
        if not types:
            return "clear", Words("未发现此类问题。", "Nothing of the kind was found.")
        if roles := [name for name in types if name in self.unspecified]:
            return "undetermined", _said(roles, "条款没有写明由哪一方承担。", "name no side.")
        if unread := [name for name in types if name not in self.states]:
            return "undetermined", _said(unread, "条款没有人查找过。", "were never looked for.")
        states = {name: self.states[name] for name in types}
        if set(states.values()) == {"absent"}:
            return "absent", _said(types, "均未约定。", "are not in the contract.")
        found = [name for name in types if states[name] == "found"]
        if not found:
            return self._unfound(states)
        if empty := [read for read in reads if self._empty(read)]:
            names = [read.partition(".")[0] for read in empty]
            status: Status = "blank" if self.blanks else "undetermined"
            return status, _said(names, "条款缺少判断所需的数字。", "leave out the figure needed.")
        return "clear", _said(found, "条款已查，未见此风险。", "were read and are free of it.")

    def _unfound(self, states: Mapping[str, str]) -> tuple[Status, Words]:
        if blank := [name for name, state in states.items() if state == "blank"]:
            return "blank", _said(blank, "条款留空未填。", "are left blank.")
        referred = [name for name, state in states.items() if state == "referred"]
        return "undetermined", _said(referred, "另行约定。", "are agreed elsewhere.")

    def _empty(self, read: str) -> bool:
        name, _, key = read.partition(".")
        if not key or self.states[name] != "found":
            return False
        # A period or a rate is several properties in the graph: `due` is `due_n` and its like.
        filled = self.filled.get(name, ())
        return not any(has == key or has.startswith(f"{key}_") for has in filled)


def silence(store: Store, contract_id: str) -> Silence:
    """What the graph says of the search in one contract."""
    params = {"contract": contract_id}
    states = {row["type"]: row["state"] for row in store.query(_REVIEWS, params)}
    filled: dict[str, set[str]] = {}
    unspecified: set[str] = set()
    for row in store.query(_TERMS, params):
        # A term may be in the graph whose search nobody recorded: it was found all the same.
        states[row["type"]] = "found"
        filled.setdefault(row["type"], set()).update(row["names"])
        if row["unspecified"]:
            unspecified.add(row["type"])
    blanks = bool(store.query(_BLANKS, params)[0]["blanks"])
    return Silence(states, filled, unspecified, blanks)


def _said(names: Sequence[str], zh: str, en: str) -> Words:
    titles = [term_types()[name].title for name in dict.fromkeys(names)]
    said_zh = "、".join(title.zh for title in titles)
    said_en = ", ".join(title.en.lower() for title in titles)
    return Words(f"{said_zh}{zh}", f"{said_en[:1].upper()}{said_en[1:]}: these terms {en}")
