"""What the file of a stored contract told besides its text, kept beside the facts.

Places, hidden words, changes, and what a tender document said of the tender are no facts of the
contract, and a store that forgot them would show a report without them.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from kg.store import NotInStore, Store
from ontology.errors import StoreError
from ontology.values import Json

if TYPE_CHECKING:
    from loaders.opening import Opened

SCHEMA = "contract-file/1"


def keep(store: Store, contract_id: str, opened: Opened | None) -> None:
    """Keeps what a file told of a contract in the store, the last file that told anything."""
    if opened is None or not _tells(opened):
        return
    text = json.dumps(_to_json(opened), ensure_ascii=False, separators=(",", ":"))
    if contract_id not in store.files or store.files.read(contract_id) != text:
        store.files.write(contract_id, text)


def forget(store: Store, contract_id: str) -> None:
    """Drops what was kept of a contract that was removed."""
    store.files.write(contract_id, None)


def of(store: Store, contract_id: str, name: str, text: str) -> Opened | None:
    """What the file of a contract told, `None` where it told nothing. Raises `StoreError`."""
    try:
        kept = store.files.read(contract_id)
    except NotInStore:
        return None
    try:
        return _opened(json.loads(kept), name, text)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(
            f"what is kept of the file of {name!r} is damaged: add the file again", store.address
        ) from error


def _tells(opened: Opened) -> bool:
    loaded = opened.loaded
    return bool(opened.part or opened.tender or loaded.notes or loaded.places)


def _to_json(opened: Opened) -> Json:
    loaded = opened.loaded
    return {
        "schema": SCHEMA,
        "format": loaded.format,
        "of": opened.of,
        "part": _plain(opened.part),
        "tender": [{**_plain(fact), "place": _plain(fact.place)} for fact in opened.tender],
        "places": [_plain(place) for place in loaded.places],
        "notes": [_plain(note) for note in loaded.notes],
    }


def _plain(record: Any) -> Json:
    """The fields of one of the loaders' records that say something."""
    if record is None:
        return None
    told = {field.name: getattr(record, field.name) for field in fields(record)}
    return {name: value for name, value in told.items() if value is not None}


def _opened(kept: Json, name: str, text: str) -> Opened:
    from loaders.files.loaded import Loaded, Note
    from loaders.opening import Opened
    from loaders.tenders.context import TenderFact
    from loaders.tenders.part import Part

    if kept["schema"] != SCHEMA:
        raise ValueError(kept["schema"])
    loaded = Loaded(
        text,
        kept["format"],
        places=tuple(_place(place) for place in kept["places"]),
        notes=tuple(Note(**note) for note in kept["notes"]),
    )
    tender = tuple(
        TenderFact(**{**fact, "place": fact["place"] and _place(fact["place"])})
        for fact in kept["tender"]
    )
    part = kept["part"] and Part(**kept["part"])
    return Opened(name, loaded, part, kept["of"], tender)


def _place(kept: Json) -> Any:
    from loaders.files.loaded import Place

    box = kept.get("box")
    return Place(**{**kept, "box": box and tuple(box)})
