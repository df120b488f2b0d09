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
    for name, command in group.commands.items():
        command.help = say(name)
        _describe(command, name, say)


def _describe(command: click.Command, verb: str, say: Speaker) -> None:
    for param in command.params:
        if isinstance(param, click.Option):
            own = f"{verb}-options.{param.name}"
            param.help = say(own if say.has(own) else f"options.{param.name}")
