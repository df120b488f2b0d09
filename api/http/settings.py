"""How a server runs: where its data lies, who may come in, and how much they may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from api.settings import data_folder
from kg.store import SERVER_SCHEMES

DEFAULT_WORKSPACE = "default"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that `create_app` needs to know.

    `store` is the address of the store of the default workspace: a folder, or a database of a
    Neo4j server; by default it lies among the data. `keys` says whether a key is always needed;
    without, a caller on this machine works in the default workspace. `personal` lets that caller
    see telephone numbers and the like. `rules` is a folder of rules laid over the rulebook. The
    limits are counted for each key, or for each address without one.
    """

    data: Path
    store: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    keys: bool = False
    personal: bool = False
    rules: Path | None = None
    upload_bytes: int = 100 * 1024 * 1024
    requests_a_minute: int = 6_000
    uploads_a_minute: int = 120
    waiting_jobs: int = 1_000
    read_seconds: float = 1_800.0
    judge_seconds: float = 10.0

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)

    def workspace(self, name: str) -> Path:
        """Where the jobs, boards and by default the store of a workspace lie."""
        return self.data / "workspaces" / name

    def address(self, name: str) -> str:
        """The store of a workspace: a folder of its own, or a database of its own."""
        if name == DEFAULT_WORKSPACE and self.store is not None:
            return self.store
        if self.store is not None and self.store.partition("://")[0] in SERVER_SCHEMES:
            scheme, _, rest = self.store.partition("://")
            return f"{scheme}://{rest.partition('/')[0]}/{name}"
        return str(self.workspace(name) / "store")


def is_loopback(host: str) -> bool:
    """Whether an address or name means this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def default_data(environment: Mapping[str, str]) -> Path:
    """Where a server keeps what is its own: `EVENHAND_DATA`, else a folder where data belongs."""
    if folder := environment.get("EVENHAND_DATA"):
        return Path(folder)
    return data_folder(environment) / "evenhand" / "server"
