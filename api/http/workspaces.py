"""Workspaces: each has a store, a queue and boards of its own, so that none can see another's."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

from api.contracts import Contract, Failure
from api.errors import one_line
from api.http.boards import Boards
from api.http.jobs import Job, Jobs
from api.http.keys import check_workspace
from api.http.problems import Refused
from api.http.reading import Reader
from api.http.settings import Settings
from api.messages import texts
from api.service import add, remove
from kg.benchmark import Pool, store_pool
from kg.rule import Rule
from kg.store import open_store
from ontology.errors import EvenhandError
from ontology.facts import Facts
from ontology.values import Json
from ontology.vocabulary import Words

IDLE_SECONDS = 600.0
"""How long the process that reads files waits for the next one."""


class Workspace:
    """The contracts of one group of people, and the thread that alone writes to them."""

    def __init__(self, name: str, settings: Settings, rules: Sequence[Rule]) -> None:
        self.name = name
        folder = settings.workspace(name)
        folder.mkdir(parents=True, exist_ok=True)
        self.store = open_store(settings.address(name))
        self.boards = Boards(folder / "boards.db", self.store, rules, settings.judge_seconds)
        self.jobs = Jobs(folder, settings.waiting_jobs)
        self._writing = threading.Lock()
        self._pooling = threading.Lock()
        self._pool: tuple[int, Pool] | None = None
        self._reader = Reader(settings.read_seconds)
        self._ended = False
        self._thread = threading.Thread(target=self._work, name=f"writer-{name}", daemon=True)
        self._thread.start()

    def remove(self, contract: str) -> None:
        """Takes a contract out of the store. Raises `NotInStore`."""
        with self._writing:
            self.boards.ensure(contract, None)
            remove(self.store, contract)
            self.boards.changed(contract)

    def pool(self, about: Facts) -> Pool:
        """The contracts as peers of one: worked out once for each state of the store."""
        revision = self.boards.revision
        if revision is None:
            return store_pool(self.store, about)
        with self._pooling:
            if self._pool is None or self._pool[0] != revision:
                self._pool = (revision, store_pool(self.store))
            return self._pool[1]

    def close(self) -> None:
        """Ends the thread; a job that is not done is taken up when the server starts again."""
        self._ended = True
        self._reader.stop()
        with self.jobs.waiting:
            self.jobs.waiting.notify_all()
        self._thread.join()
        self.jobs.close()
        self.boards.close()
        self.store.close()

    def _work(self) -> None:
        self._reader.start()
        self._warm()
        while not self._ended:
            with self.jobs.waiting:
                job = self.jobs.next()
                if job is None:
                    if not self.jobs.waiting.wait(IDLE_SECONDS):
                        self._reader.stop()
                    continue
            self._do(job)

    def _warm(self) -> None:
        """Judges what was added while no server ran, before anybody asks, unless there is work."""
        while not self._ended and not self.jobs.open():
            try:
                self.boards.refresh(patience=1.0)
            except Refused:
                continue
            except Exception:
                logging.getLogger("evenhand").exception("the boards of %s", self.name)
            return

    def _do(self, job: Job) -> None:
        try:
            self._carry_out(job)
        except EvenhandError as error:
            self.jobs.finish(job.id, error=self._words(error, job))
        except Exception:
            if self._ended:
                return
            logging.getLogger("evenhand").exception("job %s", job.id)
            self.jobs.finish(job.id, error=texts("http")["detail.fault"])

    def _carry_out(self, job: Job) -> None:
        from loaders.files.how import How

        path = self.jobs.path(job)
        if not path.is_file():
            self.jobs.finish(job.id, error=texts("http")["job.gone"])
            return
        read = self._reader.read(path, How(**job.how))
        if self._ended:
            self.jobs.put_back(job.id)
            return
        self.jobs.reach(job.id, "adding")
        added = [self._add(one) for one in read if isinstance(one, Contract)]
        failures = [
            {"name": _named(one.error.source, path), **_both(self._words(one.error, job))}
            for one in read
            if isinstance(one, Failure)
        ]
        self.jobs.reach(job.id, "judging")
        for one in added:
            self.boards.ensure(one["id"], None)
        error = None if added else _first(failures)
        self.jobs.finish(job.id, added, failures if added else (), error)

    def _add(self, contract: Contract) -> Json:
        with self._writing:
            done = add(self.store, contract)
            self.boards.changed(done.contract_id)
        state = "new" if done.new else "changed" if done.changed else "known"
        title = contract.facts.contract.title
        return {"id": done.contract_id, "name": contract.name, "title": title, "state": state}

    def _words(self, error: EvenhandError, job: Job) -> Words:
        """What is wrong, with the file named as whoever sent it knows it."""
        path = str(self.jobs.path(job))
        zh, en = (one_line(error, lang).replace(path, job.file) for lang in ("zh", "en"))
        return Words(zh, en)


class Workspaces:
    """The workspaces of a server, each opened when somebody first comes to it."""

    def __init__(self, settings: Settings, rules: Sequence[Rule]) -> None:
        self._settings = settings
        self._rules = tuple(rules)
        self._open: dict[str, Workspace] = {}
        self._opening = threading.Lock()

    def get(self, name: str) -> Workspace:
        """The workspace of this name. Raises `StoreError` where its store cannot be opened."""
        found = self._open.get(name)
        if found is not None:
            return found
        check_workspace(name)
        with self._opening:
            if name not in self._open:
                self._open[name] = Workspace(name, self._settings, self._rules)
            return self._open[name]

    def close(self) -> None:
        for workspace in self._open.values():
            workspace.close()
        self._open.clear()


def _named(source: str | None, path: Path) -> str:
    return (source or path.name).replace(str(path), path.name)


def _both(words: Words) -> dict[str, Json]:
    return {"why": {"zh": words.zh, "en": words.en}}


def _first(failures: Sequence[Json]) -> Words:
    if not failures:
        return texts("http")["job.none"]
    return Words(failures[0]["why"]["zh"], failures[0]["why"]["en"])
