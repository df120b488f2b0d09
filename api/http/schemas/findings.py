"""Findings, outcomes, rules and law, as the API shows them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from api.http.schemas.words import Favours, Open, Quote, Severity, Words


class Version(BaseModel):
    """Which text of an article is meant."""

    edition: Words | None
    valid_from: str
    valid_to: str | None
    checked: str = Field(description="Whether our summary was compared with the official text.")


class Basis(BaseModel):
    """An article of law that a finding rests on, in the version of the day of signing."""

    id: str
    title: Words
    article: str
    version: Version
    summary: Words
    note: Words | None


class Remedy(BaseModel):
    """Words that each side could propose."""

    vendor: Words
    buyer: Words


class OutcomeRow(BaseModel):
    """What became of one rule in one contract; a finding where `status` is `flagged`."""

    id: str | None
    contract: str
    name: str
    rule: str
    topic: str = Field(description="The group of the rule: see `/vocabulary`.")
    title: Words
    status: Literal["flagged", "clear", "absent", "blank", "undetermined"]
    severity: Severity | None
    favours: Favours
    clause: str | None
    quote: str
    start: int | None
    end: int | None
    more_quotes: list[Quote]
    mirror: Quote | None = Field(description="What the other side has: what it was measured by.")
    why: Words
    remedy: Remedy | None
    basis: list[Basis]
    judged_on: str | None = Field(description="By the law of which day.")


class FindingRow(OutcomeRow):
    """One risk in one contract, with the words it stands on."""

    id: str
    status: Literal["flagged"]
    severity: Severity


class RuleRow(Open):
    """A rule of the rulebook."""

    id: str
    group: str
    title: Words
    status: Literal["draft", "stable", "retired"]
    rationale: Words
    fair_when: Words
    severity: dict[str, Words]
    remedy: Remedy
    basis: list[str]
    reads: list[str]
    query: str


class ArticleVersion(BaseModel):
    """An article as it read from one day to another."""

    number: str
    valid_from: str
    valid_to: str | None
    summary: Words
    checked: str


class ArticleRow(BaseModel):
    """An article, with all its versions."""

    id: str
    number: str
    versions: list[ArticleVersion]


class StatuteRow(BaseModel):
    """A law, regulation, interpretation or notice."""

    id: str
    title: Words
    kind: str
    articles: int


class StatutePage(BaseModel):
    """A statute with its articles; the summaries are ours."""

    id: str
    title: Words
    kind: str
    articles: list[ArticleRow]


class Explanation(Open):
    """Why: the rule, the rows of its query, the graph there, the sentences, the law."""

    finding: dict[str, Any]
