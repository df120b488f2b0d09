"""`evenhand demo`: the whole way with the sample contracts, in a folder of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import which

import click

from api.cli.options import lang
from api.cli.screen import Screen

SAMPLES = Path(__file__).parents[1] / "samples"
SUFFIXES = (".txt", ".md")


@click.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path("evenhand-demo"))
@lang
@click.pass_obj
def demo(screen: Screen, folder: Path) -> None:
    """Reads the samples, fills a store, shows the portfolio, writes the reports."""
    from api.cli.portfolio import draw
    from api.cli.report import Target, write
    from api.contracts import Failure
    from api.service import add, judge, read_files, summary
    from kg.store import open_store

    say = screen.say
    files = sorted(
        path for path in SAMPLES.iterdir() if path.suffix in SUFFIXES and path.name != "README.md"
    )
    with open_store(folder / "store") as store:
        contracts = []
        with screen.progress(len(files), say("add.doing")) as advance:
            for path, contract in read_files(files):
                if isinstance(contract, Failure):
                    raise contract.error
                add(store, contract)
                contracts.append(contract)
                advance(path.name)
        judged = [judge(store, contract) for contract in contracts]
    screen.line(say("demo.read", count=len(contracts), folder=folder))
    screen.line()
    pages = write(screen, judged, len(judged), Target("html", folder / "reports"), contracts)
    draw(screen, [summary(one) for one, _ in pages])
    screen.line()
    screen.line(say("demo.reports", path=folder / "reports" / "index.html"))
    screen.line()
    gravest = max(judged, key=lambda one: len(one.findings)).contract.name
    (sample,) = (path for path in files if path.stem == gravest)
    screen.line(
        say("demo.next", evenhand=_program(), store=folder / "store", sample=_short(sample))
    )


def _program() -> str:
    """How the user can call us again: by name where it is on the path."""
    return "evenhand" if which("evenhand") else str(_short(Path(sys.argv[0])))


def _short(path: Path) -> Path:
    """The path as a user would type it here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
