"""`evenhand benchmark`: each value of a contract among those of its peers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import how, json_lines, lang, on, store
from api.cli.screen import Screen
from api.cli.store import address
from api.messages import Speaker

if TYPE_CHECKING:
    from api.contracts import Contract
    from kg.benchmark import Pool
    from loaders.files.how import How

    PoolFor = Callable[[Contract], Pool]

FEW = 3
"""Up to so many contracts the store is asked for each only what that one needs."""


@click.command()
@click.argument("contracts", nargs=-1, metavar="[PATH|ID]...")
@store
@how
@click.option("--baseline/--no-baseline", "baseline", default=True)
@click.option("--peers", "peers", default=None, metavar="DIM,...")
@click.option("--exact", is_flag=True)
@click.option("--by-family", is_flag=True)
@click.option("--side", type=click.Choice(["buyer", "vendor"]), default=None)
@on
@json_lines
@lang
@click.pass_context
def benchmark(
    ctx: click.Context,
    contracts: tuple[str, ...],
    store: str | None,
    how: How,
    baseline: bool,
    peers: str | None,
    exact: bool,
    by_family: bool,
    side: str | None,
    on: date | None,
    as_json: bool,
) -> None:
    """Places the values of contracts among those of their peers."""
    from api.cli.benchmark_view import draw, rows
    from api.cli.compare import gather
    from kg.benchmark import Choice, standing

    screen: Screen = ctx.obj
    say = Speaker("benchmark", screen.lang)
    choice = Choice(_dimensions(peers, say), widen=not exact, by_family=by_family)
    chosen, complete = gather(screen, contracts, address(store), how)
    if not chosen:
        screen.note(say("nothing"))
        ctx.exit(1)
    # A store that was not named is asked only where a contract in it was.
    named = store is not None or any(not Path(item).exists() for item in contracts or ("",))
    if not named and not baseline:
        screen.note(say("no_peers"))
        ctx.exit(1)
    with _pools(address(store) if named else None, baseline, len(chosen)) as pool_for:
        for contract in chosen:
            pool = pool_for(contract)
            found = standing(contract.facts, pool, choice, on)
            if not found.values:
                screen.note(say("no_value", name=contract.name))
            if as_json:
                screen.lines(rows(contract, found, side))
            else:
                draw(screen, contract, found, pool, side)
    ctx.exit(0 if complete else 1)


def _dimensions(given: str | None, say: Speaker) -> tuple[str, ...] | None:
    """The dimensions asked for; `all` is none of them, nothing all that are known."""
    from kg.benchmark import dimensions

    if given is None or given == "all":
        return () if given else None
    names = tuple(name.strip() for name in given.split(",") if name.strip())
    for name in names:
        if name not in dimensions():
            raise click.UsageError(say("no_dimension", given=name, names=", ".join(dimensions())))
    return names


@contextmanager
def _pools(store: str | None, baseline: bool, count: int) -> Iterator[PoolFor]:
    """What gives the pool for a contract, while the store is open."""
    from api.service import existing
    from kg.baseline import with_baseline
    from kg.benchmark import Pool, store_pool

    def whole(pool: Pool) -> Pool:
        return with_baseline(pool) if baseline else pool

    if store is None:
        alone = whole(Pool())
        yield lambda _: alone
        return
    with existing(store) as opened:
        if count > FEW:
            every = whole(store_pool(opened))
            yield lambda _: every
        else:
            yield lambda contract: whole(store_pool(opened, contract.facts))
