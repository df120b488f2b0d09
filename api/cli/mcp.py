"""`evenhand mcp`: the verbs as tools for agents, over standard input and output."""

from __future__ import annotations

from pathlib import Path

import click

from api.cli.options import lang, store
from api.cli.screen import Screen
from api.cli.store import address


@click.command()
@store
@click.option(
    "--folder",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
)
@click.option("--write", is_flag=True)
@lang
@click.pass_obj
def mcp(screen: Screen, store: str | None, folders: tuple[Path, ...], write: bool) -> None:
    """Serves agents until standard input ends."""
    from api.errors import Problem

    try:
        from api.mcp.server import build
    except ImportError as error:
        raise Problem("no_mcp_extra") from error
    from api.mcp.desk import Desk

    desk = Desk(address(store), folders or (Path(),), write, screen.lang)
    build(desk).run("stdio")
