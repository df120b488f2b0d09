"""The tables as Parquet files, written contract by contract, and the facts out of them again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.export.columns import Type, rows, tables
from kg.export.rdf import Described
from ontology.facts import Clause, Contract, Defect, Document, Facts, Norm, Party, Review, Term
from ontology.values import Json

AT_ONCE = 50_000
"""Rows of one table that are held before they are written."""


def _arrow(type_: Type) -> Any:
    types: Mapping[Type, Any] = {
        "text": pa.string(),
        "int": pa.int64(),
        "bool": pa.bool_(),
        "money": pa.decimal128(20, 2),
        "decimal": pa.decimal128(30, 12),
        "texts": pa.list_(pa.string()),
    }
    return types[type_]


def _schema(name: str) -> Any:
    return pa.schema([(column, _arrow(type_)) for column, type_ in tables()[name].items()])


def write_tables(contracts: Iterable[Described], folder: Path) -> Iterator[tuple[Path, int]]:
    """Writes every table; gives each file with the number of its rows."""
    waiting: dict[str, list[dict[str, Json]]] = {name: [] for name in tables()}
    counts = dict.fromkeys(tables(), 0)
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", _schema(name)))
            for name in tables()
        }

        def put(name: str) -> None:
            writers[name].write_table(pa.Table.from_pylist(waiting[name], schema=_schema(name)))
            counts[name] += len(waiting[name])
            waiting[name].clear()

        for given in contracts:
            for name, row in rows(given):
                waiting[name].append(row)
                if len(waiting[name]) >= AT_ONCE:
                    put(name)
        for name in tables():
            put(name)
    for name, count in counts.items():
        yield folder / f"{name}.parquet", count


def read_facts(folder: Path) -> dict[str, Facts]:
    """The facts of each contract in the tables of a folder, by id."""
    found: dict[str, dict[str, list[Json]]] = {}
    contracts = pq.read_table(folder / "contracts.parquet").to_pylist()
    for row in contracts:
        found[row["id"]] = {name: [] for name in tables()}
    for name in ("parties", "clauses", "terms", "norms", "defects", "reviews"):
        columns = ["contract", "json"]
        for row in pq.read_table(folder / f"{name}.parquet", columns=columns).to_pylist():
            found[row["contract"]][name].append(json.loads(row["json"]))
    return {row["id"]: _facts(row, found[row["id"]]) for row in contracts}


def _facts(row: Mapping[str, Json], said: Mapping[str, list[Json]]) -> Facts:
    head = ("type", "clause", "quote", "start", "end")
    return Facts(
        document=Document(row["name"], row["sha256"], row["chars"]),
        contract=Contract(**json.loads(row["json"])),
        parties=tuple(Party(**item) for item in said["parties"]),
        clauses=tuple(Clause(**item) for item in said["clauses"]),
        terms=tuple(
            Term(
                **{k: item[k] for k in head},
                keys={k: v for k, v in item.items() if k not in head},
            )
            for item in said["terms"]
        ),
        norms=tuple(Norm(**item) for item in said["norms"]),
        defects=tuple(Defect(**item) for item in said["defects"]),
        reviews=tuple(
            Review(item["type"], item["state"], tuple(item["clauses"])) for item in said["reviews"]
        ),
    )
