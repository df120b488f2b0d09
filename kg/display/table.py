"""A sequence of results that is a data frame on request, and a table in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from ontology.errors import EvenhandError
from ontology.html import Html, element, faint, joined, reader, table
from ontology.values import Json
from ontology.vocabulary import Lang

if TYPE_CHECKING:
    from pandas import DataFrame

T = TypeVar("T")

SHOWN = 60
"""Rows of a table that a notebook shows; a data frame has all of them."""


@dataclass(frozen=True, slots=True)
class Table(Sequence[T], Generic[T]):
    """Results in order; `as_row` says one of them as names and plain values."""

    items: tuple[T, ...]
    as_row: Callable[[T, Lang], Mapping[str, Json]]

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Table[T]: ...

    def __getitem__(self, at: int | slice) -> T | Table[T]:
        return replace(self, items=self.items[at]) if isinstance(at, slice) else self.items[at]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def where(self, holds: Callable[[T], bool]) -> Table[T]:
        """Those of which it holds."""
        return replace(self, items=tuple(item for item in self.items if holds(item)))

    def rows(self, lang: Lang = "en") -> list[dict[str, Json]]:
        """One flat record for each result, titles and sentences in that language."""
        return [dict(self.as_row(item, lang)) for item in self.items]

    def frame(self, lang: Lang = "en") -> DataFrame:
        """A data frame, sums and figures as floats; the results themselves keep them exact.

        Raises `EvenhandError` where pandas is not installed.
        """
        try:
            from pandas import DataFrame
        except ImportError as error:
            raise EvenhandError(
                "data frames need pandas: pip install 'evenhand[notebook]'"
            ) from error
        return DataFrame(self.rows(lang))

    def _repr_html_(self) -> str:
        lang = reader()
        shown = [self.as_row(item, lang) for item in self.items[:SHOWN]]
        if not shown:
            return element("div", faint("∅"))
        heads = list(dict.fromkeys(name for row in shown for name in row))
        body = table(heads, [[row.get(name) for name in heads] for row in shown])
        left = len(self) - len(shown)
        more: Html = element("div", faint(f"… +{left}")) if left else Html()
        return joined([body, more])
