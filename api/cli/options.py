"""Options that several commands share."""

from __future__ import annotations

import os
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
    from loaders.model.endpoint import Endpoint

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


def _reader(url: str | None, model: str | None) -> Endpoint | None:
    """The model to ask, with the key from the environment: off unless both are named."""
    if not url and not model:
        return None
    if not url or not model:
        raise click.UsageError("--reader-url and --reader-model go together")
    from loaders.model.endpoint import Endpoint

    return Endpoint(url, model, os.environ.get("EVENHAND_READER_KEY", ""))


def how(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say how files are read, handed to the verb as one `how`."""

    @click.option("--buyer", default=None, metavar="LABEL")
    @click.option("--part", default=None, metavar="PART")
    @click.option("--revisions", type=click.Choice(["accepted", "original"]), default="accepted")
    @click.option("--password", default=None, metavar="PASSWORD")
    @click.option("--reader-url", envvar="EVENHAND_READER_URL", default=None, metavar="URL")
    @click.option("--reader-model", envvar="EVENHAND_READER_MODEL", default=None, metavar="NAME")
    @wraps(command)
    def with_how(
        *args: Any,
        buyer: str | None,
        part: str | None,
        revisions: Revisions,
        password: str | None,
        reader_url: str | None,
        reader_model: str | None,
        **kwargs: Any,
    ) -> Any:
        from loaders.files.how import How

        reader = _reader(reader_url, reader_model)
        said = How(buyer, revisions, password, part=part, reader=reader)
        return command(*args, how=said, **kwargs)

    return with_how
