"""What the surfaces do: read, add, judge, compare, list. Verbs of the CLI are calls to here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from api import told
from api.contracts import Contract, Failure, Judged
from api.errors import Problem
from api.files import walk
from kg.adding import add as add_whole
from kg.adding import text_of
from kg.build import Added, Kept, contracts, load_facts
from kg.build import add as add_facts
from kg.build import rebuild as rebuild_graph
from kg.build import remove as remove_contract
from kg.catalogue import queries, run
from kg.compare import Row as Topic
from kg.compare import compare as lay_out
from kg.compare import nearest
from kg.lineage import forget as forget_form
from kg.record import record
from kg.risk import Outcome, assess, board, lean
from kg.rule import Rule
from kg.store import Row, Store, open_store, opening_temporary
from ontology.errors import EvenhandError
from ontology.values import Json
from ontology.vocabulary import Lang, Words

if TYPE_CHECKING:
    from loaders.files.how import How
    from loaders.opening import Opened


def read_file(path: Path, how: How | None = None) -> Iterator[Contract | Failure]:
    """The facts and the text of each contract in a file; more than one in an archive.

    Whatever is wrong with one file is a `Failure`, so that it does not stop the rest.
    """
    from loaders.files.how import How as Plainly
    from loaders.opening import Unopened, open_contracts

    how = how or Plainly()
    try:
        for opened in open_contracts(path, how):
            yield (
                Failure(path, opened.error)
                if isinstance(opened, Unopened)
                else _read(path, opened, how)
            )
    except Exception as error:
        yield _fault(path, error)


def _read(path: Path, opened: Opened, how: How) -> Contract | Failure:
    from loaders import read_loaded

    try:
        facts = read_loaded(opened.name, opened.loaded, how)
    except EvenhandError as error:
        # A complaint about what the text says does not know from which file the text came.
        error.source = error.source or str(path)
        return Failure(path, error)
    except Exception as error:
        return _fault(path, error)
    return Contract(facts, opened.loaded.text, opened)


def _fault(path: Path, error: Exception) -> Failure:
    """A fault of ours in one contract, which must not cost the user the other thousand."""
    return Failure(path, Problem("fault", str(path), what=_blame(error)))


def read_files(
    paths: Iterable[Path], how: How | None = None
) -> Iterator[tuple[Path, Contract | Failure]]:
    """Every contract meant by the paths, one after the other; a failure does not stop the rest."""
    for path in walk(paths):
        for contract in read_file(path, how):
            yield path, contract


def _blame(error: Exception) -> str:
    """What went wrong and where, enough to find it by."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"


def add(store: Store, contract: Contract) -> Added:
    """Adds a contract with its findings, its text and what its file told besides.

    The same again changes nothing.
    """
    added = add_whole(store, contract.facts, text=contract.text)
    told.keep(store, added.contract_id, contract.opened)
    return added


def remove(store: Store, given: str) -> Kept:
    """Removes the contract with this id or name."""
    kept = find(store, given)
    remove_contract(store, kept.id)
    store.texts.write(kept.id, None)
    told.forget(store, kept.id)
    forget_form(store, kept.id)
    return kept


def rebuild(store: Store, progress: Callable[[str], None] | None = None) -> int:
    """Builds graph and findings anew from the facts kept; says of how many contracts."""
    count = rebuild_graph(store, progress)
    for kept in contracts(store):
        record(store, kept.id, assess(store, kept.id))
    return count


def find(store: Store, given: str) -> Kept:
    """The stored contract with this id, beginning of an id, or name."""
    known = contracts(store)
    exact = [kept for kept in known if given in (kept.id, kept.name)]
    found = exact or [kept for kept in known if len(given) > 3 and kept.id.startswith(given)]
    if not found:
        raise Problem("no_such_contract", store.address, given=given)
    if len(found) > 1:
        raise Problem("ambiguous", store.address, given=given, ids=", ".join(k.id for k in found))
    return found[0]


def stored(store: Store, given: Sequence[str] = ()) -> tuple[Contract, ...]:
    """The contracts of a store: those named, else all, by name."""
    chosen = [find(store, name) for name in given] if given else contracts(store)
    return tuple(_stored(store, kept) for kept in chosen)


def _stored(store: Store, kept: Kept) -> Contract:
    facts, text = load_facts(store, kept.id), text_of(store, kept.id)
    return Contract(facts, text, told.of(store, kept.id, facts.document.name, text))


def judge(
    store: Store,
    contract: Contract,
    on: date | None = None,
    rules: Sequence[Rule] | None = None,
) -> Judged:
    """The outcome of every rule, or of those given, for a contract that is in the store."""
    return Judged(contract, board(store, contract.id, on=on, rules=rules, text=contract.text))


def judge_here(
    contracts_: Iterable[Contract],
    on: date | None = None,
    rules: Sequence[Rule] | None = None,
) -> Iterator[Judged]:
    """Judges contracts on the spot, without touching any store of the user."""
    with opening_temporary() as opened:
        for contract in contracts_:
            add_facts(opened(), contract.facts)
            yield judge(opened(), contract, on, rules)


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a question; `cut` where there are more than were asked for."""

    columns: tuple[str, ...]
    titles: Mapping[str, Words]
    rows: list[Row]
    cut: bool


def ask(
    store: Store, question: str, params: Mapping[str, Json], *, limit: int, timeout: float
) -> Answer:
    """Answers a named question, a file with one, or Cypher text; it never writes."""
    named = queries().get(question)
    if named is not None:
        rows = run(store, question, params, limit=limit + 1, timeout=timeout)
        titles: Mapping[str, Words] = named.columns
    else:
        cypher = _cypher(question)
        rows = store.query(cypher, params, limit=limit + 1, timeout=timeout)
        titles = {}
    columns = tuple(titles) or tuple(rows[0] if rows else ())
    return Answer(columns, titles, rows[:limit], len(rows) > limit)


def _cypher(question: str) -> str:
    path = Path(question)
    try:
        if path.is_file():
            return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem("not_opened", question, reason=str(error)) from error
    if " " not in question.strip():
        raise Problem("no_such_query", given=question, names=", ".join(queries()))
    return question


def compare(contracts_: Sequence[Contract]) -> tuple[Topic, ...]:
    """Topic × contract."""
    return lay_out([contract.facts for contract in contracts_])


NEIGHBOURS = 3
"""Contracts that a report is compared with: as many as a page holds side by side."""


def report(judged: Judged, others: Iterable[Contract], lang: Lang) -> str:
    """One self-contained HTML page, compared with the most similar of the others."""
    from api.report import Material, render

    mine = judged.contract
    by_id = {other.id: other.facts for other in others if other.id != mine.id}
    peers = nearest(mine.facts, by_id.values(), NEIGHBOURS)
    matrix = lay_out([mine.facts, *peers]) if peers else ()
    return render(Material(judged, matrix, version()), lang)


def version() -> str:
    """The version of this program."""
    from importlib.metadata import version as installed

    return installed("evenhand")


def is_there(address: str) -> bool:
    """Whether a store is at this address; a server is taken to be."""
    return "://" in address or (Path(address) / "store.json").exists()


@contextmanager
def existing(address: str) -> Iterator[Store]:
    """A store that must be there already: asking must not create one."""
    if not is_there(address):
        raise Problem("no_store", address)
    with open_store(address) as store:
        yield store


def summary(judged: Judged) -> Json:
    """One contract at a glance, as `evenhand list --json` gives it."""
    facts, findings = judged.contract.facts, judged.findings
    contract = facts.contract
    counts = {
        level: sum(finding.severity == level for finding in findings)
        for level in ("high", "medium", "low")
    }
    return {
        "id": judged.contract.id,
        "name": judged.contract.name,
        "title": contract.title,
        "state": contract.state,
        "parties": [
            {"role": p.role, "label": p.label, "name": p.name}
            for p in facts.parties
            if p.role in ("buyer", "vendor")
        ],
        "price": contract.total_price,
        "signed_on": contract.signed_on,
        "starts_on": contract.starts_on,
        "ends_on": contract.ends_on,
        "findings": counts,
        "lean": lean(findings),
    }


def outcome_rows(outcome: Outcome, contract: str) -> list[Json]:
    """One object for each finding of a rule; a rule without any is one object with its reason."""
    if outcome.findings:
        return [finding.to_json() for finding in outcome.findings]
    return [
        {
            "id": None,
            "contract": contract,
            "rule": outcome.rule,
            "title": {"zh": outcome.title.zh, "en": outcome.title.en},
            "status": outcome.status,
            "severity": None,
            "favours": "none",
            "clause": None,
            "quote": "",
            "start": None,
            "end": None,
            "more_quotes": [],
            "mirror": None,
            "why": {"zh": outcome.reason.zh, "en": outcome.reason.en},
            "remedy": None,
            "basis": [],
        }
    ]
