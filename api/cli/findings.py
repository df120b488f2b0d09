"""`evenhand findings`: what the rules say of contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import how, json_lines, lang, on, own_rules, paths, store
from api.cli.screen import Screen
from api.cli.store import address

if TYPE_CHECKING:
    from api.contracts import Contract, Judged
    from kg.rule import Rule
    from loaders.files.how import How


@click.command()
@paths
@store
@click.option("--side", type=click.Choice(["buyer", "vendor"]), default=None)
@on
@how
@click.option("--all", "everything", is_flag=True)
@own_rules
@click.option("--only", multiple=True, metavar="ID")
@json_lines
@lang
@click.pass_context
def findings(
    ctx: click.Context,
    paths: tuple[Path, ...],
    store: str | None,
    side: str | None,
    on: date | None,
    how: How,
    everything: bool,
    rules_dir: Path | None,
    only: tuple[str, ...],
    as_json: bool,
) -> None:
    """Judges files on the spot, or the contracts in the store."""
    from api.rulebook import chosen
    from api.service import judge_here

    screen: Screen = ctx.obj
    failures: list[str] = []
    rules = chosen(rules_dir, only)
    judged = (
        judge_here(readable(screen, paths, how, failures), on, rules)
        if paths
        else _of_store(address(store), on, rules)
    )
    for one in judged:
        if as_json:
            screen.lines(_rows(one, side, everything))
        else:
            from api.cli.findings_view import draw

            draw(screen, one, side, everything)
    ctx.exit(1 if failures else 0)


def readable(
    screen: Screen, paths: Iterable[Path], how: How, failures: list[str]
) -> Iterator[Contract]:
    """The contracts of these files; what cannot be read is told and noted down."""
    from api.cli.notes_view import show
    from api.contracts import Failure
    from api.errors import one_line
    from api.service import read_files

    for _, contract in read_files(paths, how):
        if isinstance(contract, Failure):
            failures.append(str(contract.path))
            screen.note(one_line(contract.error, screen.lang))
        else:
            show(screen, contract.opened)
            yield contract


def _of_store(store: str, on: date | None, rules: Sequence[Rule] | None) -> Iterator[Judged]:
    from api.service import existing, judge, stored

    with existing(store) as opened:
        for contract in stored(opened):
            yield judge(opened, contract, on, rules)


def _rows(judged: Judged, side: str | None, everything: bool) -> Iterator[object]:
    from api.context import noted_rows
    from api.service import outcome_rows

    for outcome in judged.outcomes:
        for row in outcome_rows(outcome, judged.contract.name):
            flagged = row["status"] == "flagged"
            if (flagged and row["favours"] != side) or (everything and not flagged):
                where = judged.contract.where(row["start"] if flagged else None)
                yield {**row, "place": where} if where else row
    yield from noted_rows(judged.contract)
