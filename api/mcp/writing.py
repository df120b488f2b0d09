"""The tool that writes, there only where the user said `--write`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field

from api.mcp.desk import Desk, one_of
from api.service import add as add_to
from api.service import read_file
from kg.store import open_store

Answer = dict[str, Any]


def writing_tools(desk: Desk) -> tuple[Callable[..., Answer], ...]:
    """The tools for this desk."""

    def add_contract(path: Annotated[str, Field(description="A path of a file.")]) -> Answer:
        """Add a contract to the store. Adding again changes nothing; nothing is ever removed."""
        contract = one_of(read_file(desk.path(path)), path)
        with open_store(desk.store) as store:
            added = add_to(store, contract)
        return {"id": added.contract_id, "name": contract.name, "new": added.new}

    return (add_contract,)
