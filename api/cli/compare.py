"""`evenhand compare`: topic × contract, from files or from the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.each import each
from api.cli.options import how, json_lines, lang, store
from api.cli.screen import Screen
from api.cli.store import address

if TYPE_CHECKING:
    from api.contracts import Contract
    from loaders.files.how import How


@click.command()
@click.argument("contracts", nargs=-1, metavar="[PATH|ID]...")
@store
@how
@click.option("--topic", "topics", multiple=True, metavar="TOPIC")
@click.option("--differing", is_flag=True)
@json_lines
@lang
@click.pass_context
def compare(
    ctx: click.Context,
    contracts: tuple[str, ...],
    store: str | None,
    how: How,
    topics: tuple[str, ...],
    differing: bool,
    as_json: bool,
) -> None:
    """Lays contracts side by side: files, contracts of the store, or both."""
    from api.cli.compare_view import draw
    from api.service import compare as compare_contracts

    screen: Screen = ctx.obj
    chosen, complete = gather(screen, contracts, address(store), how)
    if not chosen:
        screen.note(screen.say("compare.nothing"))
        ctx.exit(1)
    rows = [
        row
        for row in compare_contracts(chosen)
        if (not topics or row.topic in topics) and (row.differs or not differing)
    ]
    if as_json:
        screen.lines(row.to_json() for row in rows)
    else:
        draw(screen, chosen, rows)
    ctx.exit(0 if complete else 1)


def gather(
    screen: Screen, given: tuple[str, ...], store: str, how: How
) -> tuple[list[Contract], bool]:
    """The contracts meant by paths, ids and names, all of the store without any.

    False beside them where one could not be had; that was then said on standard error.
    """
    from api.service import existing, stored

    if not given:
        with existing(store) as opened:
            return list(stored(opened)), True
    found: list[Contract] = []
    complete = True
    for item in given:
        if not Path(item).exists() and not _looks_like_a_file(item):
            with existing(store) as opened:
                found.extend(stored(opened, [item]))
            continue
        complete &= each(
            screen, [Path(item)], how, screen.say("read.doing"), lambda _, c: found.append(c)
        )
    return found, complete


def _looks_like_a_file(item: str) -> bool:
    return "/" in item or "\\" in item or bool(Path(item).suffix)
