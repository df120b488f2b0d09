"""The public verbs: what one can ask of contracts, each a function of facts and perhaps a store.

    import kg, loaders

    facts = loaders.read("contract.docx")
    for finding in kg.assess(facts, side="vendor"):
        print(finding.severity, finding.title.en, finding.place.quote)

Most give a `Table`: a sequence of results with `.frame()` for a data frame, shown as a table by a
notebook. Nothing here is random or asks the clock; the day of the law is the argument `on`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date

from kg.adding import add, text_of
from kg.baseline import with_baseline
from kg.benchmark import Choice, Missing, Placed, Pool, profile_of, standing, store_pool
from kg.benchmark.peers import peer_members
from kg.benchmark.standing import marks
from kg.brief import Brief
from kg.brief import brief as agenda
from kg.build import Kept, load_facts
from kg.build import add as add_facts
from kg.build import contracts as kept_in
from kg.catalogue import queries, run
from kg.compare import Row as Topic
from kg.compare import TermChange
from kg.compare import changes as changed
from kg.compare import compare as lay_out
from kg.compare.peers import Against, Peer
from kg.compare.peers import against as held_against
from kg.display import Table, rows
from kg.display.terms import Passage, Stated, passage_row, passages
from kg.explain import Explanation
from kg.explain import explain as explained
from kg.exposure import Exposure, Scenario, expose, scenarios
from kg.finding import Finding
from kg.grades import Side
from kg.identity import contract_id
from kg.risk import assess as judged
from kg.rule import Rule
from kg.rules import rules as all_rules
from kg.store import NotInStore, QueryRefused, Row, Store, open_store, opening_temporary
from ontology.errors import RuleError
from ontology.facts import Facts
from ontology.values import Json

__all__ = [
    "add",
    "against",
    "ask",
    "assess",
    "benchmark",
    "brief",
    "changes",
    "clauses",
    "compare",
    "contracts",
    "explain",
    "exposure",
    "open_store",
    "terms",
]


def contracts(store: Store) -> Table[Kept]:
    """The contracts of a store by name."""
    return Table(kept_in(store), rows.contract)


def facts_of(store: Store, given: str) -> Facts:
    """The facts of the contract with this id or name. Raises `NotInStore`."""
    found = [kept.id for kept in kept_in(store) if given in (kept.id, kept.name)]
    if len(found) != 1:
        raise NotInStore(f"{len(found)} contracts are called {given!r}", store.address)
    return load_facts(store, found[0])


def terms(*facts: Facts, type: str | None = None) -> Table[Stated]:
    """Every term of these contracts, or those of one type, in the order of the text."""
    found = (
        Stated(one.document.name, term)
        for one in facts
        for term in one.terms
        if type in (None, term.type)
    )
    return Table(tuple(found), rows.stated)


def clauses(facts: Facts, text: str, findings: Sequence[Finding] = ()) -> Table[Passage]:
    """The clauses with their own words, those of findings lit; `loaders.text_of` has the text."""
    return Table(passages(facts, text, findings), passage_row)


def assess(
    facts: Facts,
    store: Store | None = None,
    *,
    side: Side | None = None,
    on: date | None = None,
    rules: Sequence[Rule] | None = None,
    text: str = "",
) -> Table[Finding]:
    """What the rules find in a contract, the gravest first.

    With a `side`, only what does not favour it. The law is that of the day of signing; `on` stands
    in for it in a draft. A store that has the contract is asked, otherwise it is judged on the
    spot. With its `text`, sentences that are no fact's are quoted too.
    """
    with _holding(facts, store) as opened:
        words = text or (text_of(opened, contract_id(facts)) if store is not None else "")
        found = judged(opened, contract_id(facts), on=on, side=side, rules=rules, text=words)
    return Table(found, rows.finding)


@contextmanager
def _holding(
    facts: Facts, store: Store | None, bench: Callable[[], Store] | None = None
) -> Iterator[Store]:
    """The store, if it has the contract; else one for the moment."""
    if store is not None and contract_id(facts) in store.facts:
        yield store
        return
    with nullcontext(bench) if bench else opening_temporary() as opened:
        add_facts(opened(), facts)
        yield opened()


def explain(finding: Finding, facts: Facts, store: Store | None = None) -> Explanation:
    """What a finding rests on: its rule, the rows of the query, the graph around them.

    Shown as a picture by a notebook. Raises `RuleError` for a finding of a rule that is not ours.
    """
    rule = next((rule for rule in all_rules() if rule.id == finding.rule), None)
    if rule is None:
        raise RuleError(f"there is no rule {finding.rule!r} in the rulebook")
    with _holding(facts, store) as opened:
        return explained(opened, contract_id(facts), finding, rule, finding.judged_on)


def compare(*facts: Facts) -> Table[Topic]:
    """Contracts side by side: a row for each type of term, a column for each contract."""
    return Table(lay_out(facts), rows.topic)


def changes(old: Facts, new: Facts) -> Table[TermChange]:
    """Which terms a new draft changed, for whom, by how many yuan; the costliest first."""
    return Table(changed(old, new), rows.change)


def against(draft: Facts, store: Store) -> Table[Against]:
    """A draft beside what the contracts of a store usually say, the costliest difference first.

    Empty with fewer peers than a benchmark needs.
    """
    return Table(held_against(draft, peers_of(store, draft)), rows.beside)


def peers_of(store: Store, draft: Facts) -> tuple[Peer, ...]:
    """The closest group of the benchmark that has enough contracts; the draft is none of them."""
    pool = store_pool(store, draft).without(marks(draft))
    _, members = peer_members(pool, profile_of(draft), Choice())
    return tuple(Peer(load_facts(store, member.mark), member.family) for member in members)


def benchmark(
    facts: Facts,
    store: Store | None = None,
    *,
    baseline: bool = True,
    choice: Choice | None = None,
    on: date | None = None,
) -> Table[Placed | Missing]:
    """Each value of a contract among those of its peers, and usual terms that it lacks.

    The peers are the contracts of the store and, unless `baseline` is false, those whose figures
    come with the program; `choice` says in what peers must agree.
    """
    found = standing(facts, _pool(facts, store, baseline), choice, on)
    return Table((*found.values, *found.missing), rows.placed)


def _pool(facts: Facts, store: Store | None, baseline: bool) -> Pool:
    pool = Pool() if store is None else store_pool(store, facts)
    return with_baseline(pool) if baseline else pool


def exposure(
    facts: Facts,
    *given: str | Scenario,
    days: Sequence[int] | None = None,
    on: date | None = None,
) -> Table[Exposure]:
    """Who owes whom how many yuan if things go wrong: in these scenarios, or in all.

    `days` are the days of delay to work out instead of those of the scenario. Raises `RuleError`
    for a name that is no scenario.
    """
    known = scenarios()
    if wrong := [one for one in given if isinstance(one, str) and one not in known]:
        raise RuleError(f"there is no scenario {wrong[0]!r}; there are {', '.join(known)}")
    chosen = [known[one] if isinstance(one, str) else one for one in given] or known.values()
    timed = [one if days is None else one.at(*days) for one in chosen]
    return Table(tuple(found for one in timed for found in expose(facts, one, on=on)), rows.owed)


def brief(
    facts: Facts,
    side: Side,
    store: Store | None = None,
    *,
    on: date | None = None,
    baseline: bool = True,
    bench: Callable[[], Store] | None = None,
) -> Brief:
    """What one side takes into the negotiation: points ranked by yuan, each with three positions.

    Its peers are those of `benchmark`. The `bench` is an empty store to judge in, by
    `opening_temporary`; without one, one is opened.
    """
    with _holding(facts, store, bench) as opened:
        findings = judged(opened, contract_id(facts), on=on)
    return agenda(facts, findings, _pool(facts, store, baseline), side, on=on)


def ask(
    store: Store,
    question: str,
    params: Mapping[str, Json] | None = None,
    *,
    limit: int = 1000,
    timeout: float = 30.0,
) -> Table[Row]:
    """The answer to a named question or to Cypher; it never writes.

    Raises `QueryRefused` for what is no question, would write, or takes longer than `timeout`
    seconds.
    """
    if question in queries():
        found = run(store, question, params, limit=limit, timeout=timeout)
    elif " " in question.strip():
        found = store.query(question, params, limit=limit, timeout=timeout)
    else:
        raise QueryRefused(f"there is no query {question!r}; there are {', '.join(queries())}")
    return Table(tuple(found), rows.answer)
