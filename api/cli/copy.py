"""`evenhand copy STORE STORE`: a whole store into another, on whatever engine."""

from __future__ import annotations

import click

from api.cli.options import json_lines, lang
from api.cli.screen import Screen
from api.cli.store import address


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@json_lines
@lang
@click.pass_context
def copy(ctx: click.Context, source: str, target: str, as_json: bool) -> None:
    """Copies everything and compares counts and content; FROM stays as it is."""
    from api.service import existing
    from kg.copying import copy as copy_store
    from kg.store import open_store

    screen: Screen = ctx.obj
    with existing(address(source)) as opened, open_store(address(target)) as other:
        total = len(opened.facts.ids())
        with screen.progress(total, screen.say("copy.doing")) as advance:
            copied = copy_store(opened, other, advance)
    if as_json:
        for name, content in (("from", copied.source), ("to", copied.target)):
            screen.lines([{"store": name, "counts": dict(content.counts), "hash": content.hash}])
    else:
        count = copied.target.counts.get("facts", 0)
        said = "copy.done" if copied.alike else "copy.differs"
        screen.line(screen.say(said, count=count, hash=copied.target.hash[:16]))
    ctx.exit(0 if copied.alike else 1)
