"""Uploads as jobs: the file and its row are on disk before anyone is told that they are kept.

States: `queued`, `reading`, `adding`, `judging`, then `done` or `failed`. A job that a crash
interrupted is queued again when the server starts; adding twice changes nothing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Literal

from api.http.database import Database
from api.http.problems import Refused
from api.messages import texts
from kg.identity import digest
from ontology.values import Json
from ontology.vocabulary import Words

State = Literal["queued", "reading", "adding", "judging", "done", "failed"]

PROGRESS: Mapping[str, float] = {
    "queued": 0.0, "reading": 0.1, "adding": 0.6, "judging": 0.8, "done": 1.0, "failed": 1.0
}  # fmt: skip

ATTEMPTS = 3
"""Times that a job is begun; one that takes the server down each time is not begun for ever."""

NAME_BYTES = 180

_SCHEMA = """
CREATE TABLE IF NOT EXISTS job (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, caller TEXT NOT NULL,
  idempotency TEXT, mark TEXT NOT NULL, file TEXT NOT NULL, bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL, how TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  contracts TEXT NOT NULL DEFAULT '[]', failures TEXT NOT NULL DEFAULT '[]',
  error TEXT, made REAL NOT NULL, began REAL, ended REAL
);
CREATE UNIQUE INDEX IF NOT EXISTS job_once ON job (caller, idempotency)
  WHERE idempotency IS NOT NULL;
CREATE INDEX IF NOT EXISTS job_open ON job (n) WHERE state NOT IN ('done', 'failed');
"""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: its name, its bytes, how to read it, and who sent it."""

    name: str
    content: BinaryIO
    how: Mapping[str, Json]
    caller: str
    idempotency: str | None


@dataclass(frozen=True, slots=True)
class Job:
    """An upload on its way into the store."""

    n: int
    id: str
    file: str
    bytes: int
    sha256: str
    state: State
    attempts: int
    how: Mapping[str, Json]
    contracts: tuple[Json, ...]
    failures: tuple[Json, ...]
    error: Mapping[str, str] | None
    seconds: float | None

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "state": self.state,
            "progress": PROGRESS[self.state],
            "file": self.file,
            "bytes": self.bytes,
            "sha256": self.sha256,
            "contracts": list(self.contracts),
            "failures": list(self.failures),
            "error": self.error,
            "seconds": self.seconds,
        }


class Jobs:
    """The queue of one workspace: rows in `jobs.db`, files in `uploads/`."""

    def __init__(self, folder: Path, most: int) -> None:
        self._uploads = folder / "uploads"
        self._uploads.mkdir(parents=True, exist_ok=True)
        self._database = Database(folder / "jobs.db", _SCHEMA)
        self._most = most
        self._accepting = threading.Lock()
        self.waiting = threading.Condition()
        self._recover()

    def accept(self, upload: Upload) -> tuple[Job, bool]:
        """Keeps a file and its job, and says whether it is new: the same again is the same job.

        When it returns, both are on disk. Raises `Refused`.
        """
        id_ = os.urandom(8).hex()
        path = self._uploads / id_ / safe_name(upload.name)
        size, content_hash = _keep(path, upload.content)
        mark = digest(content_hash, upload.name, dict(upload.how))
        kept = False
        try:
            with self._accepting:
                known = self._known(upload, mark)
                if known is not None:
                    return known, False
                if self._full():
                    raise Refused("queue_full", retry_after=30, count=self._most)
                with self._database.write() as work:
                    work.execute(
                        "INSERT INTO job (id, caller, idempotency, mark, file, bytes, sha256, how,"
                        " state, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)",
                        (id_, upload.caller, upload.idempotency, mark, path.name, size,
                         content_hash, json.dumps(dict(upload.how)), time.time()),
                    )  # fmt: skip
                kept = True
        finally:
            if not kept:
                shutil.rmtree(path.parent)
        with self.waiting:
            self.waiting.notify_all()
        return self.get(id_), True

    def get(self, id_: str) -> Job:
        """A job by its id. Raises `Refused`."""
        row = self._database.read().execute("SELECT * FROM job WHERE id = ?", (id_,)).fetchone()
        if row is None:
            raise Refused("not_found")
        return _job(dict(row))

    def listed(self, state: str | None, limit: int, before: int | None) -> Sequence[Job]:
        """The newest jobs first, `before` the number of the last one seen."""
        rows = self._database.read().execute(
            "SELECT * FROM job WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR n < ?2)"
            " ORDER BY n DESC LIMIT ?3",
            (state, before, limit),
        )
        return [_job(dict(row)) for row in rows.fetchall()]

    def count(self, state: str | None) -> int:
        rows = self._database.read().execute(
            "SELECT count(*) FROM job WHERE ?1 IS NULL OR state = ?1", (state,)
        )
        found: int = rows.fetchone()[0]
        return found

    def open(self) -> bool:
        """Whether anything waits to be done."""
        row = self._database.read().execute(
            "SELECT 1 FROM job WHERE state NOT IN ('done', 'failed') LIMIT 1"
        )
        return row.fetchone() is not None

    def next(self) -> Job | None:
        """The oldest job that is to be done, begun once more; one begun too often is failed."""
        while True:
            row = (
                self._database.read()
                .execute(
                    "SELECT * FROM job WHERE state NOT IN ('done', 'failed') ORDER BY n LIMIT 1"
                )
                .fetchone()
            )
            if row is None:
                return None
            if row["attempts"] < ATTEMPTS:
                with self._database.write() as work:
                    work.execute(
                        "UPDATE job SET attempts = attempts + 1, state = 'reading', began = ?"
                        " WHERE id = ?",
                        (time.time(), row["id"]),
                    )
                return self.get(row["id"])
            self.finish(row["id"], error=texts("http")["job.often"])

    def put_back(self, id_: str) -> None:
        """Queues a job again whose work was ended from outside; it does not count as begun."""
        with self._database.write() as work:
            work.execute(
                "UPDATE job SET state = 'queued', attempts = attempts - 1 WHERE id = ?", (id_,)
            )

    def reach(self, id_: str, state: State) -> None:
        """Notes how far a job is."""
        with self._database.write() as work:
            work.execute("UPDATE job SET state = ? WHERE id = ?", (state, id_))

    def finish(
        self,
        id_: str,
        contracts: Sequence[Json] = (),
        failures: Sequence[Json] = (),
        error: Words | None = None,
    ) -> None:
        """Ends a job; its file and what it was to be opened with are given up."""
        said = None if error is None else json.dumps({"zh": error.zh, "en": error.en})
        with self._database.write() as work:
            work.execute(
                "UPDATE job SET state = ?, contracts = ?, failures = ?, error = ?, ended = ?,"
                " how = '{}' WHERE id = ?",
                ("done" if error is None else "failed", _dumped(contracts), _dumped(failures), said,
                 time.time(), id_),
            )  # fmt: skip
        shutil.rmtree(self._uploads / id_, ignore_errors=True)

    def path(self, job: Job) -> Path:
        """Where the file of a job lies."""
        return self._uploads / job.id / job.file

    def close(self) -> None:
        self._database.close()

    def _known(self, upload: Upload, mark: str) -> Job | None:
        if upload.idempotency is None:
            return None
        row = (
            self._database.read()
            .execute(
                "SELECT * FROM job WHERE caller = ? AND idempotency = ?",
                (upload.caller, upload.idempotency),
            )
            .fetchone()
        )
        if row is not None and row["mark"] != mark:
            raise Refused("key_reused")
        return _job(dict(row)) if row is not None else None

    def _full(self) -> bool:
        row = self._database.read().execute(
            "SELECT count(*) FROM job WHERE state NOT IN ('done', 'failed')"
        )
        return bool(row.fetchone()[0] >= self._most)

    def _recover(self) -> None:
        """Queues again what was interrupted; drops files of which no job speaks."""
        with self._database.write() as work:
            work.execute("UPDATE job SET state = 'queued' WHERE state NOT IN ('done', 'failed')")
            rows = work.execute("SELECT id FROM job WHERE state = 'queued'").fetchall()
        open_ = {row[0] for row in rows}
        for folder in self._uploads.iterdir():
            if folder.name not in open_:
                shutil.rmtree(folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """The name of a file as it may stand in a folder of ours; its suffix is kept."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r'[\x00-\x1f\x7f:*?"<>|\ud800-\udfff]', "_", last).strip(" .") or "contract"
    stem, dot, suffix = plain.rpartition(".")
    stem, tail = (stem, dot + suffix) if stem and len(suffix) <= 10 else (plain, "")
    room = NAME_BYTES - len(tail.encode())
    return stem.encode()[:room].decode(errors="ignore") + tail


def _keep(path: Path, content: BinaryIO) -> tuple[int, str]:
    """Writes a file so that it outlives the power; its size and its hash."""
    path.parent.mkdir(parents=True)
    found, size = sha256(), 0
    with path.open("wb") as file:
        while chunk := content.read(1 << 20):
            found.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    for folder in (path.parent, path.parent.parent) if os.name == "posix" else ():
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    return size, found.hexdigest()


def _job(row: Mapping[str, Json]) -> Job:
    ended, began = row["ended"], row["made"]
    return Job(
        n=row["n"],
        id=row["id"],
        file=row["file"],
        bytes=row["bytes"],
        sha256=row["sha256"],
        state=row["state"],
        attempts=row["attempts"],
        how=json.loads(row["how"]),
        contracts=tuple(json.loads(row["contracts"])),
        failures=tuple(json.loads(row["failures"])),
        error=json.loads(row["error"]) if row["error"] else None,
        seconds=None if ended is None else round(ended - began, 3),
    )


def _dumped(items: Sequence[Json]) -> str:
    return json.dumps(list(items), ensure_ascii=False)
