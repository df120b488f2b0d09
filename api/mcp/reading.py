"""Tools that read: contracts, their facts, the store, the rulebook and the law."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Field

from api.contracts import Contract
from api.errors import Problem
from api.mcp.desk import LONGEST, MOST, Desk, listed, public
from api.service import existing
from kg.build import contracts as kept_in
from kg.catalogue import queries
from kg.finding import both
from kg.rules import rules as all_rules
from kg.verbs import ask as asked
from ontology.law import Article, articles, in_force, statutes

SECONDS = 10.0
"""How long a question of an agent may take."""

Answer = dict[str, Any]
Named = Annotated[
    str, Field(description="A path of a file, or id or name of a contract in the store.")
]
Limit = Annotated[int, Field(ge=1, le=1000, description="How many results at most.")]
Section = Literal["terms", "norms", "defects", "parties", "clauses", "reviews"]


def reading_tools(desk: Desk) -> tuple[Callable[..., Answer], ...]:
    """The tools for this desk."""

    def read_contract(
        contract: Named,
        sections: Annotated[
            list[Section],
            Field(description="What to give beside the head of the contract."),
        ] = ["parties", "terms", "defects"],  # noqa: B006 - never changed; a schema shows it
    ) -> Answer:
        """Read a contract: its head, parties, terms with exact words and offsets, and faults."""
        return _facts(desk.contract(contract), sections)

    def read_text(
        text: Annotated[
            str, Field(min_length=1, max_length=LONGEST, description="The whole contract text.")
        ],
        name: Annotated[str, Field(max_length=80, description="What to call it.")] = "text",
        sections: list[Section] = ["parties", "terms", "defects"],  # noqa: B006
    ) -> Answer:
        """Read a contract from its text, as `read_contract` does from a file. Nothing is kept."""
        import loaders
        from loaders.files.language import require_contract

        require_contract(text, name)
        return _facts(Contract(loaders.read_text(name, text), text), sections)

    def list_contracts(limit: Limit = MOST) -> Answer:
        """List the contracts in the store: id, name, title, state, day of signing, price."""
        with existing(desk.store) as store:
            found = [
                {"id": k.id, "name": k.name, "title": k.title, "state": k.state,
                 "signed_on": k.signed_on, "price": k.price}
                for k in kept_in(store)
            ]  # fmt: skip
        return listed(found, limit)

    def questions() -> Answer:
        """List the named questions to the graph, with their parameters, for `ask`."""
        found = [
            {"name": q.name, "title": both(q.title), "params": dict(q.params),
             "columns": list(q.columns)}
            for q in queries().values()
        ]  # fmt: skip
        return listed(found, len(found))

    def ask(
        question: Annotated[str, Field(description="A name of `questions`, or openCypher.")],
        params: Annotated[dict[str, Any], Field(description="Its parameters by name.")] = {},  # noqa: B006
        limit: Limit = MOST,
    ) -> Answer:
        """Ask the graph of the store. It only reads, for at most ten seconds."""
        with existing(desk.store) as store:
            rows = list(asked(store, question, params, limit=limit + 1, timeout=SECONDS))
        return {"count": min(len(rows), limit), "cut": len(rows) > limit, "results": rows[:limit]}

    return (read_contract, read_text, list_contracts, questions, ask, *_law_tools())


def _law_tools() -> tuple[Callable[..., Answer], ...]:
    def rules(
        id: Annotated[str | None, Field(description="Of one rule, for all that it says.")] = None,
    ) -> Answer:
        """List the rules of risk, or say all of one: why, when it is fair, remedies, law, query."""
        found = [rule for rule in all_rules() if id is None or rule.id == id.upper()]
        if not found:
            raise Problem("no_such_rule", given=id)
        if id is None:
            heads = [{"id": r.id, "title": both(r.title), "group": r.group} for r in found]
            return listed(heads, len(heads))
        from api.cli.rules_view import rule_json

        return dict(rule_json(found[0]))

    def statute(
        id: Annotated[
            str | None, Field(description="Of an article, as CN-CIVIL-585; without it, the list.")
        ] = None,
        on: Annotated[
            str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="In force on that day.")
        ] = None,
    ) -> Answer:
        """Say what an article of law says, in every version or in that of a day. Summaries are
        ours, not the wording of the law."""
        if id is None:
            heads = [{"id": s.id, "title": both(s.title), "articles": [a.id for a in s.articles]}
                     for s in statutes().values()]  # fmt: skip
            return listed(heads, len(heads))
        if id not in articles():
            raise Problem("no_such_article", given=id)
        return _article(articles()[id], on)

    return (rules, statute)


def _article(article: Article, on: str | None) -> Answer:
    from datetime import date

    if on is None:
        versions = list(article.versions)
    else:
        version = in_force(article.id, date.fromisoformat(on))
        versions = [] if version is None else [version]
    said = [
        {"number": v.number, "valid_from": v.valid_from.isoformat(),
         "valid_to": v.valid_to and v.valid_to.isoformat(), "summary": both(v.summary),
         "checked": v.checked}
        for v in versions
    ]  # fmt: skip
    title = both(statutes()[article.statute].title)
    return {"id": article.id, "statute": title, "versions": said}


def _facts(contract: Contract, sections: list[Section]) -> Answer:
    facts = public(contract.facts.to_json(reviews=True))
    kept: Answer = {name: facts[name] for name in sections}
    return {"id": contract.id, "name": contract.name, "contract": facts["contract"], **kept}
