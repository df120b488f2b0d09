"""`evenhand read`: files to facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.each import each
from api.cli.options import how, json_lines, lang, needed_paths, out
from api.cli.screen import Screen

if TYPE_CHECKING:
    from api.cli.each import Resume
    from api.contracts import Contract
    from loaders.files.how import How
    from ontology.values import Json


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
    as_json: bool,
) -> None:
    """Prints the facts of each file as one JSON object a line, or writes them to a folder.

    With `--json` what the file tells beside the contract stands under `context`.
    """
    screen: Screen = ctx.obj
    written: dict[str, Path] = {}

    def show(path: Path, contract: Contract) -> str | None:
        if out is None and as_json:
            screen.lines([_with_context(contract, explain)])
        elif out is None:
            screen.line(contract.facts.dumps(reviews=explain))
        else:
            first = written.setdefault(contract.name, path)
            _write(
                out, contract.name, (first, path), contract.facts.dumps(reviews=explain, indent=1)
            )
        if explain:
            _explain(screen, contract, how.buyer)
        return contract.name

    resume = _resume(out, how) if out is not None and not explain else None
    well = each(screen, paths, how, screen.say("read.doing"), show, resume)
    ctx.exit(0 if well else 1)


def _with_context(contract: Contract, explain: bool) -> Json:
    """The facts, and under `context` what is none of them: the part, the tender, the notes."""
    from api.context import to_json

    facts, told = contract.facts.to_json(reviews=explain), to_json(contract)
    return {**facts, "context": told} if told else facts


def _resume(out: Path, how: How) -> Resume:
    """What of these files stands in the folder already."""
    from api.bulk import Journal
    from api.cli.each import Resume

    return Resume(Journal(out / ".evenhand", how), lambda name: (out / f"{name}.json").exists())


def _write(out: Path, name: str, paths: tuple[Path, Path], text: str) -> None:
    """Writes `out/<name>.json`; of two files of that name, the first."""
    from api.errors import Problem
    from api.files import write_file

    first, path = paths
    if first != path:
        raise Problem("same_stem", str(path), first=first, stem=name)
    write_file(out / f"{name}.json", text + "\n")


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
