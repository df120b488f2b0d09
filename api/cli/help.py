"""Help in the reader's language: the words of every verb and option are messages."""

from __future__ import annotations

import click

from api.messages import Speaker
from ontology.vocabulary import Lang


def localise(group: click.Group, lang: Lang) -> None:
    """Gives a group, its verbs and their options the help texts of one language."""
    say = Speaker("help", lang)
    group.help = say("evenhand")
    _describe(group, "evenhand", say)
    _localise(group, "", say)


def _localise(group: click.Group, above: str, say: Speaker) -> None:
    for name, command in group.commands.items():
        key = f"{above}{name}"
        command.help = say(key)
        _describe(command, key, say)
        if isinstance(command, click.Group):
            _localise(command, f"{key}-", say)


def _describe(command: click.Command, verb: str, say: Speaker) -> None:
    for param in command.params:
        if isinstance(param, click.Option):
            own = f"{verb}-options.{param.name}"
            param.help = say(own if say.has(own) else f"options.{param.name}")
