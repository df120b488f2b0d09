"""Answers in the form that was asked for: JSON, CSV or a document, masked, with an ETag."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Sequence
from hashlib import sha256

from fastapi import Request, Response

from api.http.problems import Refused
from api.masking import masked, masked_data
from ontology.values import Json

JSON, CSV = "application/json", "text/csv"


def chosen(request: Request, forms: Sequence[str]) -> str:
    """The form that the `Accept` of a request likes best, the first of equals.

    Raises `Refused` where none will do.
    """
    accept = request.headers.get("accept", "*/*") or "*/*"
    best = max(forms, key=lambda form: _liking(form, accept))
    if _liking(best, accept) <= 0:
        raise Refused("not_acceptable", forms=", ".join(forms))
    return best


def _liking(form: str, accept: str) -> float:
    """The weight of the most specific range that a form falls into."""
    found: list[tuple[int, float]] = []
    for part in accept.split(","):
        given, *params = (piece.strip() for piece in part.split(";"))
        given = given.lower()
        if given in (form, "*/*", f"{form.partition('/')[0]}/*"):
            found.append((2 - given.count("*"), _weight(params)))
    return max(found, default=(0, 0.0))[1]


def _weight(params: Iterable[str]) -> float:
    for param in params:
        name, _, value = param.partition("=")
        if name.strip().lower() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def data_answer(request: Request, data: Json, headers: dict[str, str] | None = None) -> Response:
    """JSON, with personal data hidden unless the caller may see it."""
    if not sees_personal(request):
        data = masked_data(data)
    return tagged(request, _dumped(data), JSON, headers)


def _dumped(data: Json) -> bytes:
    try:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError:
        # Cypher may divide by zero, and JSON has no word for what comes of it.
        return _dumped(_finite(data))
    return text.encode("utf-8", "replace")


def _finite(data: Json) -> Json:
    if isinstance(data, dict):
        return {key: _finite(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_finite(item) for item in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


def table_answer(
    request: Request,
    rows: Iterable[Json],
    columns: Sequence[str],
    headers: dict[str, str] | None = None,
) -> Response:
    """CSV; a column `why.zh` is the key `zh` in the object `why`."""
    # Spreadsheets take UTF-8 for what it is only with a byte order mark.
    out = io.StringIO("\ufeff")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    hidden = not sees_personal(request)
    for row in rows:
        shown = masked_data(row) if hidden else row
        writer.writerow([_cell(shown, column) for column in columns])
    body = out.getvalue().encode("utf-8", "replace")
    return tagged(request, body, f"{CSV}; charset=utf-8", headers)


def _cell(row: Json, column: str) -> str | int | float:
    value = row.get(column)
    if value is None:
        value = row
        for name in column.split("."):
            value = value.get(name) if isinstance(value, dict) else None
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        # A spreadsheet would take it for a formula.
        return f"'{value}"
    return value if isinstance(value, str | int | float) else str(value)


def text_answer(request: Request, text: str, media: str) -> Response:
    """A document as text, masked like everything else."""
    shown = text if sees_personal(request) else masked(text)
    return tagged(request, shown.encode("utf-8", "replace"), f"{media}; charset=utf-8")


def tagged(
    request: Request, body: bytes, media: str, headers: dict[str, str] | None = None
) -> Response:
    """The body with its ETag, or 304 where the reader has it already.

    The tag is a hash of the bytes: whatever changes in an answer changes it.
    """
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    # The same address gives other bytes to another key, in another form.
    shared = {"ETag": tag, "Vary": "Accept, Accept-Language, Authorization", **(headers or {})}
    given = request.headers.get("if-none-match", "")
    if request.method in ("GET", "HEAD") and _has(given, tag):
        return Response(status_code=304, headers=shared)
    return Response(body, headers={**shared, "Content-Type": media})


def _has(given: str, tag: str) -> bool:
    return given.strip() == "*" or tag in (
        part.strip().removeprefix("W/") for part in given.split(",")
    )


def sees_personal(request: Request) -> bool:
    """Whether whoever asks may see personal data."""
    return bool(getattr(request.state, "personal", False))
