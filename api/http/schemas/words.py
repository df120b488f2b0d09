"""What all shapes are made of: words in two languages, places in a text, sums of money."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field

CONTRACT = "^c[0-9a-f]{16}$"
EXAMPLE = "c942b3acab8532d14"

ContractId = Annotated[
    str, Path(pattern=CONTRACT, description="The id of a contract.", examples=[EXAMPLE])
]
Side = Literal["buyer", "vendor"]
Favours = Literal["buyer", "vendor", "none"]
Severity = Literal["high", "medium", "low"]
Language = Annotated[
    Literal["zh", "en"] | None,
    Query(description="The language of the words; by default that of `Accept-Language`."),
]


class Open(BaseModel):
    """A shape that may hold more than is told here."""

    model_config = ConfigDict(extra="allow")


class Words(BaseModel):
    """The same in Chinese and in English."""

    zh: str
    en: str


class Quote(BaseModel):
    """Words of the contract, and where they stand in its text."""

    clause: str | None = Field(description="The id of the clause.")
    quote: str = Field(description="`text[start:end]`, word for word.")
    start: int | None
    end: int | None


class Money(BaseModel):
    """A sum; the amount is a decimal string."""

    amount: str = Field(examples=["1286000.00"])
    currency: str = Field(examples=["CNY"])
