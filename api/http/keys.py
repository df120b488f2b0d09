"""API keys: made, listed and revoked on the command line, kept as hashes.

A key holds 256 random bits, so nobody finds it by trying: one round of SHA-256 hides it as well as
a slow hash would, and does not cost every request a tenth of a second, as scrypt does and must for
passwords that people choose.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from api.errors import Problem
from api.http.database import Database
from api.http.scopes import SCOPES, Scope

_SCHEMA = """
CREATE TABLE IF NOT EXISTS key (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, scopes TEXT NOT NULL,
  workspace TEXT NOT NULL, made TEXT NOT NULL, revoked TEXT
)
"""


@dataclass(frozen=True, slots=True)
class Key:
    """What a key may do, and where; `revoked` is when it ended."""

    id: str
    name: str
    scopes: frozenset[Scope]
    workspace: str
    made: str
    revoked: str | None


class KeyRing:
    """The keys of a server, in `keys.db` among its data."""

    def __init__(self, data: Path) -> None:
        self._database = Database(data / "keys.db", _SCHEMA)

    def add(self, name: str, scopes: frozenset[Scope], workspace: str) -> tuple[Key, str]:
        """Makes a key and returns it with its secret, which is shown once and kept nowhere."""
        check_workspace(workspace)
        id_ = secrets.token_hex(4)
        secret = f"eh_{id_}_{secrets.token_urlsafe(32)}"
        made = datetime.now(UTC).isoformat(timespec="seconds")
        key = Key(id_, name, scopes, workspace, made, None)
        row = (id_, name, _hash(secret), ",".join(sorted(scopes)), workspace, made)
        with self._database.write() as work:
            work.execute(
                "INSERT INTO key (id, name, hash, scopes, workspace, made) VALUES (?,?,?,?,?,?)",
                row,
            )
        return key, secret

    def all(self) -> tuple[Key, ...]:
        """Every key that was ever made, the revoked ones too."""
        rows = self._database.read().execute("SELECT * FROM key ORDER BY made, id")
        return tuple(_key(dict(row)) for row in rows)

    def revoke(self, id_: str) -> Key:
        """Ends a key, from the next request on. Raises `Problem` where there is none."""
        ended = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.write() as work:
            work.execute(
                "UPDATE key SET revoked = ? WHERE id = ? AND revoked IS NULL", (ended, id_)
            )
        found = next((key for key in self.all() if key.id == id_), None)
        if found is None:
            raise Problem("no_such_key", given=id_)
        return found

    def find(self, secret: str) -> Key | None:
        """The key that this is the secret of, if it holds."""
        shape = re.fullmatch(r"eh_([0-9a-f]{8})_[A-Za-z0-9_-]{43}", secret)
        if shape is None:
            return None
        row = (
            self._database.read().execute("SELECT * FROM key WHERE id = ?", (shape[1],)).fetchone()
        )
        if row is None or row["revoked"] or not hmac.compare_digest(row["hash"], _hash(secret)):
            return None
        return _key(dict(row))

    def close(self) -> None:
        self._database.close()


def check_workspace(name: str) -> None:
    """Refuses a name that cannot be that of a folder and of a database. Raises `Problem`."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,40}", name):
        raise Problem("no_workspace", given=name)


def _key(row: dict[str, str]) -> Key:
    scopes = frozenset(scope for scope in SCOPES if scope in row["scopes"].split(","))
    return Key(row["id"], row["name"], scopes, row["workspace"], row["made"], row["revoked"])


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
