"""How the commands speak: tables and sentences for people, JSON Lines for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from api.messages import Speaker
from ontology.values import Json
from ontology.vocabulary import Lang

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    Cell = str | Text


class Screen:
    """Standard output and standard error in one language; rich is loaded only to draw."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self.say = Speaker("cli", lang)

    @property
    def console(self) -> Console:
        """Draws on standard output; plain and wide when it is not a terminal."""
        from rich.console import Console

        width = None if sys.stdout.isatty() else 120
        return Console(width=width, highlight=False, soft_wrap=False)

    def line(self, text: str = "") -> None:
        click.echo(text)

    def note(self, text: str) -> None:
        """One line for people beside the output: on standard error."""
        click.echo(text, err=True)

    def lines(self, rows: Iterable[Json]) -> None:
        """JSON Lines."""
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))

    def table(
        self, heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, right: Sequence[int] = ()
    ) -> None:
        """A table whose cells wrap; the columns in `right` hold figures."""
        from rich import box
        from rich.table import Table

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for i, head in enumerate(heads):
            table.add_column(head, justify="right" if i in right else "left", overflow="fold")
        for row in rows:
            table.add_row(*row)
        self.console.print(table)

    def progress(self, total: int, what: str) -> Progress:
        """Shows how far long work has come, on a terminal only."""
        return Progress(total, what)


class Progress:
    """A bar on standard error; silent when nobody watches."""

    def __init__(self, total: int, what: str) -> None:
        self._total, self._what = total, what
        self._stop: Callable[[], None] | None = None

    def __enter__(self) -> Callable[[str], None]:
        if not sys.stderr.isatty() or self._total < 2:
            return lambda _: None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}"),
            console=Console(stderr=True),
            transient=True,
        )
        task = bar.add_task(self._what, total=self._total, name="")
        bar.start()
        self._stop = bar.stop
        return lambda name: bar.update(task, advance=1, name=name)

    def __exit__(self, *_: object) -> None:
        if self._stop:
            self._stop()
