"""`evenhand findings` and `evenhand rules`: what the rules say of contracts, and of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import buyer, json_lines, lang, on, paths, store
from api.cli.screen import Screen
from api.cli.store import address

if TYPE_CHECKING:
    from api.contracts import Judged


@click.command()
@paths
@store
@click.option("--side", type=click.Choice(["buyer", "vendor"]), default=None)
@on
@buyer
@click.option("--all", "everything", is_flag=True)
@json_lines
@lang
@click.pass_context
def findings(
    ctx: click.Context,
    paths: tuple[Path, ...],
    store: str | None,
    side: str | None,
    on: date | None,
    buyer: str | None,
    everything: bool,
    as_json: bool,
) -> None:
    """Judges files on the spot, or the contracts in the store."""
    screen: Screen = ctx.obj
    failures: list[str] = []
    judged = (
        _of_files(screen, paths, buyer, on, failures) if paths else _of_store(address(store), on)
    )
    for one in judged:
        if as_json:
            screen.lines(_rows(one, side, everything))
        else:
            from api.cli.findings_view import draw

            draw(screen, one, side, everything)
    ctx.exit(1 if failures else 0)


def _of_files(
    screen: Screen, paths: Iterable[Path], buyer: str | None, on: date | None, failures: list[str]
) -> Iterator[Judged]:
    from api.contracts import Contract, Failure
    from api.errors import one_line
    from api.service import judge_here, read_files

    def readable() -> Iterator[Contract]:
        for _, contract in read_files(paths, buyer=buyer):
            if isinstance(contract, Failure):
                failures.append(str(contract.path))
                screen.note(one_line(contract.error, screen.lang))
            else:
                yield contract

    return judge_here(readable(), on)


def _of_store(store: str, on: date | None) -> Iterator[Judged]:
    from api.service import existing, judge, stored

    with existing(store) as opened:
        for contract in stored(opened):
            yield judge(opened, contract, on)


def _rows(judged: Judged, side: str | None, everything: bool) -> Iterator[object]:
    from api.service import outcome_rows

    for outcome in judged.outcomes:
        for row in outcome_rows(outcome, judged.contract.name):
            flagged = row["status"] == "flagged"
            if (flagged and row["favours"] != side) or (everything and not flagged):
                yield row


@click.command()
@click.argument("rule_id", required=False, metavar="[ID]")
@json_lines
@lang
@click.pass_obj
def rules(screen: Screen, rule_id: str | None, as_json: bool) -> None:
    """Lists the rules, or prints the page of one."""
    from api.cli.rules_view import draw_list, draw_rule, rule_json
    from api.errors import Problem
    from kg.rules import rules as all_rules

    known = all_rules()
    if rule_id is None:
        if as_json:
            screen.lines(rule_json(rule) for rule in known)
        else:
            draw_list(screen, known)
        return
    found = next((rule for rule in known if rule.id == rule_id.upper()), None)
    if found is None:
        raise Problem("no_such_rule", given=rule_id)
    if as_json:
        screen.lines([rule_json(found)])
    else:
        draw_rule(screen, found)
