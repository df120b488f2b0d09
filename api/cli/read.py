"""`evenhand read`: files to facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.each import each
from api.cli.options import how, json_lines, lang, needed_paths, out
from api.cli.screen import Screen

if TYPE_CHECKING:
    from api.contracts import Contract
    from loaders.files.how import How


@click.command()
@needed_paths
@out
@how
@click.option("--explain", is_flag=True)
@json_lines
@lang
@click.pass_context
def read(
    ctx: click.Context,
    paths: tuple[Path, ...],
    out: Path | None,
    how: How,
    explain: bool,
    as_json: bool,  # noqa: ARG001 - facts are JSON Lines with or without it
) -> None:
    """Prints the facts of each file as one JSON object a line, or writes them to a folder."""
    screen: Screen = ctx.obj
    written: dict[str, Path] = {}

    def show(path: Path, contract: Contract) -> None:
        if out is None:
            screen.line(contract.facts.dumps(reviews=explain))
        else:
            first = written.setdefault(path.stem, path)
            _write(out, path, first, contract.facts.dumps(reviews=explain, indent=1))
        if explain:
            _explain(screen, contract, how.buyer)

    well = each(screen, paths, how, screen.say("read.doing"), show)
    ctx.exit(0 if well else 1)


def _write(out: Path, path: Path, first: Path, text: str) -> None:
    """Writes `out/<stem>.json`; `first` is the file of that stem that was read first."""
    from api.errors import Problem
    from api.files import write_text

    if first != path:
        raise Problem("same_stem", str(path), first=first, stem=path.stem)
    write_text(out / f"{path.stem}.json", text + "\n")


def _explain(screen: Screen, contract: Contract, buyer: str | None) -> None:
    """What was read, why, and what was looked for in vain, on standard error."""
    from api.cli.explain_view import show

    facts = contract.facts
    screen.note(
        screen.say(
            "read.explained",
            name=contract.name,
            terms=len(facts.terms),
            norms=len(facts.norms),
            defects=len(facts.defects),
        )
    )
    show(screen, contract, buyer)
