"""`evenhand export`: contracts of the store in formats that others read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import json_lines, lang, on, out, store
from api.cli.screen import Screen
from api.cli.store import address
from api.messages import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.export.writing import Exported
    from ontology.errors import EvenhandError

FOLDER = Path("evenhand-export")

FORMATS = (
    *("turtle", "jsonld", "nquads", "odrl", "ocds"),
    *("graphml", "networkx", "neo4j", "parquet"),
)


@click.command()
@click.argument("given", nargs=-1, metavar="[ID|FILE]...")
@click.option("--format", "format_", type=click.Choice(FORMATS), default=None)
@out
@store
@on
@click.option("--ocid-prefix", default=None, metavar="PREFIX")
@click.option("--unchecked", is_flag=True)
@click.option("--check", "checking", is_flag=True)
@click.option("--list", "listed", is_flag=True)
@json_lines
@lang
@click.pass_context
def export(
    ctx: click.Context,
    given: tuple[str, ...],
    format_: str | None,
    out: Path | None,
    store: str | None,
    on: date | None,
    ocid_prefix: str | None,
    unchecked: bool,
    checking: bool,
    listed: bool,
    as_json: bool,
) -> None:
    """Writes contracts, lists the formats, or checks files of RDF."""
    screen: Screen = ctx.obj
    say = Speaker("export", screen.lang)
    if listed:
        _list(screen, say, as_json)
        return
    if checking:
        ctx.exit(0 if _check(screen, say, given, as_json) else 1)
    if format_ is None:
        raise click.UsageError(say("no_format", formats=", ".join(FORMATS)))
    from api.service import existing, find
    from kg.build import contracts
    from kg.export.writing import How
    from kg.export.writing import export as write

    how = How(check=not unchecked, on=on, ocid_prefix=ocid_prefix)
    with existing(address(store)) as opened:
        chosen = [find(opened, name) for name in given] if given else contracts(opened)
        ids = sorted({kept.id for kept in chosen})
        with screen.progress(len(ids), say("doing")) as advance:
            done = write(opened, ids, format_, out or FOLDER, how, advance)
    _show(screen, say, done, as_json)
    _complain(screen, say, done)
    ctx.exit(1 if done.refused else 0)


def _list(screen: Screen, say: Speaker, as_json: bool) -> None:
    from kg.export.formats import formats

    if as_json:
        screen.lines(
            {
                "name": one.name,
                "title": {"zh": one.title.zh, "en": one.title.en},
                "files": one.files,
                "returns": one.returns,
                "checked": one.checked,
                "drops": [{"zh": words.zh, "en": words.en} for words in one.drops],
            }
            for one in formats().values()
        )
        return
    heads = [say(f"head.{name}") for name in ("format", "title", "returns", "checked")]
    rows = [
        (
            one.name,
            one.title.say(screen.lang),
            say(f"returns.{one.returns}"),
            say(f"checked.{one.checked}"),
        )
        for one in formats().values()
    ]
    screen.table(heads, rows)


def _show(screen: Screen, say: Speaker, done: Exported, as_json: bool) -> None:
    if as_json:
        screen.lines(
            {
                "name": file.name,
                "path": str(done.folder / file.name),
                "bytes": file.size,
                "sha256": file.sha256,
                "rows": file.rows,
            }
            for file in done.files
        )
        return
    screen.line(
        say("done", contracts=done.contracts, files=len(done.files), folder=str(done.folder))
    )
    for words in done.format.drops:
        screen.line(say("drops", what=words.say(screen.lang)))
    if done.dropped:
        counts = ", ".join(f"{name} {count}" for name, count in done.dropped.items())
        screen.line(say("dropped", counts=counts))


def _complain(screen: Screen, say: Speaker, done: Exported) -> None:
    for id_, error in done.refused:
        for line in _lines(error, screen):
            screen.note(say("left_out", contract=id_, why=line))


def _lines(error: EvenhandError, screen: Screen) -> Iterator[str]:
    """Each thing that is wrong on a line of its own, in the reader's language where we have it."""
    found = getattr(error, "violations", None)
    if found is None:
        from api.errors import one_line
        from ontology.errors import EvenhandError

        yield one_line(EvenhandError(error.message), screen.lang)
        return
    for violation in found:
        yield violation.say(screen.lang)


def _check(screen: Screen, say: Speaker, given: tuple[str, ...], as_json: bool) -> bool:
    """Whether every file keeps to the shapes; says of each what does not."""
    if not given:
        raise click.UsageError(say("check.nothing"))
    from api.exports import check_file

    well = True
    for name in given:
        found = check_file(Path(name))
        well = well and not found
        if as_json:
            screen.lines(
                [
                    {
                        "path": name,
                        "conforms": not found,
                        "violations": [
                            {
                                "node": v.node,
                                "property": v.path,
                                "value": v.value,
                                "message": {"zh": v.message.zh, "en": v.message.en},
                            }
                            for v in found
                        ],
                    }
                ]
            )
        else:
            screen.line(say("check.well" if not found else "check.ill", path=name, n=len(found)))
            for violation in found:
                screen.line(f"  {violation.say(screen.lang)}")
    return well
