"""`evenhand doctor STORE`: whether a store is whole, and what to do where it is not."""

from __future__ import annotations

import click

from api.cli.options import json_lines, lang, store
from api.cli.screen import Screen
from api.cli.store import address


@click.command()
@click.argument("given", required=False, metavar="[STORE]")
@store
@json_lines
@lang
@click.pass_context
def doctor(ctx: click.Context, given: str | None, store: str | None, as_json: bool) -> None:
    """Checks every contract against its facts and every quote against its text."""
    from api.service import existing
    from kg.doctor import examine

    screen: Screen = ctx.obj
    with existing(address(given or store)) as opened:
        total = len(opened.facts.ids())
        with screen.progress(total, screen.say("doctor.doing")) as advance:
            health = examine(opened, advance)
    advice = sorted({screen.say(f"doctor.advice.{found.kind}") for found in health.complaints})
    if as_json:
        screen.lines([{"version": health.version, "counts": health.counts}])
        screen.lines(
            {"kind": str(found.kind), "where": found.where, "what": found.what}
            for found in health.complaints
        )
    else:
        counts = ", ".join(f"{name} {count}" for name, count in health.counts.items())
        screen.line(screen.say("doctor.counts", version=health.version, counts=counts))
        for found in health.complaints:
            wrong = screen.say(f"doctor.{found.kind}")
            screen.line(f"{found.where}: {wrong} {found.what}".rstrip())
        for line in advice or [screen.say("doctor.whole")]:
            screen.line(line)
    ctx.exit(1 if health.complaints else 0)
