"""`evenhand brief`: what one side takes into the negotiation, on two pages."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.compare import gather
from api.cli.options import how, json_lines, lang, on, store
from api.cli.screen import Screen
from api.cli.store import address
from api.messages import Speaker

if TYPE_CHECKING:
    from kg.grades import Side
    from loaders.files.how import How


@click.command()
@click.argument("contract", metavar="PATH|ID")
@click.option("--side", type=click.Choice(["buyer", "vendor"]), required=True)
@store
@how
@click.option("--baseline/--no-baseline", "baseline", default=True)
@on
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None)
@json_lines
@lang
@click.pass_context
def brief(
    ctx: click.Context,
    contract: str,
    side: Side,
    store: str | None,
    how: How,
    baseline: bool,
    on: date | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Writes the negotiation agenda of one side."""
    from api.briefing import brief_of, markdown
    from api.service import existing
    from kg.store import opening_temporary

    screen: Screen = ctx.obj
    say = Speaker("brief", screen.lang)
    # A store that was not named is asked only for a contract in it.
    named = store is not None or not Path(contract).exists()
    with opening_temporary() as bench:
        chosen, complete = gather(screen, (contract,), address(store), how)
        if len(chosen) != 1:
            if complete:
                screen.note(say("one_file", count=len(chosen)))
            ctx.exit(1)
        with existing(address(store)) if named else nullcontext() as opened:
            made = brief_of(chosen[0], side, opened, on=on, baseline=baseline, bench=bench)
    if as_json:
        screen.lines([made.to_json()])
    elif out is None:
        screen.line(markdown(made, screen.lang).rstrip("\n"))
    else:
        out.write_text(markdown(made, screen.lang), "utf-8")
        screen.note(say("written", path=out))
    ctx.exit(0 if complete else 1)
