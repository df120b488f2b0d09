"""The command line: `evenhand VERB`. Exit codes: 0 done, 1 something could not be done, 2 usage.

Each module holds one group of commands; whatever is slow to load is imported inside a command.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from api.cli.benchmark import benchmark
from api.cli.brief import brief
from api.cli.compare import compare
from api.cli.copy import copy
from api.cli.demo import demo
from api.cli.doctor import doctor
from api.cli.explain import explain
from api.cli.export import export
from api.cli.exposure import exposure
from api.cli.findings import findings
from api.cli.help import localise
from api.cli.key import key
from api.cli.mcp import mcp
from api.cli.merge import merge
from api.cli.options import lang
from api.cli.query import query
from api.cli.read import read
from api.cli.report import report
from api.cli.rules import rules
from api.cli.screen import Screen
from api.cli.serve import serve
from api.cli.store import add, list_, rebuild, remove
from ontology.errors import EvenhandError
from ontology.vocabulary import Lang, language

VERBS = (
    *(read, add, list_, remove, findings, explain, compare, benchmark, exposure, brief),
    *(report, export, query, rules, merge, copy, doctor, rebuild, serve, key, mcp, demo),
)


class Verbs(click.Group):
    """Lists the verbs in the order of the work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """An error of ours is one line and exit code 1, never a traceback."""
        try:
            return super().invoke(ctx)
        except EvenhandError as error:
            from api.errors import lines

            for line in lines(error, ctx.obj.lang):
                click.echo(f"evenhand: {line}", err=True)
            ctx.exit(1)


@click.group(
    cls=Verbs,
    name="evenhand",
    commands=VERBS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="evenhand", message="%(version)s")
@lang
def evenhand() -> None:
    """Reads, compares and judges contracts."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line in the reader's language."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    chosen = _asked_for(given) or language(os.environ)
    localise(evenhand, chosen)
    evenhand.main(args=given, prog_name="evenhand", obj=Screen(chosen))


def _asked_for(arguments: Sequence[str]) -> Lang | None:
    """The language of help must be known before the options are read."""
    for i, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=")
        if argument == "--lang" and i + 1 < len(arguments):
            value = arguments[i + 1]
        if argument.startswith("--lang") and value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    return None
