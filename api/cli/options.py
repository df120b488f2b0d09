"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from api.cli.screen import Screen
from api.messages import LANGS

if TYPE_CHECKING:
    from loaders.files.how import Revisions

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
on = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="YYYY-MM-DD")
own_rules = click.option(
    "--rules", "rules_dir", type=click.Path(path_type=Path), default=None, metavar="DIR"
)
out = click.option("--out", type=click.Path(path_type=Path, file_okay=True), default=None)
paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
needed_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


def how(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say how files are read, handed to the verb as one `how`."""

    @click.option("--buyer", default=None, metavar="LABEL")
    @click.option("--part", default=None, metavar="PART")
    @click.option("--revisions", type=click.Choice(["accepted", "original"]), default="accepted")
    @click.option("--password", default=None, metavar="PASSWORD")
    @wraps(command)
    def with_how(
        *args: Any,
        buyer: str | None,
        part: str | None,
        revisions: Revisions,
        password: str | None,
        **kwargs: Any,
    ) -> Any:
        from loaders.files.how import How

        said = How(buyer=buyer, revisions=revisions, password=password, part=part)
        return command(*args, how=said, **kwargs)

    return with_how
