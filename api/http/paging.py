"""Lists page by page: an opaque cursor says behind which item the next page begins.

A cursor holds the sort key of the last item, not a count, so that nothing is skipped or told twice
while contracts come and go.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Query, Request, Response
from pydantic import BaseModel, Field

from api.http.answers import CSV, JSON, chosen, data_answer, table_answer
from api.http.problems import Refused
from kg.identity import digest
from ontology.values import Json

LIMIT, MOST = 50, 1_000

T = TypeVar("T")

Limit = Annotated[int, Query(ge=1, le=MOST, description="Items a page.", examples=[50])]
Cursor = Annotated[
    str | None,
    Query(
        max_length=2_000,
        description="What the page before gave as `next`; it holds for the same filters only.",
    ),
]


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(description="The cursor of the next page, null on the last.")
    total: int = Field(description="Items on all pages.")


@dataclass(frozen=True, slots=True)
class Slice:
    """What a page shows: at most `limit` items behind `after`, of the list that `of` identifies."""

    limit: int
    after: tuple[Json, ...] | None
    of: str

    def cursor(self, last: Sequence[Json]) -> str:
        packed = json.dumps([self.of, *last], ensure_ascii=False).encode()
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def page_of(cursor: str | None, limit: int, width: int, *filters: Json) -> Slice:
    """The slice that a cursor asks for; `width` is the length of the sort key.

    Raises `Refused` for a cursor of another list.
    """
    of = digest(*filters)[:16]
    if cursor is None:
        return Slice(limit, None, of)
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        found = json.loads(packed)
        mine, *after = found
    except (ValueError, TypeError, UnicodeError, RecursionError) as error:
        raise Refused("bad_cursor") from error
    plain = all(isinstance(part, str | int) and not isinstance(part, bool) for part in after)
    if mine != of or len(after) != width or not plain:
        raise Refused("bad_cursor")
    return Slice(limit, tuple(after), of)


def cut(
    rows: Sequence[Json], wanted: Slice, key: Callable[[Json], tuple[Json, ...]]
) -> tuple[list[Json], str | None]:
    """The rows of a page, and the cursor of the next; the rows are sorted by their key."""
    try:
        behind = [row for row in rows if wanted.after is None or key(row) > wanted.after]
    except TypeError as error:
        raise Refused("bad_cursor") from error
    shown = behind[: wanted.limit]
    more = len(behind) > len(shown)
    return shown, wanted.cursor(key(shown[-1])) if more else None


def page_answer(
    request: Request,
    shown: Sequence[Json],
    following: str | None,
    total: int,
    columns: Sequence[str],
) -> Response:
    """A page as JSON, or as CSV where that is asked for; `Link` names the next one."""
    headers = {"X-Total-Count": str(total)}
    if following is not None:
        address = request.url.include_query_params(cursor=following)
        headers["Link"] = f'<{address.path}?{address.query}>; rel="next"'
    if chosen(request, (JSON, CSV)) == CSV:
        return table_answer(request, shown, columns, headers)
    return data_answer(request, {"items": shown, "next": following, "total": total}, headers)


def listed(description: str = "One page.") -> dict[int | str, dict[str, Json]]:
    """The OpenAPI of a list: it is to be had as CSV too, and may be unchanged."""
    return {
        200: {
            "description": description,
            "content": {CSV: {"schema": {"type": "string"}}},
            "headers": {
                "ETag": {"schema": {"type": "string"}, "description": "For `If-None-Match`."},
                "Link": {"schema": {"type": "string"}, "description": 'The page `rel="next"`.'},
                "X-Total-Count": {"schema": {"type": "integer"}},
            },
        },
        304: {"description": "Unchanged since the `ETag` in `If-None-Match`."},
    }
