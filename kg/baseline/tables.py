"""A pool as two tables of figures and back: `contracts.csv` and `values.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO

from kg.benchmark.measures import measures
from kg.benchmark.observing import Observation, Why
from kg.benchmark.pool import Member, Point, Pool, Source, pool_of
from kg.benchmark.profiles import Profile
from ontology.errors import OntologyError
from ontology.values import decimal_text

PROFILE = ("kind", "region", "buyer_kind", "price_band", "year")
CONTRACTS = ("contract", *PROFILE, "family", "source", "has")
VALUES = ("contract", "measure", "side", "value", "why", "unit", *PROFILE, "family", "source")


def contracts_table(pool: Pool) -> str:
    """One row for each contract: what it is, and the types of terms that it has."""
    ordered = sorted(pool.members, key=lambda member: member.mark)
    rows = ({**_member(member), "has": " ".join(sorted(member.has))} for member in ordered)
    return _written(CONTRACTS, rows)


def values_table(pool: Pool) -> str:
    """One row for each value."""
    points = (point for found in pool.points.values() for point in found)
    rows = [_value(point) for point in points]
    rows.sort(key=lambda row: tuple(row[name] for name in ("measure", "side", "contract", "value")))
    return _written(VALUES, rows)


def _member(member: Member) -> dict[str, str]:
    profile = {name: getattr(member.profile, name) for name in PROFILE}
    return {
        "contract": member.mark,
        **{name: "" if value is None else str(value) for name, value in profile.items()},
        "family": member.family,
        "source": member.source,
    }


def _value(point: Point) -> dict[str, str]:
    seen = point.seen
    return {
        **_member(point.member),
        "measure": seen.measure,
        "side": seen.side,
        "value": "" if seen.value is None else decimal_text(seen.value),
        "why": seen.why.value if seen.why else "",
        "unit": seen.of.unit,
    }


def _written(columns: tuple[str, ...], rows: Iterable[dict[str, str]]) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def read_tables(contracts: str, values: str, source: str) -> Pool:
    """The pool that two tables hold. Raises `OntologyError` naming a row that does not fit."""
    said: dict[str, list[Observation]] = {}
    for line, row in _rows(values, VALUES, f"{source}/values.csv"):
        if row["measure"] not in measures():
            raise OntologyError(f"there is no measure {row['measure']!r}", line)
        said.setdefault(row["contract"], []).append(_observation(row))
    members = [
        _read_member(row) for _, row in _rows(contracts, CONTRACTS, f"{source}/contracts.csv")
    ]
    if strangers := sorted(set(said) - {member.mark for member in members}):
        raise OntologyError(f"no contract is marked {strangers[0]!r}", f"{source}/contracts.csv")
    return pool_of((member, said.get(member.mark, ())) for member in members)


def _rows(text: str, columns: tuple[str, ...], source: str) -> Iterator[tuple[str, dict[str, str]]]:
    reader = csv.DictReader(StringIO(text))
    if tuple(reader.fieldnames or ()) != columns:
        raise OntologyError(f"the columns must be {', '.join(columns)}", f"{source}:1")
    for number, row in enumerate(reader, 2):
        yield f"{source}:{number}", row


def _observation(row: dict[str, str]) -> Observation:
    return Observation(
        row["measure"],
        row["side"],
        Decimal(row["value"]) if row["value"] else None,
        Why(row["why"]) if row["why"] else None,
    )


def _read_member(row: dict[str, str]) -> Member:
    profile = Profile(
        kind=row["kind"] or None,
        region=row["region"] or None,
        buyer_kind=row["buyer_kind"] or None,
        price_band=row["price_band"] or None,
        year=int(row["year"]) if row["year"] else None,
    )
    source: Source = "gold" if row["source"] == "gold" else "machine"
    return Member(
        row["contract"], row["family"], profile, source, has=frozenset(row["has"].split())
    )
