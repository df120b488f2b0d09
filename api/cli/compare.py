"""`evenhand compare`: topic × contract; a draft against an earlier one; against its peers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.each import each
from api.cli.options import how, json_lines, lang, store
from api.cli.screen import Screen
from api.cli.store import address
from api.messages import Speaker

if TYPE_CHECKING:
    from api.contracts import Contract
    from loaders.files.how import How


@click.command()
@click.argument("contracts", nargs=-1, metavar="[PATH|ID]...")
@store
@how
@click.option("--topic", "topics", multiple=True, metavar="TOPIC")
@click.option("--differing", is_flag=True)
@click.option("--changes", is_flag=True)
@click.option("--peers", is_flag=True)
@json_lines
@lang
@click.pass_context
def compare(
    ctx: click.Context,
    contracts: tuple[str, ...],
    store: str | None,
    how: How,
    topics: tuple[str, ...],
    differing: bool,
    changes: bool,
    peers: bool,
    as_json: bool,
) -> None:
    """Lays contracts side by side: files, contracts of the store, or both."""
    screen: Screen = ctx.obj
    say = Speaker("compare", screen.lang)
    if changes and peers:
        raise click.UsageError(say("together"))
    chosen, complete = gather(screen, contracts, address(store), how)
    if not chosen:
        screen.note(screen.say("compare.nothing"))
        ctx.exit(1)
    if changes:
        complete &= _changes(screen, chosen, as_json)
    elif peers:
        complete &= _peers(screen, chosen, address(store), as_json)
    else:
        _matrix(screen, chosen, topics, differing, as_json)
    ctx.exit(0 if complete else 1)


def _matrix(
    screen: Screen,
    chosen: Sequence[Contract],
    topics: Sequence[str],
    differing: bool,
    as_json: bool,
) -> None:
    from api.cli.compare_view import draw, draw_ranked
    from kg.compare import compare as lay_out
    from kg.compare import differences, ranked
    from kg.compare.heads import heads

    facts = [contract.facts for contract in chosen]
    if len(facts) == 1:
        screen.note(Speaker("compare", screen.lang)("single"))
    rows = [row for row in lay_out(facts) if not topics or row.topic in topics]
    found = differences(rows, facts)
    if differing:
        found = ranked(found)
    above = [row for row in heads(facts) if row.differs or not differing]
    above = [] if topics and "contract" not in topics else above
    if as_json:
        screen.lines(item.to_json() for item in found)
        screen.lines(row.to_json() for row in above)
    elif differing:
        draw_ranked(screen, chosen, found)
    else:
        draw(screen, chosen, rows, above)


def _changes(screen: Screen, chosen: Sequence[Contract], as_json: bool) -> bool:
    from api.cli.changes_view import draw
    from api.redline import redline

    say = Speaker("compare", screen.lang)
    if len(chosen) != 2:
        screen.note(say("two", count=len(chosen)))
        return False
    found = redline(*chosen)
    for contract in found.textless:
        screen.note(say("no_text", name=contract.name))
    if as_json:
        screen.lines(found.lines())
    else:
        draw(screen, found)
    return True


def _peers(screen: Screen, chosen: Sequence[Contract], store: str, as_json: bool) -> bool:
    from api.cli.changes_view import draw_peers
    from api.service import existing
    from kg.benchmark import limits
    from kg.compare.peers import against
    from kg.verbs import peers_of

    say = Speaker("compare", screen.lang)
    if len(chosen) != 1:
        screen.note(say("one", count=len(chosen)))
        return False
    draft = chosen[0]
    with existing(store) as opened:
        peers = peers_of(opened, draft.facts)
    if len(peers) < limits().minimum:
        screen.note(say("few_peers", name=draft.name, n=len(peers), least=limits().minimum))
        return True
    found = against(draft.facts, peers)
    if as_json:
        screen.lines(item.to_json() for item in found)
    else:
        draw_peers(screen, draft, len(peers), found)
    return True


def gather(
    screen: Screen, given: tuple[str, ...], store: str, how: How
) -> tuple[list[Contract], bool]:
    """The contracts meant by paths, ids and names, all of the store without any.

    False beside them where one could not be had; that was then said on standard error.
    """
    from api.service import existing, stored

    if not given:
        with existing(store) as opened:
            return list(stored(opened)), True
    found: list[Contract] = []
    complete = True
    for item in given:
        if not Path(item).exists() and not _looks_like_a_file(item):
            with existing(store) as opened:
                found.extend(stored(opened, [item]))
            continue
        complete &= each(
            screen, [Path(item)], how, screen.say("read.doing"), lambda _, c: found.append(c)
        )
    return found, complete


def _looks_like_a_file(item: str) -> bool:
    return "/" in item or "\\" in item or bool(Path(item).suffix)
