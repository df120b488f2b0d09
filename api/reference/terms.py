"""The types of terms with their keys, values and edges."""

from __future__ import annotations

from ontology.shapes import Key
from ontology.term_types import TermType, term_types
from ontology.vocabulary import closed_set, vocabulary

HEAD = """\
# Terms

What may be read out of a contract: each type of term with its keys. A key in bold must agree for
two readings to be the same. Names in the column of values are [closed sets](#closed-sets) below;
the shapes of values are in [the ontology](../ontology.md), edges in [the graph](../graph.md)."""


def terms() -> str:
    """The page of the types of terms, by topic, and of the closed sets."""
    parts = [HEAD]
    for topic, value in closed_set("topics").values.items():
        kinds = [kind for kind in term_types().values() if kind.topic == topic]
        parts += [f"## {value.words.en} · {value.words.zh}", *map(_kind, kinds)] if kinds else []
    return "\n\n".join([*parts, "## Closed sets", *map(_set, vocabulary())])


def _kind(kind: TermType) -> str:
    rows = "\n".join(_key(key, kind) for key in kind.keys.values())
    table = f"| key | kind | values | edge |\n| --- | --- | --- | --- |\n{rows}"
    title = f"### `{kind.id}` {kind.title.en} · {kind.title.zh}"
    return f"{title}\n\n{kind.description.en} In the graph `:{kind.label}`.\n\n{table}"


def _key(key: Key, kind: TermType) -> str:
    name = f"**{key.name}**" if key.strict else key.name
    edge = f"`{kind.edges[key.name]}`" if key.name in kind.edges else ""
    values = f"`{key.values}`" if key.values else ""
    return f"| {name} | {key.kind.value} | {values} | {edge} |"


def _set(name: str) -> str:
    found = closed_set(name)
    said = ", ".join(f"`{v.name}` {v.words.en} {v.words.zh}" for v in found.values.values())
    return f"- **{name}** ({found.title.en}): {said}"
