"""Parameters that take words of a closed set: the OpenAPI lists them, anything else is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from kg.benchmark import dimensions
from kg.exposure import scenarios
from kg.rules import groups
from ontology.term_types import term_types
from ontology.vocabulary import closed_set


def _one_of(words: Iterable[str]) -> Callable[[str], str]:
    known = tuple(words)

    def check(given: str) -> str:
        if given not in known:
            raise ValueError(f"{given!r} is none of {', '.join(known)}")
        return given

    return check


_TYPES, _TOPICS = list(term_types()), list(groups())
_TERM_TOPICS = list(closed_set("topics").values)
_SCENARIOS, _DIMENSIONS = list(scenarios()), list(dimensions())

TermKind = Annotated[
    str, Field(json_schema_extra={"enum": _TYPES}), AfterValidator(_one_of(_TYPES))
]
Topic = Annotated[str, Field(json_schema_extra={"enum": _TOPICS}), AfterValidator(_one_of(_TOPICS))]
TermTopic = Annotated[
    str, Field(json_schema_extra={"enum": _TERM_TOPICS}), AfterValidator(_one_of(_TERM_TOPICS))
]
ScenarioId = Annotated[
    str, Field(json_schema_extra={"enum": _SCENARIOS}), AfterValidator(_one_of(_SCENARIOS))
]
Dimension = Annotated[
    str, Field(json_schema_extra={"enum": _DIMENSIONS}), AfterValidator(_one_of(_DIMENSIONS))
]
Yuan = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{1,12}(\.[0-9]{1,2})?$"),
    Field(description="A sum in yuan, or of points.", examples=["120000.50"]),
]


def decimal(given: str | None) -> Decimal | None:
    """The sum that was given."""
    return None if given is None else Decimal(given)
