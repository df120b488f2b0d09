"""The password of a server: from the environment, else asked for, never on the command line."""

from __future__ import annotations

import os
import sys
from urllib.parse import urlsplit

import click

from api.cli.screen import Screen


def ask(address: str) -> None:
    """Asks for the password of a server, where somebody is there to answer and none is set."""
    from kg.store import SERVER_SCHEMES

    parts = urlsplit(address)
    if parts.scheme not in SERVER_SCHEMES or "NEO4J_PASSWORD" in os.environ:
        return
    if not sys.stdin.isatty():
        return
    screen: Screen = click.get_current_context().obj
    user = parts.username or os.environ.get("NEO4J_USERNAME") or "neo4j"
    words = screen.say("password.ask", user=user, server=parts.hostname)
    # For the rest of this process: a command may open the store more than once.
    os.environ["NEO4J_PASSWORD"] = click.prompt(words, hide_input=True, default="", err=True)
