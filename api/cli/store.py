"""`evenhand add`, `list`, `remove`, `rebuild`: what is in the store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.each import each
from api.cli.options import how, json_lines, lang, needed_paths, store
from api.cli.screen import Screen

if TYPE_CHECKING:
    from api.cli.each import Resume
    from api.contracts import Contract
    from kg.store import Store
    from loaders.files.how import How


def address(given: str | None) -> str:
    """The store that a command works on."""
    from api.settings import default_store

    chosen = given or default_store(os.environ)
    if "://" in chosen:
        from api.cli.password import ask

        ask(chosen)
    return chosen


@click.command()
@needed_paths
@store
@how
@json_lines
@lang
@click.pass_context
def add(
    ctx: click.Context,
    paths: tuple[Path, ...],
    store: str | None,
    how: How,
    as_json: bool,
) -> None:
    """Adds contracts to the store; one that is there already is said and left as it is."""
    from api.service import add as add_contract
    from kg.store import open_store

    screen: Screen = ctx.obj
    chosen = address(store)
    with open_store(chosen) as opened:

        def put(_: Path, contract: Contract) -> str:
            added = add_contract(opened, contract)
            state = "new" if added.new else "changed" if added.changed else "known"
            if as_json:
                screen.lines([{"id": added.contract_id, "name": contract.name, "state": state}])
            else:
                title = contract.facts.contract.title or ""
                said = screen.say(f"add.{state}")
                screen.line(f"{said}  {added.contract_id}  {contract.name}  {title}")
            return added.contract_id

        resume = _resume(opened, chosen, how)
        well = each(screen, paths, how, screen.say("add.doing"), put, resume)
    ctx.exit(0 if well else 1)


def _resume(store: Store, address: str, how: How) -> Resume:
    """What of these files is in the store already."""
    from api.bulk import Journal
    from api.cli.each import Resume
    from api.settings import journal
    from kg.build import contracts

    known = {kept.id for kept in contracts(store)}
    return Resume(Journal(journal(os.environ, address), how), known.__contains__)


@click.command("list")
@store
@json_lines
@lang
@click.pass_obj
def list_(screen: Screen, store: str | None, as_json: bool) -> None:
    """Lists the contracts in the store with their findings."""
    from api.cli.portfolio import draw
    from api.service import existing, judge, stored, summary

    with existing(address(store)) as opened:
        rows = [summary(judge(opened, contract)) for contract in stored(opened)]
    if as_json:
        screen.lines(rows)
    elif rows:
        draw(screen, rows)
    else:
        screen.line(screen.say("list.empty", store=address(store)))


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@store
@json_lines
@lang
@click.pass_obj
def remove(screen: Screen, ids: tuple[str, ...], store: str | None, as_json: bool) -> None:
    """Removes contracts from the store by id or name."""
    from api.service import existing
    from api.service import remove as remove_contract

    with existing(address(store)) as opened:
        for given in ids:
            kept = remove_contract(opened, given)
            if as_json:
                screen.lines([{"id": kept.id, "name": kept.name, "state": "removed"}])
            else:
                screen.line(screen.say("remove.done", id=kept.id, name=kept.name))


@click.command()
@store
@lang
@click.pass_obj
def rebuild(screen: Screen, store: str | None) -> None:
    """Builds the graph anew from the facts that are kept beside it."""
    from api.service import rebuild as rebuild_graph
    from kg.store import open_store

    with open_store(address(store), fresh=True) as opened:
        total = len(opened.facts.ids())
        with screen.progress(total, screen.say("rebuild.doing")) as advance:
            count = rebuild_graph(opened, advance)
    screen.line(screen.say("rebuild.done", count=count))
