"""An export into a folder: its files, and a manifest that says what they hold and what not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

from kg.build import load_facts
from kg.export.formats import Format, formats
from kg.export.rdf import (
    Described,
    described,
    facts_graph,
    findings_graph,
    of_findings,
    provenance,
    statements,
)
from kg.store import SCHEMA_VERSION, Store
from kg.store.shelf import write_whole, writing
from ontology.errors import EvenhandError
from ontology.rdf.context import context
from ontology.rdf.write import jsonld, nquads, turtle
from ontology.values import Json

MANIFEST = "manifest.json"


class ExportRefused(EvenhandError):
    """The folder or the format will not do: whoever exports acts."""


@dataclass(frozen=True, slots=True)
class How:
    """What an export may be told: `check` judges every contract by the shapes of its format."""

    check: bool = True
    on: date | None = None
    ocid_prefix: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that was written; `rows` where it is a table."""

    name: str
    size: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, which contracts it left out and why, and what it counted as dropped."""

    format: Format
    folder: Path
    contracts: int
    files: tuple[File, ...]
    refused: tuple[tuple[str, EvenhandError], ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)


class _Work:
    """One export under way."""

    def __init__(self, store: Store, contracts: Sequence[str], folder: Path, how: How) -> None:
        self.store = store
        self.contracts = contracts
        self.folder = folder
        self.how = how
        self.progress: Callable[[str], None] | None = None
        self.refused: list[tuple[str, EvenhandError]] = []
        self.dropped: Counter[str] = Counter()

    def each(self) -> Iterator[Described]:
        for id_ in self.contracts:
            yield described(self.store, id_, load_facts(self.store, id_))
            if self.progress is not None:
                self.progress(id_)

    def file(self, name: str, text: str, rows: int | None = None) -> File:
        write_whole(self.folder / name, text)
        return self.known(name, rows)

    def known(self, name: str, rows: int | None = None) -> File:
        content = (self.folder / name).read_bytes()
        return File(name, len(content), sha256(content).hexdigest(), rows)


def export(
    store: Store,
    contracts: Sequence[str],
    format_: str,
    folder: Path,
    how: How | None = None,
    progress: Callable[[str], None] | None = None,
) -> Exported:
    """Writes these contracts into a folder that is new, empty, or an earlier export.

    A contract that breaks the shapes of its format is left out and told in `refused`. Raises
    `ExportRefused`, and `StoreError` where a file cannot be written.
    """
    if format_ not in formats():
        raise ExportRefused(f"there is no format {format_!r}; there are {', '.join(formats())}")
    work = _Work(store, contracts, folder, how or How())
    work.progress = progress
    with writing(folder):
        _clear(folder)
        files = tuple(_WRITERS[format_](work))
        done = Exported(
            formats()[format_],
            folder,
            len(contracts) - len(work.refused),
            files,
            tuple(work.refused),
            dict(sorted(work.dropped.items())),
        )
        write_whole(folder / MANIFEST, manifest(done))
    return done


def manifest(done: Exported) -> str:
    """What the manifest says: no clock, the same export the same bytes."""
    said = {
        "format": done.format.name,
        "schema_version": SCHEMA_VERSION,
        "contracts": done.contracts,
        "files": [_file(file) for file in done.files],
        "returns": done.format.returns,
        "checked": done.format.checked,
        "drops": [{"zh": words.zh, "en": words.en} for words in done.format.drops],
        "dropped": dict(done.dropped),
        "left_out": [{"contract": id_, "why": error.message} for id_, error in done.refused],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _file(file: File) -> Json:
    rows = {} if file.rows is None else {"rows": file.rows}
    return {"name": file.name, "bytes": file.size, "sha256": file.sha256, **rows}


def _clear(folder: Path) -> None:
    """An earlier export goes; anything else is not ours to overwrite."""
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        return
    listed = folder / MANIFEST
    if not listed.exists():
        raise ExportRefused("there are other files in it: name a new or empty folder", str(folder))
    try:
        said = json.loads(listed.read_text("utf-8"))
        known = said["format"] in formats()
        names = [file["name"] for file in said["files"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ExportRefused("its manifest is damaged: name a new folder", str(folder)) from error
    if not known:
        raise ExportRefused("there are other files in it: name a new or empty folder", str(folder))
    for name in (*names, MANIFEST):
        if Path(name).name == name:
            (folder / name).unlink(missing_ok=True)


def _checked(work: _Work, given: Described, text: str, format_: str, shapes: str) -> bool:
    """Whether a contract may go out; one that may not is told."""
    if not work.how.check:
        return True
    try:
        from ontology.rdf import check
    except ImportError as error:
        raise missing("checking RDF", "--unchecked") from error
    path = check.ODRL if shapes == "odrl" else check.FACTS
    try:
        check.require(check.parse(text, format_), given.id, path)
    except check.NotConforming as error:
        work.refused.append((given.id, error))
        return False
    return True


def missing(what: str, instead: str | None = None) -> ExportRefused:
    """The complaint about a library that is not installed."""
    tail = f", or give {instead}" if instead else ""
    return ExportRefused(f"{what} needs more libraries: pip install 'evenhand[export]'{tail}")


def _turtle(work: _Work) -> Iterator[File]:
    for given in work.each():
        text = turtle([*statements(given), *of_findings(given)])
        if _checked(work, given, text, "turtle", "facts"):
            yield work.file(f"{given.id}.ttl", text)


def _jsonld(work: _Work) -> Iterator[File]:
    words = context()
    for given in work.each():
        text = jsonld([*statements(given), *of_findings(given)], words)
        if _checked(work, given, text, "json-ld", "facts"):
            yield work.file(f"{given.id}.jsonld", text)


def _nquads(work: _Work) -> Iterator[File]:
    """A graph for what a contract says, one for what was found in it; whence both, in neither."""
    name = "contracts.nq"
    with (work.folder / name).open("w", encoding="utf-8", newline="\n") as file:
        for given in work.each():
            text = nquads(statements(given), facts_graph(given))
            text += nquads(of_findings(given), findings_graph(given))
            if _checked(work, given, text, "nquads", "facts"):
                file.write(text + nquads(provenance(given)))
    yield work.known(name)


def _odrl(work: _Work) -> Iterator[File]:
    from kg.export.odrl import policy

    for given in work.each():
        made = policy(given)
        text = made.dumps()
        if _checked(work, given, text, "json-ld", "odrl"):
            work.dropped.update(made.dropped)
            yield work.file(f"{given.id}.odrl.jsonld", text)


def _ocds(work: _Work) -> Iterator[File]:
    try:
        from kg.export import ocds
    except ImportError as error:
        raise missing("OCDS") from error
    releases: list[Json] = []
    prefix = work.how.ocid_prefix or ocds.PREFIX
    for given in work.each():
        try:
            releases.append(ocds.release(given, on=work.how.on, prefix=prefix))
        except ocds.NoRelease as error:
            work.refused.append((given.id, error))
    text = json.dumps(ocds.package(releases), ensure_ascii=False, indent=1) + "\n"
    yield work.file("releases.json", text, len(releases))


def _graphml(work: _Work) -> Iterator[File]:
    yield work.file("graph.graphml", _networked(work, "graphml"))


def _networkx(work: _Work) -> Iterator[File]:
    yield work.file("graph.json", _networked(work, "node_link"))


def _networked(work: _Work, form: Literal["graphml", "node_link"]) -> str:
    try:
        from kg.export import networkx
    except ImportError as error:
        raise missing("networkx and GraphML") from error
    write = networkx.graphml if form == "graphml" else networkx.node_link
    return write(networkx.to_networkx(work.store, work.contracts))


def _neo4j(work: _Work) -> Iterator[File]:
    from kg.export.graph import read_graph
    from kg.export.neo4j_csv import SCRIPT, sheets

    for sheet in sheets(read_graph(work.store, work.contracts)):
        yield work.file(sheet.name, sheet.text, None if sheet.name == SCRIPT else sheet.rows)


def _parquet(work: _Work) -> Iterator[File]:
    try:
        from kg.export.parquet import write_tables
    except ImportError as error:
        raise missing("Parquet") from error
    for path, rows in write_tables(work.each(), work.folder):
        yield work.known(path.name, rows)


_WRITERS: Mapping[str, Callable[[_Work], Iterable[File]]] = {
    "turtle": _turtle,
    "jsonld": _jsonld,
    "nquads": _nquads,
    "odrl": _odrl,
    "ocds": _ocds,
    "graphml": _graphml,
    "networkx": _networkx,
    "neo4j": _neo4j,
    "parquet": _parquet,
}
