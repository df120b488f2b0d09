"""`evenhand explain`: one finding with its rule, its rows, the graph there and the words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.findings import readable
from api.cli.options import how, json_lines, lang, on, own_rules, paths, store
from api.cli.screen import Screen
from api.cli.store import address

if TYPE_CHECKING:
    from loaders.files.how import How


@click.command()
@click.argument("finding", metavar="FINDING")
@paths
@store
@own_rules
@on
@how
@json_lines
@lang
@click.pass_obj
def explain(
    screen: Screen,
    finding: str,
    paths: tuple[Path, ...],
    store: str | None,
    rules_dir: Path | None,
    on: date | None,
    how: How,
    as_json: bool,
) -> None:
    """Explains a finding of these files, or of a contract in the store."""
    from api.cli.explanation_view import draw, explanation_json
    from api.explain import explain_here, explain_stored
    from api.rulebook import chosen
    from api.service import existing

    rules = chosen(rules_dir)
    if paths:
        contracts = readable(screen, paths, how, [])
        contract, explained = explain_here(contracts, finding, rules, on)
    else:
        with existing(address(store)) as opened:
            contract, explained = explain_stored(opened, finding, rules, on)
    if as_json:
        screen.lines([explanation_json(explained)])
    else:
        draw(screen, contract, explained)
