"""Where things are unless the user says otherwise; the environment is passed in."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path


def default_store(environment: Mapping[str, str]) -> str:
    """The address of the user's store: `EVENHAND_STORE`, else a folder where data belongs."""
    if address := environment.get("EVENHAND_STORE"):
        return address
    return str(data_folder(environment) / "evenhand" / "store")


def journal(environment: Mapping[str, str], store: str) -> Path:
    """Where it is noted which files were added to a store."""
    whole = store if "://" in store else str(Path(store).absolute())
    name = sha256(whole.encode()).hexdigest()[:16]
    return data_folder(environment) / "evenhand" / "journals" / f"{name}.jsonl"


def data_folder(environment: Mapping[str, str]) -> Path:
    """Where programs keep a user's data on this system."""
    if folder := environment.get("XDG_DATA_HOME"):
        return Path(folder)
    if sys.platform == "win32" and (folder := environment.get("LOCALAPPDATA")):
        return Path(folder)
    home = Path(environment.get("HOME") or Path.home())
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return home / ".local" / "share"
