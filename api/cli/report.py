"""`evenhand report`: reports to hand on, in every format; an index for several pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from api.cli.compare import gather
from api.cli.options import how, json_lines, lang, on, out, own_rules, store
from api.cli.screen import Screen
from api.cli.store import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from api.contracts import Contract, Judged
    from api.reports import Format
    from loaders.files.how import How

FOLDER = Path("evenhand-reports")
FORMATS = ("html", "docx", "pdf", "xlsx", "ics")
KINDS = ("contract", "comparison", "draft")


@click.command()
@click.argument("contracts", nargs=-1, metavar="[PATH|ID]...")
@click.option("--format", "form", type=click.Choice(FORMATS), default=None)
@click.option("--kind", type=click.Choice(KINDS), default="contract")
@out
@click.option("--annotate", type=click.Path(path_type=Path), default=None, metavar="COPY.docx")
@click.option("--baseline/--no-baseline", "baseline", default=True)
@store
@on
@own_rules
@how
@json_lines
@lang
@click.pass_context
def report(
    ctx: click.Context,
    contracts: tuple[str, ...],
    form: str | None,
    kind: str,
    out: Path | None,
    annotate: Path | None,
    baseline: bool,
    store: str | None,
    on: date | None,
    rules_dir: Path | None,
    how: How,
    as_json: bool,
) -> None:
    """Writes the reports of files, of contracts in the store, or of all in the store."""
    screen: Screen = ctx.obj
    to = _target(screen, out, form)
    if annotate and (len(contracts) != 1 or not Path(contracts[0]).is_file()):
        raise click.UsageError(screen.say("report.one_original"))
    chosen, complete = gather(screen, contracts, address(store), how)
    from api.rulebook import chosen as chosen_rules
    from api.service import judge_here

    rules = chosen_rules(rules_dir)
    if not chosen and complete:
        screen.note(screen.say("report.nothing"))
    if annotate and len(chosen) > 1:
        raise click.UsageError(screen.say("report.one_original"))
    many = kind == "contract" and len(chosen) > 1
    if to.file and many:
        raise click.UsageError(screen.say("report.one_file", count=len(chosen)))
    if kind == "draft" and len(chosen) > 1:
        raise click.UsageError(screen.say("report.one_draft", count=len(chosen)))
    judged = judge_here(chosen, on, rules)
    pages: list[tuple[Judged, Path]] = []
    if kind == "comparison" and chosen:
        pages = _comparison(screen, list(judged), to, on)
    elif kind == "draft" and chosen:
        pages = _draft(screen, next(iter(judged)), to, (store, baseline, on))
    elif chosen:
        others = [*_beside(screen, store), *chosen]
        pages = write(screen, judged, len(chosen), to, others, on)
    if annotate and pages:
        original = Path(contracts[0])
        _annotate(screen, pages[0][0], (original, annotate), how, on)
    _tell(screen, pages, as_json)
    ctx.exit(0 if complete and pages else 1)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a report goes: a folder, or one file."""

    form: Format
    folder: Path
    file: Path | None = None

    def path(self, stem: str) -> Path:
        return self.file or self.folder / f"{stem}.{self.form}"


def _target(screen: Screen, out: Path | None, form: str | None) -> Target:
    """The format by name or by the suffix of the file, which must agree."""
    from api.reports import Format

    suffix = out.suffix.lstrip(".").lower() if out and not out.is_dir() else ""
    named = suffix if suffix in FORMATS else ""
    if named and form and named != form:
        said = {"suffix": f".{suffix}", "format": form}
        raise click.UsageError(screen.say("report.other_suffix", **said))
    chosen: Format = next(f for f in get_args(Format) if f == (form or named or "html"))
    return Target(chosen, out or FOLDER, out if named else None)


def _beside(screen: Screen, store: str | None) -> tuple[Contract, ...]:
    """The contracts of the store; one that was not named and is busy is only told of."""
    from api.errors import one_line
    from ontology.errors import StoreError

    try:
        return neighbours(address(store))
    except StoreError as error:
        if store is not None:
            raise
        screen.note(one_line(error, screen.lang))
        return ()


def neighbours(store: str) -> tuple[Contract, ...]:
    """The contracts of the store to compare with, none where there is no store."""
    from api.errors import Problem
    from api.service import existing, stored

    try:
        with existing(store) as opened:
            return stored(opened)
    except Problem:
        return ()


def write(
    screen: Screen,
    judged: Iterable[Judged],
    total: int,
    to: Target,
    others: Sequence[Contract],
    on: date | None = None,
) -> list[tuple[Judged, Path]]:
    """Writes a report for each of `total` contracts and, for several pages of HTML, an index.

    A contract that the format cannot hold is told of, and the rest go on.
    """
    from api.errors import Problem, one_line
    from api.files import write_file
    from api.report.index import render_index
    from api.reports import contract_report

    pages: list[tuple[Judged, Path]] = []
    taken: set[str] = set()
    with screen.progress(total, screen.say("report.doing")) as advance:
        for one in judged:
            name = one.contract.name
            stem = name if name not in taken else f"{name}-{one.contract.id}"
            taken.add(stem)
            try:
                made = contract_report(one, to.form, screen.lang, others=others, on=on)
            except Problem as error:
                if total == 1:
                    raise
                screen.note(one_line(error, screen.lang))
                continue
            write_file(to.path(stem), made)
            pages.append((one, to.path(stem)))
            advance(name)
    if len(pages) > 1 and to.form == "html":
        entries = [(one, path.name) for one, path in pages]
        write_file(to.folder / "index.html", render_index(entries, screen.lang))
    return pages


def _comparison(
    screen: Screen, judged: Sequence[Judged], to: Target, on: date | None
) -> list[tuple[Judged, Path]]:
    from api.files import write_file
    from api.reports import comparison_report

    path = to.path("comparison")
    write_file(path, comparison_report(judged, to.form, screen.lang, on=on))
    return [(one, path) for one in judged]


def _draft(
    screen: Screen, judged: Judged, to: Target, against: tuple[str | None, bool, date | None]
) -> list[tuple[Judged, Path]]:
    """A draft among its peers: those of the store that was named, and of the baseline."""
    from api.files import write_file
    from api.reports import contract_report, corpus_of
    from api.service import existing

    store, baseline, on = against
    contract = judged.contract
    others: tuple[Contract, ...] = ()
    if store is None:
        corpus = corpus_of(contract, None, baseline=baseline)
    else:
        with existing(address(store)) as opened:
            corpus = corpus_of(contract, opened, baseline=baseline)
        others = neighbours(address(store))
    path = to.path(contract.name)
    made = contract_report(judged, to.form, screen.lang, others=others, corpus=corpus, on=on)
    write_file(path, made)
    return [(judged, path)]


def _annotate(
    screen: Screen, judged: Judged, paths: tuple[Path, Path], how: How, on: date | None
) -> None:
    """Writes the commented copy and says how many comments stand at their words."""
    from api.files import write_file
    from api.messages import Speaker
    from api.report.comments import annotate

    original, copy = paths
    if copy.exists() and copy.samefile(original):
        raise click.UsageError(screen.say("report.itself"))
    data = original.read_bytes()
    made = annotate(judged, data, screen.lang, revisions=how.revisions, on=on)
    write_file(copy, made.data)
    say = Speaker("comments", screen.lang)
    screen.note(say("made", count=made.count, placed=made.placed, path=copy))


def _tell(screen: Screen, pages: Sequence[tuple[Judged, Path]], as_json: bool) -> None:
    if as_json:
        screen.lines(
            {"id": judged.contract.id, "name": judged.contract.name, "path": str(path)}
            for judged, path in pages
        )
        return
    for path in dict.fromkeys(path for _, path in pages):
        screen.line(str(path))
