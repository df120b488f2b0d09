"""`evenhand merge`: which names are one party and why; merging by hand, and taking it back."""

from __future__ import annotations

import click

from api.cli.options import json_lines, lang, store
from api.cli.screen import Screen
from api.cli.store import address


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME NAME]")
@click.option("--undo", default=None, metavar="NAME")
@store
@json_lines
@lang
@click.pass_obj
def merge(
    screen: Screen, names: tuple[str, ...], undo: str | None, store: str | None, as_json: bool
) -> None:
    """Lists the merges, makes one party of two, or takes a merge back."""
    from api.service import existing
    from kg import merging

    if len(names) not in (0, 2) or (names and undo):
        raise click.UsageError(screen.say("merge.usage"))
    with existing(address(store)) as opened:
        if undo is not None:
            alias, reason = merging.undo(opened, undo)
            said = screen.say(f"merge.reason.{reason}")
            screen.note(screen.say("merge.undone", name=alias.name or alias.code, reason=said))
        elif names:
            merging.merge(opened, *names)
            screen.note(screen.say("merge.done", one=names[0], other=names[1]))
        rows = merging.merges(opened)
    if as_json:
        screen.lines(
            {
                "id": row.alias,
                "name": row.name,
                "party": row.party,
                "party_name": row.party_name,
                "reason": row.reason,
                "because": row.because,
            }
            for row in rows
        )
    elif rows:
        heads = [screen.say(f"merge.{head}") for head in ("party", "name", "why", "id")]
        screen.table(
            heads,
            [
                (row.party_name, row.name, screen.say(f"merge.reason.{row.reason}"), row.alias)
                for row in rows
            ],
        )
    else:
        screen.line(screen.say("merge.none"))
