"""Contracts in formats that others read, as one archive."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi import Path as InPath
from pydantic import StringConstraints

from api.http.access import Reading
from api.http.answers import data_answer, sees_personal, tagged
from api.http.problems import Refused, declared
from api.http.routes.findings import On
from api.http.schemas.analysis import FormatRow
from api.http.schemas.words import CONTRACT
from api.masking import masked
from kg.export.formats import formats
from kg.export.writing import How, export
from kg.finding import both
from kg.store import NotInStore

router = APIRouter(tags=["exports"])

ZIP = "application/zip"
MOST = 500
"""Contracts of one export; for more there is `evenhand export`."""

BINARY = frozenset({".parquet"})
EPOCH = (1980, 1, 1, 0, 0, 0)

One = Annotated[str, StringConstraints(pattern=CONTRACT)]


@router.get(
    "/formats",
    summary="List the formats of exports",
    response_model=list[FormatRow],
    responses=declared(),
)
def all_formats(visit: Reading) -> Response:
    """What each format holds, what it leaves out, and what of it can be read in again."""
    rows = [
        {
            "name": one.name,
            "title": both(one.title),
            "files": one.files,
            "returns": one.returns,
            "checked": one.checked,
            "drops": [both(words) for words in one.drops],
        }
        for one in formats().values()
    ]
    return data_answer(visit.request, rows)


@router.get(
    "/exports/{format}",
    summary="Export contracts",
    response_class=Response,
    responses=declared(404)
    | {
        200: {
            "description": "The files and their manifest.",
            "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def archive(
    visit: Reading,
    format: Annotated[str, InPath(max_length=20, examples=["turtle"])],
    contract: Annotated[
        list[One] | None, Query(max_length=MOST, description="All of the workspace without.")
    ] = None,
    on: On = None,
    ocid_prefix: Annotated[
        str | None, Query(max_length=40, description="For `ocds`: the prefix of your ids.")
    ] = None,
) -> Response:
    """These contracts, or all, as one zip with a manifest that says what it holds and what not.

    ```console
    $ curl -s -o contracts.zip $API/exports/turtle
    ```

    Every contract is checked by the shapes of its format; one that breaks them is left out and
    named in the manifest. Tables for machines (`parquet`) cannot be masked and need the scope
    `personal`.
    """
    if format not in formats():
        raise Refused("not_found")
    if format == "parquet" and not sees_personal(visit.request):
        raise Refused("scope", scope="personal")
    known = visit.store.facts.ids()
    ids = sorted(set(contract)) if contract else list(known)
    if missing := sorted(set(ids) - set(known)):
        raise NotInStore(f"there is no contract {missing[0]!r}")
    if len(ids) > MOST:
        raise Refused("invalid", what=f"query.contract: {len(ids)} > {MOST}")
    visit.saw(*ids)
    with tempfile.TemporaryDirectory(prefix="evenhand-") as folder:
        export(visit.store, ids, format, Path(folder) / "out", How(on=on, ocid_prefix=ocid_prefix))
        body = _packed(Path(folder) / "out", masking=not sees_personal(visit.request))
    name = f'attachment; filename="evenhand-{format}.zip"'
    return tagged(visit.request, body, ZIP, {"Content-Disposition": name})


def _packed(folder: Path, masking: bool) -> bytes:
    """The files of a folder as a zip: the same files, the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            content = path.read_bytes()
            if masking and path.suffix not in BINARY:
                content = masked(content.decode("utf-8")).encode("utf-8")
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()
