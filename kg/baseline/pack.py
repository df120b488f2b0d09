"""The pack that is shipped: its tables, checked against the digest in `pack.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from kg.baseline.tables import read_tables
from kg.benchmark.pool import Pool
from kg.benchmark.standing import baseline_mark
from ontology.errors import OntologyError
from ontology.source import check_keys, read_yaml

__all__ = [
    "FOLDER",
    "Description",
    "baseline",
    "baseline_mark",
    "description",
    "fingerprint",
    "with_baseline",
]

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Description:
    """What the pack says of itself; the version rises whenever a figure changes."""

    version: int
    contracts: int
    families: int
    gold: int
    machine: int
    values: int
    digest: str


@cache
def description() -> Description:
    """What `pack.yaml` says. Raises `OntologyError`."""
    path = FOLDER / "pack.yaml"
    data = read_yaml(path)
    names = ("version", "contracts", "families", "gold", "machine", "values", "digest")
    check_keys(data, path, required=names)
    return Description(**{name: data[name] for name in names})


@cache
def baseline() -> Pool:
    """The contracts of the pack. Raises `OntologyError` where the tables were tampered with."""
    contracts, values = ((FOLDER / name).read_text("utf-8") for name in _TABLES)
    if fingerprint(contracts, values) != description().digest:
        raise OntologyError(
            "the figures are not those that pack.yaml describes: build the pack anew", str(FOLDER)
        )
    return read_tables(contracts, values, str(FOLDER))


def with_baseline(pool: Pool) -> Pool:
    """The pool, and of the baseline what it does not hold itself."""
    return pool + baseline().without(baseline_mark(member.mark) for member in pool.members)


_TABLES = ("contracts.csv", "values.csv")


def fingerprint(contracts: str, values: str) -> str:
    """The digest of both tables."""
    return sha256(f"{contracts}\n{values}".encode()).hexdigest()
