"""Serves the pages at `/`: files read once, tagged by their content, and the words they say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from types import MappingProxyType

from fastapi import APIRouter, Request, Response

from api.http.answers import JSON, tagged
from api.http.problems import Refused
from api.messages import LANGS, texts

FOLDER = Path(__file__).parent / "static"

_MEDIA = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
"""What a machine calls these may differ; a browser runs a module only under the right name."""

router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=["GET", "HEAD"])
def index(request: Request) -> Response:
    """The one page; what it shows stands behind the `#`."""
    return _file(request, "index.html")


@router.api_route("/pages/{path:path}", methods=["GET", "HEAD"])
def file(request: Request, path: str) -> Response:
    """A file of the pages. Raises `Refused` for any other: nothing is looked up on the disk."""
    return _file(request, path)


def _file(request: Request, path: str) -> Response:
    found = files().get(path)
    if found is None:
        raise Refused("not_found")
    body, media = found
    return tagged(request, body, media)


@cache
def files() -> Mapping[str, tuple[bytes, str]]:
    """Every file by its address below `/pages/`, with its kind."""
    return MappingProxyType(dict(_words()) | dict(_static()))


def _static() -> Iterator[tuple[str, tuple[bytes, str]]]:
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            media = _MEDIA.get(path.suffix) or guess_type(path.name)[0] or "text/plain"
            kind = f"{media}; charset=utf-8" if media.startswith("text/") else media
            yield path.relative_to(FOLDER).as_posix(), (path.read_bytes(), kind)


def _words() -> Iterator[tuple[str, tuple[bytes, str]]]:
    for lang in LANGS:
        said = {key: words.say(lang) for key, words in texts("pages").items()}
        body = json.dumps(said, ensure_ascii=False).encode()
        yield f"words/{lang}.json", (body, JSON)
