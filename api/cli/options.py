"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from api.cli.screen import Screen
from api.messages import LANGS

F = TypeVar("F", bound=Callable[..., Any])


def _day(_: click.Context, __: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def _set_language(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        ctx.obj = Screen("zh" if value == "zh" else "en")


lang = click.option(
    "--lang",
    type=click.Choice(LANGS),
    expose_value=False,
    callback=_set_language,
    is_eager=True,
)
json_lines = click.option("--json", "as_json", is_flag=True)
store = click.option("--store", envvar="EVENHAND_STORE", default=None, metavar="STORE")
buyer = click.option("--buyer", default=None, metavar="LABEL")
on = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="YYYY-MM-DD")
out = click.option("--out", type=click.Path(path_type=Path, file_okay=True), default=None)
paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
needed_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
