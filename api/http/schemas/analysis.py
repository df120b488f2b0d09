"""Comparison, benchmark, exposure and brief, as the API shows them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from api.http.schemas.words import Favours, Open, Side, Words


class Worth(BaseModel):
    """What a difference comes to in yuan, and how that was worked out."""

    amount: str | None = Field(description="A decimal string, null where it cannot be told.")
    why: Words


class Cell(BaseModel):
    """What one contract says of a topic."""

    contract: str = Field(description="The name of the contract.")
    state: Literal["found", "absent", "blank", "referred", "not_read"]
    values: list[dict[str, Any]] = Field(description="Words in both languages, with quotes.")


class CompareRow(Open):
    """One type of term across contracts."""

    topic: str
    topic_title: Words
    type: str
    title: Words
    differs: bool
    cells: list[Cell]
    worth: Worth
    weight: int = Field(description="How much it matters where no sum can be told.")


class Comparison(BaseModel):
    """Topic × contract."""

    contracts: list[dict[str, str]] = Field(description="Id and name, in the order of the cells.")
    heads: list[CompareRow] = Field(description="Title, price, dates, parties side by side.")
    rows: list[CompareRow]


class Change(Open):
    """What became of one thing from one draft to the next: `head`, `term` or `text`."""

    kind: Literal["head", "term", "text"]


class Changes(BaseModel):
    """A draft against the one before."""

    old: str
    new: str
    items: list[Change]
    textless: list[str] = Field(description="Contracts whose words are not at hand.")


class AgainstRow(Open):
    """One matter in a contract against what its peers usually say."""

    state: Literal["as_usual", "unlike", "missing", "unusual"]
    type: str
    title: Words
    having: int
    n: int
    families: int
    effective_n: int
    favours: Favours
    worth: Worth
    weight: int


class Against(BaseModel):
    """A contract against its peers in the store; no items with fewer peers than `minimum`."""

    contract: str
    peers: int
    minimum: int
    items: list[AgainstRow]


class PlacedRow(Open):
    """A value among those of its peers, or a usual term that is missing."""

    term: str
    title: Words
    side: str | None
    value: float | None
    percentile: float | None
    quartiles: list[float] | None
    outlier: bool | None
    missing: bool
    n: int | None = None
    effective_n: int | None = None


class Benchmark(BaseModel):
    """Each value of a contract among those of its peers."""

    contract: str
    profile: dict[str, Any] = Field(description="What it is taken for: kind, region, buyer, …")
    items: list[PlacedRow]


class Step(Open):
    """One step of the sum, with the sentence it stands on."""

    amount: str | None
    why: Words
    quote: str | None
    clause: str | None


class ExposureRow(Open):
    """Who owes whom how much under one scenario after so many days."""

    scenario: str
    side: Side
    to: str | None
    days: int | None
    amount: str | None
    low: str | None
    high: str | None
    steps: list[Step]
    assumes: Words


class Exposures(BaseModel):
    """Scenarios worked out on a contract."""

    contract: str
    items: list[ExposureRow]


class ScenarioRow(BaseModel):
    """A scenario: what it assumes, and for which days it is worked out."""

    scenario: str
    title: Words
    assumes: Words
    owes: list[str]
    days: list[int]


class Brief(Open):
    """The negotiation agenda of one side, ranked by yuan."""

    contract: str
    title: str | None
    side: Side
    price: str | None
    judged_on: str | None
    points: list[dict[str, Any]]


class QueryRow(BaseModel):
    """A named question."""

    name: str
    title: Words
    prose: Words
    params: dict[str, Any]
    columns: dict[str, Words]


class Answer(BaseModel):
    """The rows of a question; `cut` where there are more than were asked for."""

    columns: list[str]
    rows: list[dict[str, Any]]
    cut: bool


class FormatRow(BaseModel):
    """A format of exports."""

    name: str
    title: Words
    files: str
    returns: str = Field(description="What can be read in again: `facts`, `graph` or `no`.")
    checked: str
    drops: list[Words]


class Topic(BaseModel):
    """A word of a closed set, with what people call it."""

    id: str
    title: Words


class Vocabulary(BaseModel):
    """The words by which lists are filtered."""

    topics: list[Topic] = Field(description="Groups of rules: the topics of findings.")
    term_topics: list[Topic] = Field(description="Topics of terms, in comparisons.")
    term_types: list[dict[str, Any]]
