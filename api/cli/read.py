"""`evenhand read`: files to facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import buyer, json_lines, lang, needed_paths, out
from api.cli.screen import Screen

if TYPE_CHECKING:
    from api.service import Contract


@click.command()
@needed_paths
@out
@buyer
@click.option("--explain", is_flag=True)
@json_lines
@lang
@click.pass_context
def read(
    ctx: click.Context,
    paths: tuple[Path, ...],
    out: Path | None,
    buyer: str | None,
    explain: bool,
    as_json: bool,  # noqa: ARG001 - facts are JSON Lines with or without it
) -> None:
    """Prints the facts of each file as one JSON object a line, or writes them to a folder."""
    from api.errors import Problem, one_line
    from api.files import walk, write_text
    from api.service import Failure, read_files
    from ontology.errors import EvenhandError

    screen: Screen = ctx.obj
    files = list(walk(paths))
    failed, written = not files, dict[str, Path]()
    if not files:
        screen.note(screen.say("read.nothing"))
    with screen.progress(len(files), screen.say("read.doing")) as advance:
        for path, contract in read_files(files, buyer=buyer):
            advance(path.name)
            try:
                if isinstance(contract, Failure):
                    raise contract.error
                if out is None:
                    screen.lines([contract.facts.to_json(reviews=explain)])
                else:
                    first = written.setdefault(path.stem, path)
                    if first != path:
                        raise Problem("same_stem", str(path), first=first, stem=path.stem)
                    text = json.dumps(
                        contract.facts.to_json(reviews=explain), ensure_ascii=False, indent=1
                    )
                    write_text(out / f"{path.stem}.json", text + "\n")
            except EvenhandError as error:
                failed = True
                screen.note(one_line(error, screen.lang))
                continue
            if explain:
                _explain(screen, contract)
    ctx.exit(1 if failed else 0)


def _explain(screen: Screen, contract: Contract) -> None:
    """What was read and what was looked for in vain, on standard error."""
    from ontology.term_types import term_types

    facts = contract.facts
    found = {term.type for term in facts.terms}
    missing = [
        term_types()[r.type].title.say(screen.lang) for r in facts.reviews if r.type not in found
    ]
    screen.note(
        screen.say(
            "read.explained",
            name=contract.name,
            terms=len(facts.terms),
            norms=len(facts.norms),
            defects=len(facts.defects),
            missing="、".join(missing) if screen.lang == "zh" else ", ".join(missing),
        )
    )
