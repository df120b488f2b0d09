"""Contracts, their parties, terms and jobs, as the API shows them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from api.http.schemas.words import Money, Open, Severity, Words


class PartyNamed(BaseModel):
    """A side of a contract as it names itself."""

    role: Literal["buyer", "vendor"]
    label: str | None = Field(description="甲方, 乙方, …")
    name: str | None


class Summary(BaseModel):
    """A contract at a glance."""

    id: str
    name: str = Field(description="The name of its file, without the suffix.")
    title: str | None
    state: str = Field(description="`executed`, `draft` or `template`.")
    parties: list[PartyNamed]
    price: Money | None
    signed_on: str | None = Field(description="A day, or a month without one.")
    starts_on: str | None
    ends_on: str | None
    findings: dict[Severity, int] = Field(description="How many of each severity.")
    lean: float = Field(description="From −1, all for the buyer, to +1, all for the vendor.")


class ContractPage(Summary):
    """A contract with its head, its parties and its clauses."""

    contract: dict[str, Any] = Field(description="The head, as in `contract-facts/1`.")
    people: list[dict[str, Any]] = Field(description="The parties in full, masked.")
    clauses: list[dict[str, Any]] = Field(description="The numbering tree with offsets.")
    counts: dict[str, int] = Field(description="How many clauses, terms, norms and defects.")
    has_text: bool


class TextPage(BaseModel):
    """The text of a contract, into which all offsets point, and its clauses."""

    id: str
    name: str
    text: str = Field(description="Masked sign by sign: offsets stay what they are.")
    clauses: list[dict[str, Any]]


class FactsPage(Open):
    """`contract-facts/1`: everything that was understood, each fact with its words."""

    schema_: str = Field(alias="schema")
    document: dict[str, Any]
    contract: dict[str, Any]
    parties: list[dict[str, Any]]
    clauses: list[dict[str, Any]]
    terms: list[dict[str, Any]]
    norms: list[dict[str, Any]]
    defects: list[dict[str, Any]]


class TermRow(Open):
    """A term with its words; the keys of its type stand under `keys`."""

    id: str
    contract: str
    name: str
    type: str
    title: Words
    topic: str
    clause: str | None
    quote: str
    start: int | None
    end: int | None
    keys: dict[str, Any]


class PartyRow(BaseModel):
    """An organisation, whatever contracts call it."""

    id: str
    name: str | None
    kind: str | None
    uscc: str | None = Field(description="The unified social credit code.")
    contracts: int
    roles: list[str]


class AliasRow(BaseModel):
    """One way in which contracts name a party, and why it is the same."""

    id: str
    name: str | None
    code: str | None
    reason: str | None


class PartyContract(BaseModel):
    """A contract of a party, and on which side of it."""

    id: str
    name: str
    title: str | None
    role: str
    signed_on: str | None


class PartyPage(BaseModel):
    """A party with its names and its contracts."""

    id: str
    name: str | None
    kind: str | None
    uscc: str | None
    aliases: list[AliasRow]
    contracts: list[PartyContract]


class Added(BaseModel):
    """A contract that a file held; `known` where it was there already."""

    id: str
    name: str
    title: str | None
    state: Literal["new", "changed", "known"]


class Unread(BaseModel):
    """What of a file could not be read, and why."""

    name: str
    why: Words


class JobRow(BaseModel):
    """An upload on its way into the store."""

    id: str
    state: Literal["queued", "reading", "adding", "judging", "done", "failed"]
    progress: float = Field(ge=0, le=1)
    file: str
    bytes: int
    sha256: str
    contracts: list[Added] = Field(description="What the file held, once the job is done.")
    failures: list[Unread] = Field(description="Parts that could not be read beside others.")
    error: Words | None = Field(description="Why the job failed, and what to do.")
    seconds: float | None = Field(description="From the upload to the end.")
