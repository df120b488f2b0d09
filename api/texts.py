"""The loaded texts of stored contracts, kept beside the facts so that a report can show them."""

from __future__ import annotations

from kg.store import NotInStore, Store


def keep(store: Store, contract_id: str, text: str) -> None:
    """Keeps the text of a contract in the store."""
    store.texts.write(contract_id, text)


def forget(store: Store, contract_id: str) -> None:
    """Drops the text of a contract that was removed."""
    store.texts.write(contract_id, None)


def text_of(store: Store, contract_id: str) -> str:
    """The text of a contract, empty where none was kept."""
    try:
        return store.texts.read(contract_id)
    except NotInStore:
        return ""
