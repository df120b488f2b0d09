"""`evenhand query`: a named question, a file, or Cypher; only ever reading."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from api.cli.options import json_lines, lang, store
from api.cli.screen import Screen
from api.cli.store import address
from ontology.values import Json

if TYPE_CHECKING:
    from kg.catalogue import Query


def _pairs(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, Json]:
    """`name=value`; a value that is JSON is taken as such, anything else as text."""
    pairs: dict[str, Json] = {}
    for item in given:
        name, equals, text = item.partition("=")
        if not equals:
            raise click.BadParameter(f"{item!r} is not K=V")
        try:
            pairs[name] = json.loads(text)
        except ValueError:
            pairs[name] = text
    return pairs


@click.command()
@click.argument("question", required=False, metavar="[NAME|FILE|CYPHER]")
@store
@click.option("--param", "params", multiple=True, callback=_pairs, metavar="K=V")
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True)
@click.option("--timeout", type=click.FloatRange(0.001), default=30.0, show_default=True)
@click.option("--list", "listed", is_flag=True)
@json_lines
@lang
@click.pass_obj
def query(
    screen: Screen,
    question: str | None,
    store: str | None,
    params: dict[str, Json],
    limit: int,
    timeout: float,
    listed: bool,
    as_json: bool,
) -> None:
    """Asks the graph."""
    from api.service import ask, existing
    from kg.catalogue import queries

    if listed:
        _list(screen, tuple(queries().values()), as_json)
        return
    if question is None:
        raise click.UsageError(screen.say("query.nothing"))
    with existing(address(store)) as opened:
        answer = ask(opened, question, params, limit=limit, timeout=timeout)
    if as_json:
        screen.lines(answer.rows)
        return
    heads = [answer.titles[c].say(screen.lang) if c in answer.titles else c for c in answer.columns]
    if answer.rows:
        screen.table(heads, [[_cell(row[c]) for c in answer.columns] for row in answer.rows])
    key = "query.cut" if answer.cut else "query.rows"
    screen.note(screen.say(key, count=len(answer.rows)))


def _list(screen: Screen, known: tuple[Query, ...], as_json: bool) -> None:
    if as_json:
        screen.lines(
            {
                "name": q.name,
                "title": {"zh": q.title.zh, "en": q.title.en},
                "params": dict(q.params),
            }
            for q in known
        )
        return
    rows = [
        (q.name, q.title.say(screen.lang), " ".join(f"{k}={v}" for k, v in q.params.items()))
        for q in known
    ]
    screen.table([screen.say(f"query.{head}") for head in ("name", "title", "params")], rows)


def _cell(value: Json) -> str:
    if value is None:
        return "—"
    if isinstance(value, list):
        return "\n".join(_cell(item) for item in value) or "—"
    if isinstance(value, float):
        return f"{value:,.10g}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
