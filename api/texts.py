"""The loaded texts of stored contracts, kept beside the facts so that a report can show them."""

from __future__ import annotations

from pathlib import Path

from api.files import write_text
from kg.store import Store


def keep(store: Store, contract_id: str, text: str) -> None:
    """Keeps the text of a contract in the store's folder."""
    if path := _path(store, contract_id):
        write_text(path, text)


def forget(store: Store, contract_id: str) -> None:
    """Drops the text of a contract that was removed."""
    if path := _path(store, contract_id):
        path.unlink(missing_ok=True)


def text_of(store: Store, contract_id: str) -> str:
    """The text of a contract, empty where none was kept."""
    path = _path(store, contract_id)
    return path.read_text("utf-8") if path and path.is_file() else ""


def _path(store: Store, contract_id: str) -> Path | None:
    # A server has no folder of ours: its contracts are shown without their text.
    if "://" in store.address:
        return None
    return Path(store.address) / "texts" / f"{contract_id}.txt"
