"""`evenhand rules`: the rulebook as a list or a page, and a check of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import json_lines, lang, own_rules
from api.cli.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.rule import Rule
    from kg.rulecheck import Checked


class Rules(click.Group):
    """`evenhand rules ASY-01` shows that rule without the word `show`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        named = bool(args) and (args[0] in self.commands or args[0].startswith("-"))
        return super().resolve_command(ctx, args if named else ["show", *args])


@click.group(cls=Rules, invoke_without_command=True)
@own_rules
@json_lines
@lang
@click.pass_context
def rules(ctx: click.Context, rules_dir: Path | None, as_json: bool) -> None:
    """The rulebook."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, rules_dir, as_json)


@rules.command("list")
@own_rules
@json_lines
@lang
@click.pass_obj
def list_(screen: Screen, rules_dir: Path | None, as_json: bool) -> None:
    """Lists the rules with their groups."""
    _list(screen, rules_dir, as_json)


def _list(screen: Screen, rules_dir: Path | None, as_json: bool) -> None:
    from api.cli.rules_view import draw_list, rule_json

    found = _known(rules_dir)
    if as_json:
        screen.lines(rule_json(rule) for rule in found)
    else:
        draw_list(screen, found)


@rules.command("show")
@click.argument("rule_id", metavar="ID")
@own_rules
@json_lines
@lang
@click.pass_obj
def show(screen: Screen, rule_id: str, rules_dir: Path | None, as_json: bool) -> None:
    """Prints the page of one rule."""
    from api.cli.rules_view import draw_rule, rule_json
    from api.errors import Problem

    found = next((rule for rule in _known(rules_dir) if rule.id == rule_id.upper()), None)
    if found is None:
        raise Problem("no_such_rule", given=rule_id)
    if as_json:
        screen.lines([rule_json(found)])
    else:
        draw_rule(screen, found)


@rules.command("check")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@json_lines
@lang
@click.pass_context
def check(ctx: click.Context, folder: Path, as_json: bool) -> None:
    """Checks the files of a folder and judges the cases in them."""
    from api.rulebook import check_folder

    screen: Screen = ctx.obj
    done = check_folder(folder)
    if as_json:
        screen.lines([_json(done.own, done.changed)])
    else:
        _told(screen, done.own, done.changed)
    ctx.exit(1 if done.own.complaints else 0)


def _told(screen: Screen, own: Checked, changed: Sequence[str]) -> None:
    for complaint in own.complaints:
        screen.note(complaint.say(screen.lang))
    for remark in own.remarks:
        screen.note(screen.say("rules.remark", remark=remark.say(screen.lang)))
    if changed:
        screen.line(screen.say("rules.changed", ids=", ".join(changed)))
    key = "rules.failed" if own.complaints else "rules.held"
    screen.line(screen.say(key, rules=own.rules, cases=own.cases, complaints=len(own.complaints)))


def _json(own: Checked, changed: Sequence[str]) -> dict[str, object]:
    from kg.finding import both

    return {
        "rules": own.rules,
        "cases": own.cases,
        "changed": list(changed),
        "complaints": [both(complaint) for complaint in own.complaints],
        "remarks": [both(remark) for remark in own.remarks],
    }


def _known(rules_dir: Path | None) -> tuple[Rule, ...]:
    from api.rulebook import known

    return known(rules_dir)
