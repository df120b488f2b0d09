"""`evenhand report`: one HTML page a contract, and an index where there are several."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.compare import gather
from api.cli.options import how, json_lines, lang, on, out, own_rules, store
from api.cli.screen import Screen
from api.cli.store import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from api.contracts import Contract, Judged
    from loaders.files.how import How

FOLDER = Path("evenhand-reports")


@click.command()
@click.argument("contracts", nargs=-1, metavar="[PATH|ID]...")
@out
@store
@on
@own_rules
@how
@json_lines
@lang
@click.pass_context
def report(
    ctx: click.Context,
    contracts: tuple[str, ...],
    out: Path | None,
    store: str | None,
    on: date | None,
    rules_dir: Path | None,
    how: How,
    as_json: bool,
) -> None:
    """Writes the reports of files, of contracts in the store, or of all in the store."""
    screen: Screen = ctx.obj
    chosen, complete = gather(screen, contracts, address(store), how)
    from api.rulebook import chosen as chosen_rules
    from api.service import judge_here

    rules = chosen_rules(rules_dir)
    if not chosen and complete:
        screen.note(screen.say("report.nothing"))
    others = [*neighbours(address(store)), *chosen]
    pages = write(screen, judge_here(chosen, on, rules), len(chosen), out or FOLDER, others)
    for judged, path in pages:
        if as_json:
            screen.lines(
                [{"id": judged.contract.id, "name": judged.contract.name, "path": str(path)}]
            )
        else:
            screen.line(str(path))
    ctx.exit(0 if complete and pages else 1)


def neighbours(store: str) -> tuple[Contract, ...]:
    """The contracts of the store to compare with, none where there is no store."""
    from api.errors import Problem
    from api.service import existing, stored

    try:
        with existing(store) as opened:
            return stored(opened)
    except Problem:
        return ()


def write(
    screen: Screen,
    judged: Iterable[Judged],
    total: int,
    folder: Path,
    others: Sequence[Contract],
) -> list[tuple[Judged, Path]]:
    """Writes a page for each of `total` contracts and an index for several; says where they are."""
    from api.files import write_text
    from api.report.index import render_index
    from api.service import report as render

    pages: list[tuple[Judged, Path]] = []
    taken: set[str] = set()
    with screen.progress(total, screen.say("report.doing")) as advance:
        for one in judged:
            name = one.contract.name
            stem = name if name not in taken else f"{name}-{one.contract.id}"
            taken.add(stem)
            path = folder / f"{stem}.html"
            write_text(path, render(one, others, screen.lang))
            pages.append((one, path))
            advance(name)
    if len(pages) > 1:
        entries = [(one, path.name) for one, path in pages]
        write_text(folder / "index.html", render_index(entries, screen.lang))
    return pages
