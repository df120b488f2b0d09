"""Every command with its arguments and options, in the words of its help."""

from __future__ import annotations

from collections.abc import Iterator

import click

from api.cli import VERBS
from api.messages import Speaker

SHARED = "options"
"""Where the help of an option stands that several verbs have."""


def commands() -> str:
    """The page of the command line."""
    head = "# Commands\n\nWhat each prints and its exit codes: [the command line](../cli.md)."
    return "\n\n".join([head, *(part for verb in VERBS for part in _command(verb, ""))])


def _command(command: click.Command, above: str) -> Iterator[str]:
    say = Speaker("help", "en")
    key = f"{above}{command.name}"
    words = key.replace("-", " ")
    usage = " ".join(["evenhand", words, *_arguments(command)])
    yield f"## `{usage}`\n\n{say(key)}\n\n{Speaker('help', 'zh')(key)}"
    rows = [_option(option, key) for option in command.params if isinstance(option, click.Option)]
    if rows:
        yield "\n".join(["| option | |", "| --- | --- |", *rows])
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from _command(one, f"{key}-")


def _arguments(command: click.Command) -> Iterator[str]:
    for param in command.params:
        if isinstance(param, click.Argument):
            yield param.make_metavar(click.Context(command))


def _option(option: click.Option, verb: str) -> str:
    say = Speaker("help", "en")
    own = f"{verb}-options.{option.name}"
    said = say(own if say.has(own) else f"{SHARED}.{option.name}")
    names = ", ".join([*option.opts, *option.secondary_opts])
    value = "" if option.is_flag else f" {_metavar(option)}"
    return f"| `{_cell(names + value)}` | {_cell(said)} |"


def _cell(text: str) -> str:
    """A bar would end the cell."""
    return text.replace("|", "\\|")


def _metavar(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return "|".join(map(str, option.type.choices))
    return option.metavar or option.type.name.upper()
