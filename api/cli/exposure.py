"""`evenhand exposure`: who owes whom how much when things go wrong, in files or in the store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import how, json_lines, lang, on, store
from api.cli.screen import Screen
from api.cli.store import address

if TYPE_CHECKING:
    from kg.exposure import Exposure
    from loaders.files.how import How


class Yuan(click.ParamType[Decimal]):
    """A sum of money, above or equal to zero; thousands may be set off by commas."""

    name = "yuan"

    def convert(
        self, value: str | Decimal, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        try:
            amount = Decimal(str(value).replace(",", ""))
        except InvalidOperation:
            amount = Decimal(-1)
        if not amount.is_finite() or amount < 0:
            self.fail(f"{value!r} is no sum of money, write 120000 or 120000.50", param, ctx)
        return amount


@click.command()
@click.argument("contracts", nargs=-1, metavar="[PATH|ID]...")
@store
@how
@click.option("--scenario", "ids", multiple=True, metavar="ID")
@click.option("--scenarios", "own", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--side", type=click.Choice(["buyer", "vendor"]), default=None)
@click.option("--days", type=click.IntRange(0, 36500), multiple=True, metavar="N")
@click.option("--sum", "sum_", type=Yuan(), default=None)
@click.option("--loss", type=Yuan(), default=None)
@click.option("--price", type=Yuan(), default=None)
@click.option("--score", type=Yuan(), default=None, metavar="POINTS")
@on
@click.option("--steps", is_flag=True)
@click.option("--list", "listed", is_flag=True)
@json_lines
@lang
@click.pass_context
def exposure(
    ctx: click.Context,
    contracts: tuple[str, ...],
    store: str | None,
    how: How,
    ids: tuple[str, ...],
    own: Path | None,
    side: str | None,
    days: tuple[int, ...],
    sum_: Decimal | None,
    loss: Decimal | None,
    price: Decimal | None,
    score: Decimal | None,
    on: date | None,
    steps: bool,
    listed: bool,
    as_json: bool,
) -> None:
    """Works out scenarios on contracts: files, contracts of the store, or both."""
    from api.cli.compare import gather
    from api.cli.exposure_view import draw, draw_scenarios, scenario_json
    from api.scenarios import known_scenarios, priced, with_wishes, worked_out
    from kg.exposure import read_scenarios

    screen: Screen = ctx.obj
    given = {"sum": sum_, "loss": loss, "score": score}
    mine = read_scenarios(own) if own else None
    chosen = [with_wishes(scenario, days, given) for scenario in known_scenarios(ids, mine)]
    if listed:
        if as_json:
            screen.lines(scenario_json(scenario) for scenario in chosen)
        else:
            draw_scenarios(screen, chosen)
        return
    found, complete = gather(screen, contracts, address(store), how)
    worked: list[list[Exposure]] = []
    for contract in found:
        rows = worked_out(priced(contract.facts, price), chosen, on)
        worked.append([row for row in rows if side in (None, row.side)])
    if as_json:
        screen.lines(row.to_json() for rows in worked for row in rows)
    else:
        draw(screen, worked, chosen, steps=steps)
    ctx.exit(0 if complete and found else 1)
