"""`evenhand key`: who may use the server; `evenhand key log`: who saw what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import json_lines, lang
from api.cli.screen import Screen
from api.cli.serve import data, folder
from api.http.scopes import SCOPES

if TYPE_CHECKING:
    from api.http.keys import Key, KeyRing
    from ontology.values import Json


@click.group()
def key() -> None:
    """API keys."""


@key.command()
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), default=("read",))
@click.option("--workspace", default="default", show_default=True, metavar="NAME")
@data
@json_lines
@lang
@click.pass_obj
def add(
    screen: Screen,
    name: str,
    scopes: tuple[str, ...],
    workspace: str,
    data: Path | None,
    as_json: bool,
) -> None:
    """Makes a key and shows it once."""
    with _ring(data) as ring:
        wanted = frozenset(scope for scope in SCOPES if scope in scopes)
        made, secret = ring.add(name, wanted, workspace)
    if as_json:
        screen.lines([{**_json(made), "key": secret}])
    else:
        screen.line(secret)
        screen.note(screen.say("key.once", id=made.id))


@key.command("list")
@data
@json_lines
@lang
@click.pass_obj
def list_(screen: Screen, data: Path | None, as_json: bool) -> None:
    """Lists the keys, the revoked ones too."""
    with _ring(data) as ring:
        found = ring.all()
    if as_json:
        screen.lines(_json(one) for one in found)
        return
    heads = [screen.say(f"key.{head}") for head in ("id", "name", "workspace", "scopes", "state")]
    rows = [
        (
            one.id,
            one.name,
            one.workspace,
            " ".join(sorted(one.scopes)),
            screen.say("key.revoked", day=one.revoked[:10])
            if one.revoked
            else screen.say("key.good"),
        )
        for one in found
    ]
    screen.table(heads, rows)


@key.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@data
@json_lines
@lang
@click.pass_obj
def revoke(screen: Screen, ids: tuple[str, ...], data: Path | None, as_json: bool) -> None:
    """Ends keys from the next request on."""
    with _ring(data) as ring:
        for id_ in ids:
            ended = ring.revoke(id_)
            if as_json:
                screen.lines([_json(ended)])
            else:
                screen.line(screen.say("key.ended", id=ended.id, name=ended.name))


@key.command()
@click.option("--contract", default=None, metavar="ID")
@click.option("--key", "key_id", default=None, metavar="ID")
@data
@json_lines
@lang
@click.pass_obj
def log(
    screen: Screen, contract: str | None, key_id: str | None, data: Path | None, as_json: bool
) -> None:
    """Shows who saw what."""
    from api.http.audit import entries

    found = [
        line
        for line in entries(folder(data))
        if (contract is None or contract in line["saw"] or contract in line["path"])
        and (key_id is None or line["key"] == key_id)
    ]
    if as_json:
        screen.lines(found)
        return
    heads = [screen.say(f"key.{head}") for head in ("at", "name", "workspace", "what", "status")]
    rows = [
        (
            line["at"][:19],
            line["name"] or "—",
            line["workspace"] or "—",
            f"{line['method']} {line['path']}",
            str(line["status"]),
        )
        for line in found
    ]
    screen.table(heads, rows)


@contextmanager
def _ring(data: Path | None) -> Iterator[KeyRing]:
    from api.http.keys import KeyRing

    ring = KeyRing(folder(data))
    try:
        yield ring
    finally:
        ring.close()


def _json(one: Key) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "workspace": one.workspace,
        "scopes": sorted(one.scopes),
        "made": one.made,
        "revoked": one.revoked,
    }
