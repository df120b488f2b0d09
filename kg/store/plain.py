"""What the server's driver gives, as plain values: the same that the embedded store gives."""

from __future__ import annotations

from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time

from kg.store.protocol import SCALARS
from ontology.values import Json


def plain(value: Json) -> Json:
    """A value without the driver's own types; dates, times and durations are ISO text."""
    if type(value) in SCALARS:
        return value
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": _plain_map(dict(value))}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": _plain_map(dict(value))}
    if isinstance(value, Path):
        return {"nodes": [plain(n) for n in value.nodes], "edges": [plain(e) for e in value]}
    if isinstance(value, dict):
        return _plain_map(value)
    if isinstance(value, list | tuple) and not isinstance(value, Duration):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return None
    if isinstance(value, Date | DateTime | Time | Duration):
        return value.iso_format()
    return value


def _plain_map(values: dict[str, Json]) -> dict[str, Json]:
    # Bytes are what the store keeps for itself.
    return {key: plain(item) for key, item in values.items() if not isinstance(item, bytes)}
