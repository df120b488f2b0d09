"""What people decided about parties: kept beside the facts, so that a rebuild keeps to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from kg.identity import digest
from kg.sameness import Decisions
from kg.store import Store
from ontology.errors import StoreError


@dataclass(frozen=True, slots=True)
class Decision:
    """`join`: these two aliases are one party. `part`: no rule may merge this alias."""

    kind: Literal["join", "part"]
    aliases: tuple[str, ...]
    note: str = ""

    @property
    def id(self) -> str:
        return "m" + digest(self.kind, sorted(self.aliases))[:16]

    def dumps(self) -> str:
        said = {"kind": self.kind, "aliases": sorted(self.aliases), "note": self.note}
        return json.dumps(said, ensure_ascii=False)


def decided(store: Store) -> tuple[Decision, ...]:
    """Every decision kept, in the order of their ids. Raises `StoreError` for a damaged one."""
    return tuple(_read(store, id_) for id_ in store.merges.ids())


def decisions(store: Store) -> Decisions:
    """The decisions as the rules of sameness take them."""
    kept = decided(store)
    pairs = (tuple(sorted(one.aliases)) for one in kept if one.kind == "join")
    return Decisions(
        joined=frozenset((pair[0], pair[1]) for pair in pairs),
        apart=frozenset(id_ for one in kept if one.kind == "part" for id_ in one.aliases),
    )


def keep(store: Store, decision: Decision) -> None:
    """Keeps a decision; the parties are settled by whoever decided."""
    store.merges.write(decision.id, decision.dumps())


def forget(store: Store, decision: Decision) -> None:
    """Takes a decision back."""
    store.merges.write(decision.id, None)


def _read(store: Store, id_: str) -> Decision:
    try:
        data = json.loads(store.merges.read(id_))
        return Decision(data["kind"], tuple(data["aliases"]), data["note"])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"the decision {id_} about parties is damaged ({error}): delete merges/{id_}.json",
            store.address,
        ) from error
