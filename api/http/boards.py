"""Judged contracts, kept: a list over a thousand of them must not judge a thousand.

A board is kept with the mark of what it was judged from: the facts, whether their text was at hand,
the rules, the law and the program. One whose mark is no longer that of its contract is never
served: it is judged again first, or the request is told to wait.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from api.contracts import Contract, Judged
from api.http.database import Database
from api.http.fingerprint import fingerprint
from api.http.problems import Refused
from api.service import judge, outcome_rows, summary
from kg.adding import text_of
from kg.build import load_facts
from kg.finding import Finding, both
from kg.identity import digest
from kg.rule import Rule
from kg.store import NotInStore, Store
from ontology.values import Json

DAYS = 16
"""Days of law for which the boards of one contract are kept."""

FEW = 50
"""Contracts whose marks are looked up one by one."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS board (
  contract TEXT NOT NULL, day TEXT NOT NULL, mark TEXT NOT NULL, name TEXT NOT NULL,
  summary TEXT NOT NULL, PRIMARY KEY (contract, day)
);
CREATE TABLE IF NOT EXISTS outcome (
  day TEXT NOT NULL, name TEXT NOT NULL, contract TEXT NOT NULL, n INTEGER NOT NULL,
  status TEXT NOT NULL, severity TEXT, favours TEXT NOT NULL, rule TEXT NOT NULL,
  topic TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (contract, day, n)
);
CREATE INDEX IF NOT EXISTS outcome_in_order ON outcome (day, status, name, contract, n);
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which outcomes a list shows; what is not said does not matter.

    `side` leaves out what favours that side: what is left is what it carries.
    """

    contract: str | None = None
    status: str | None = "flagged"
    side: str | None = None
    favours: str | None = None
    severity: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows with their sort keys, and how many there are on all pages."""

    rows: tuple[tuple[tuple[Json, ...], Json], ...]
    total: int


class Boards:
    """The boards of one store, in `boards.db`."""

    def __init__(self, path: Path, store: Store, rules: Sequence[Rule], patience: float) -> None:
        self._database = Database(path, _SCHEMA)
        self._store = store
        self._rules = tuple(rules)
        self._topics = {rule.id: rule.group for rule in rules}
        self._print = fingerprint(rules)
        self._patience = patience
        self._judging = threading.Lock()
        # Only this process writes to an embedded store, and it says so when it has.
        self._alone = "://" not in store.address
        self._written: list[str | None] = []
        self._seen = -1
        self._glances: tuple[int, list[Json]] = (-1, [])

    @property
    def rules(self) -> tuple[Rule, ...]:
        return self._rules

    @property
    def revision(self) -> int | None:
        """Grows with every write; `None` where others may write to the store as well."""
        return len(self._written) if self._alone else None

    def changed(self, contract: str | None = None) -> None:
        """Says that a contract was written, removed, or that anything may have been."""
        self._written.append(contract)

    def refresh(self, patience: float | None = None) -> None:
        """Judges what is not judged as it is now. Raises `Refused` when that takes too long."""
        if self._alone and self._seen == len(self._written):
            return
        deadline = time.monotonic() + (self._patience if patience is None else patience)
        if not self._judging.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise Refused("judging", retry_after=5, done=self._count(), total=len(self._marks()))
        try:
            written = len(self._written)
            marks = self._due(written)
            kept = self._kept_marks(marks)
            missing = [id_ for id_, mark in marks.items() if kept.get(id_) != mark]
            for n, id_ in enumerate(missing):
                if time.monotonic() > deadline:
                    done = len(marks) - len(missing) + n
                    raise Refused("judging", retry_after=5, done=done, total=len(marks))
                self._judge(id_, marks[id_], None)
            self._seen = written
        finally:
            self._judging.release()

    def _due(self, written: int) -> dict[str, str]:
        """The marks of the contracts that may have changed; boards of those gone are dropped."""
        changed = set(self._written[max(self._seen, 0) : written])
        if self._alone and self._seen >= 0 and None not in changed:
            found = {id_: self._mark_of(id_) for id_ in sorted(filter(None, changed))}
            for id_ in (id_ for id_, mark in found.items() if mark is None):
                self.forget(id_)
            return {id_: mark for id_, mark in found.items() if mark is not None}
        marks = self._marks()
        rows = self._database.read().execute("SELECT DISTINCT contract FROM board").fetchall()
        for (contract,) in rows:
            if contract not in marks:
                self.forget(contract)
        return marks

    def ensure(self, contract: str, on: date | None) -> None:
        """Judges one contract by the law of one day, unless that is kept. Raises `NotInStore`."""
        mark = self._mark_of(contract)
        if mark is None:
            raise NotInStore(f"there is no contract {contract!r}", self._store.address)
        if self._kept(contract, _day(on)) != mark:
            with self._judging:
                if self._kept(contract, _day(on)) != mark:
                    self._judge(contract, mark, on)

    def findings(self, wanted: Filter, limit: int, after: tuple[Json, ...] | None) -> Listed:
        """Outcomes by contract, in the order of its board; their key is name, contract, number."""
        if wanted.contract is not None:
            self.ensure(wanted.contract, wanted.on)
        else:
            self.refresh()
        where, values = _conditions(wanted)
        total = self._one(f"SELECT count(*) FROM outcome WHERE {where}", values)
        if after is not None:
            where, values = f"{where} AND (name, contract, n) > (?, ?, ?)", [*values, *after]
        rows = self._database.read().execute(
            f"SELECT name, contract, n, body FROM outcome WHERE {where}"
            " ORDER BY name, contract, n LIMIT ?",
            [*values, limit],
        )
        found = ((tuple(row[:3]), json.loads(row[3])) for row in rows.fetchall())
        return Listed(tuple(found), total)

    def counts(self, wanted: Filter) -> list[Json]:
        """How many outcomes of each kind every contract has; without any, a kind is left out."""
        self.refresh()
        where, values = _conditions(wanted)
        kind = "contract, topic, severity, favours"
        rows = self._database.read().execute(
            f"SELECT {kind}, count(*) AS n FROM outcome WHERE {where} GROUP BY {kind}"
            f" ORDER BY {kind}",
            values,
        )
        return [dict(row) for row in rows.fetchall()]

    def summaries(self) -> list[Json]:
        """Every contract at a glance, by name; they are not to be changed."""
        self.refresh()
        seen, glances = self._glances
        if self._alone and seen == self._seen:
            return glances
        seen = self._seen
        rows = self._database.read().execute(
            "SELECT summary FROM board WHERE day = '' ORDER BY name, contract"
        )
        glances = [json.loads(row[0]) for row in rows.fetchall()]
        self._glances = (seen, glances)
        return glances

    def summary(self, contract: str) -> Json:
        """One contract at a glance. Raises `NotInStore`."""
        self.ensure(contract, None)
        row = self._database.read().execute(
            "SELECT summary FROM board WHERE contract = ? AND day = ''", (contract,)
        )
        return json.loads(row.fetchone()[0])

    def judged(self, contract: str, on: date | None) -> Judged:
        """A contract of the store, judged just now. Raises `NotInStore`."""
        at_hand = Contract(load_facts(self._store, contract), text_of(self._store, contract))
        return judge(self._store, at_hand, on, self._rules)

    def forget(self, contract: str) -> None:
        """Drops the boards of a contract that was removed."""
        with self._database.write() as work:
            work.execute("DELETE FROM outcome WHERE contract = ?", (contract,))
            work.execute("DELETE FROM board WHERE contract = ?", (contract,))

    def close(self) -> None:
        self._database.close()

    def _judge(self, contract: str, mark: str, on: date | None) -> None:
        judged = self.judged(contract, on)
        day, name = _day(on), judged.contract.name
        glance = json.dumps(summary(judged), ensure_ascii=False)
        with self._database.write() as work:
            work.execute("DELETE FROM outcome WHERE contract = ? AND day = ?", (contract, day))
            work.execute(
                "INSERT OR REPLACE INTO board VALUES (?, ?, ?, ?, ?)",
                (contract, day, mark, name, glance),
            )
            work.executemany(
                "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (day, name, contract, n, row["status"], row["severity"], row["favours"],
                     row["rule"], row["topic"], json.dumps(row, ensure_ascii=False))
                    for n, row in enumerate(self._rows(judged, contract))
                ],
            )  # fmt: skip
            self._prune(work.execute, contract)

    def _rows(self, judged: Judged, contract: str) -> Iterable[Json]:
        """The board as the API shows it: the contract by its id, the topic, the mirror."""
        for outcome in judged.outcomes:
            found: Sequence[Finding | None] = outcome.findings or (None,)
            for row, finding in zip(outcome_rows(outcome, contract), found, strict=True):
                yield {
                    **row,
                    "name": judged.contract.name,
                    "contract": contract,
                    "topic": self._topics[outcome.rule],
                    "why": both(finding.why) if finding else row["why"],
                    "mirror": finding.mirror.to_json() if finding and finding.mirror else None,
                    "judged_on": _iso(finding),
                }

    def _prune(self, execute: object, contract: str) -> None:
        assert callable(execute)
        old = execute(
            "SELECT day FROM board WHERE contract = ? AND day <> '' ORDER BY rowid DESC"
            f" LIMIT -1 OFFSET {DAYS}",
            (contract,),
        ).fetchall()
        for (day,) in old:
            execute("DELETE FROM outcome WHERE contract = ? AND day = ?", (contract, day))
            execute("DELETE FROM board WHERE contract = ? AND day = ?", (contract, day))

    def _marks(self) -> dict[str, str]:
        """What every contract must have been judged from to be judged as it is now."""
        texts = frozenset(self._store.texts.ids())
        rows = self._store.query(f"{_MARKS} {_MARKED} ORDER BY id")
        return {row["id"]: self._mark(row["id"], row["facts"], row["id"] in texts) for row in rows}

    def _mark_of(self, contract: str) -> str | None:
        rows = self._store.query(f"{_MARKS} WHERE c.id = $id {_MARKED}", {"id": contract})
        if not rows:
            return None
        return self._mark(contract, rows[0]["facts"], contract in self._store.texts)

    def _mark(self, contract: str, facts: str | None, has_text: bool) -> str:
        return digest(contract, facts, has_text, self._print)

    def _kept(self, contract: str, day: str) -> str | None:
        row = self._database.read().execute(
            "SELECT mark FROM board WHERE contract = ? AND day = ?", (contract, day)
        )
        found = row.fetchone()
        return found[0] if found else None

    def _kept_marks(self, wanted: Mapping[str, str]) -> dict[str, str]:
        if len(wanted) < FEW:
            found = {id_: self._kept(id_, "") for id_ in wanted}
            return {id_: mark for id_, mark in found.items() if mark is not None}
        rows = self._database.read().execute("SELECT contract, mark FROM board WHERE day = ''")
        return dict(tuple(row) for row in rows.fetchall())

    def _count(self) -> int:
        return self._one("SELECT count(*) FROM board WHERE day = ''", [])

    def _one(self, query: str, values: Sequence[Json]) -> int:
        found: int = self._database.read().execute(query, values).fetchone()[0]
        return found


_MARKS = "MATCH (c:Contract)"
_MARKED = "RETURN c.id AS id, c.facts_digest AS facts"


def _day(on: date | None) -> str:
    return "" if on is None else on.isoformat()


def _iso(finding: Finding | None) -> str | None:
    return finding.judged_on.isoformat() if finding and finding.judged_on else None


def _conditions(wanted: Filter) -> tuple[str, list[Json]]:
    said = ["day = ?"]
    values: list[Json] = [_day(wanted.on)]
    for column, value in (
        ("status", wanted.status),
        ("contract", wanted.contract),
        ("favours", wanted.favours),
    ):
        if value is not None:
            said.append(f"{column} = ?")
            values.append(value)
    if wanted.side is not None:
        said.append("favours <> ?")
        values.append(wanted.side)
    for column, several in (
        ("severity", wanted.severity),
        ("rule", wanted.rule),
        ("topic", wanted.topic),
    ):
        if several:
            said.append(f"{column} IN ({', '.join('?' * len(several))})")
            values.extend(several)
    return " AND ".join(said), values
