"""The procurement facts of one contract as a release of the Open Contracting Data Standard 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import jsonschema

from kg.export.rdf import Described
from ontology.errors import EvenhandError
from ontology.facts import Facts, Party, Term
from ontology.values import Duration, Json

SCHEMA = Path(__file__).with_name("ocds-release-schema-1.1.4.json")

PREFIX = "ocds-000000"
"""No publisher has it: whoever publishes registers one with the Open Contracting Partnership."""

_MIDNIGHT = "T00:00:00+08:00"

_ROLES = {"buyer": ("buyer", "payer"), "vendor": ("supplier", "payee")}

_TYPES = {"payment": "payment", "delivery": "delivery", "acceptance": "assessment"}
"""Type of term → type of milestone."""


class NoRelease(EvenhandError):
    """A contract is no award yet, or says too little: whoever exports it reads why."""


def release(given: Described, *, on: date | None = None, prefix: str = PREFIX) -> Json:
    """The release of a contract, dated `on`, else the day of signing. Raises `NoRelease`."""
    facts = given.facts
    contract = facts.contract
    if contract.state == "template":
        raise NoRelease("a template awards nothing", given.id)
    day = on.isoformat() if on else contract.signed_on
    if day is None or len(day) != 10:
        raise NoRelease("it does not say on what day it was signed: give one with --on", given.id)
    parties = _parties(facts, given.id)
    buyers, vendors = (
        [reference for role, reference in parties if role == wanted]
        for wanted in ("buyer", "vendor")
    )
    if not buyers or not vendors:
        raise NoRelease("it does not name both sides", given.id)
    value = _value(contract.total_price)
    number = contract.number or given.id
    title = contract.title or facts.document.name
    data = {
        "ocid": f"{prefix}-{given.id}",
        "id": f"{given.id}-{day}",
        "date": f"{day}{_MIDNIGHT}",
        "language": "zh",
        "tag": ["contract"],
        "initiationType": "tender",
        "parties": _organizations(facts, given.id),
        "buyer": buyers[0],
        "tender": {"id": number, **_said(title=contract.project or title)},
        "awards": [{"id": f"{given.id}-award", "suppliers": vendors, **_said(value=value)}],
        "contracts": [_contract(given, number, title, value)],
    }
    return checked(data, given.id)


def package(releases: list[Json]) -> Json:
    """A release package, dated by its latest release; its publisher fills in who publishes."""
    latest = max((item["date"] for item in releases), default=f"1970-01-01{_MIDNIGHT}")
    return {
        "uri": "urn:evenhand:ocds",
        "version": "1.1",
        "publishedDate": latest,
        "publisher": {"name": "Evenhand"},
        "releases": releases,
    }


def checked(data: Json, source: str) -> Json:
    """The release, if it keeps to the schema. Raises `NoRelease` with every place that does not."""
    found = sorted(_validator().iter_errors(data), key=lambda error: list(map(str, error.path)))
    if found:
        said = [f"{'/'.join(map(str, e.path)) or 'release'}: {e.message}" for e in found]
        raise NoRelease("; ".join(said), source)
    return data


@cache
def _validator() -> jsonschema.Draft4Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    return jsonschema.Draft4Validator(
        schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
    )


def _parties(facts: Facts, id_: str) -> list[tuple[str, Json]]:
    return [
        (party.role, {"id": f"{id_}-party-{i}", "name": party.name})
        for i, party in enumerate(facts.parties, 1)
        if party.name and party.role in _ROLES
    ]


def _organizations(facts: Facts, id_: str) -> list[Json]:
    return [
        {
            "id": f"{id_}-party-{i}",
            "name": party.name,
            "roles": list(_ROLES[party.role]),
            **_identifier(party),
            **_address(party),
        }
        for i, party in enumerate(facts.parties, 1)
        if party.name and party.role in _ROLES
    ]


def _identifier(party: Party) -> Json:
    if party.uscc is None:
        return {}
    return {"identifier": {"scheme": "CN-USCC", "id": party.uscc, "legalName": party.name}}


def _address(party: Party) -> Json:
    """Province, city and county: streets stay in the store."""
    place = party.place or {}
    local = "".join(place.get(level) or "" for level in ("city", "county"))
    said = _said(region=place.get("province"), locality=local or None)
    return {"address": {"countryName": "中国", **said}} if said else {}


def _contract(given: Described, number: str, title: str, value: Json) -> Json:
    facts = given.facts
    contract = facts.contract
    start, end = _day(contract.starts_on), _day(contract.ends_on)
    length = Duration.from_json(contract.term) if contract.term else None
    days = length.days if isinstance(length, Duration) else None
    period = _said(
        startDate=start,
        endDate=end,
        durationInDays=int(days) if days is not None and days == int(days) else None,
    )
    milestones = list(_milestones(given))
    return {
        "id": number,
        "awardID": f"{given.id}-award",
        "title": title,
        **_said(value=value, dateSigned=_day(contract.signed_on)),
        **({"period": period} if period else {}),
        **({"milestones": milestones} if milestones else {}),
    }


def _milestones(given: Described) -> Iterator[Json]:
    for term, mark in zip(given.facts.terms, given.marks.terms, strict=True):
        if term.type in _TYPES:
            yield {
                "id": mark,
                "type": _TYPES[term.type],
                "title": _shown(term),
                "description": term.quote,
                "status": "scheduled",
                **_said(dueDate=_day(term.keys.get("date"))),
            }


def _shown(term: Term) -> str:
    words = (term.keys.get("trigger"), term.keys.get("subject"), term.keys.get("percent"))
    said = [f"{word} %" if word is words[2] else str(word) for word in words if word is not None]
    return " ".join((term.type, *said))


def _value(price: Json) -> Json:
    """OCDS has amounts as numbers; two decimals are within what a JSON number holds exactly."""
    if price is None:
        return None
    amount = Decimal(price["amount"])
    whole = amount == amount.to_integral_value()
    return {"amount": int(amount) if whole else float(amount), "currency": price["currency"]}


def _day(text: str | None) -> str | None:
    return f"{text}{_MIDNIGHT}" if text is not None and len(text) == 10 else None


def _said(**values: Json) -> Json:
    return {name: value for name, value in values.items() if value is not None}
