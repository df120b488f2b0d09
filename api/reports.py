"""Reports in every format, for the command line and for whoever serves them: bytes, no files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from api.contracts import Contract, Judged
from api.errors import Problem
from api.messages import Speaker
from api.report import Material, render
from api.report.blocks import Document
from api.report.due import whole_day
from api.service import NEIGHBOURS, version
from kg.baseline import with_baseline
from kg.benchmark import Pool, standing, store_pool
from kg.compare import Row, compare, nearest
from kg.compare.peers import Peer, against
from kg.verbs import peers_of
from ontology.vocabulary import Lang

if TYPE_CHECKING:
    from api.report.registers import Register
    from kg.store import Store

Format = Literal["html", "docx", "pdf", "xlsx", "ics"]
FORMATS: tuple[Format, ...] = ("html", "docx", "pdf", "xlsx", "ics")

MEDIA_TYPES: dict[Format, str] = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}
"""What to call each format where it is served."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a draft is laid against: values of contracts, and those of a store with their terms."""

    pool: Pool
    peers: tuple[Peer, ...] = ()


def corpus_of(contract: Contract, store: Store | None, *, baseline: bool = True) -> Corpus:
    """The peers of a draft: contracts of a store, and the figures that come with the program."""
    pool = Pool() if store is None else store_pool(store, contract.facts)
    peers = () if store is None else peers_of(store, contract.facts)
    return Corpus(with_baseline(pool) if baseline else pool, peers)


def contract_report(
    judged: Judged,
    form: Format,
    lang: Lang,
    *,
    others: Iterable[Contract] = (),
    corpus: Corpus | None = None,
    on: date | None = None,
) -> bytes:
    """The report on one contract, beside the most similar of the `others`.

    With a `corpus`, the contract is a draft, and its place among its peers is told too. The file is
    dated `on`, else by the day of signing, else not at all; its bytes depend on nothing else.
    Raises `Problem` where the format needs a library that is not there, and for what it cannot
    hold: a character that the font of the PDF lacks, a calendar without a date.
    """
    if form == "ics":
        return _calendar([judged], lang, on)
    material = _material(judged, others, corpus, lang, on)
    if form == "html":
        return render(material, lang).encode()
    if form == "xlsx":
        return _workbook([judged], _document(material, lang, on), material.matrix)
    return _written(_document(material, lang, on), form)


def comparison_report(
    judged: Sequence[Judged], form: Format, lang: Lang, *, on: date | None = None
) -> bytes:
    """The report on several contracts side by side. Raises `Problem` as `contract_report` does,
    and for fewer than two contracts."""
    from api.report.comparing import comparison_document

    if len(judged) < 2:
        raise Problem("nothing_beside", count=len(judged))
    if form == "ics":
        return _calendar(judged, lang, on)
    document = comparison_document(judged, lang, version(), on)
    if form == "xlsx":
        matrix = compare([one.contract.facts for one in judged])
        return _workbook(judged, document, matrix)
    return _written(document, form)


def _material(
    judged: Judged, others: Iterable[Contract], corpus: Corpus | None, lang: Lang, on: date | None
) -> Material:
    mine = judged.contract
    by_id = {other.id: other.facts for other in others if other.id != mine.id}
    peers = nearest(mine.facts, by_id.values(), NEIGHBOURS)
    matrix = compare([mine.facts, *peers]) if peers else ()
    if corpus is None:
        return Material(judged, matrix, version())
    from api.report.standing import corpus_said, limits_said, standing_blocks

    found = standing(mine.facts, corpus.pool, None, on)
    unlike = against(mine.facts, corpus.peers)
    blocks = standing_blocks(found, corpus.pool, unlike, lang)
    return Material(
        judged, matrix, version(), blocks, corpus_said(corpus.pool, lang), limits_said(lang)
    )


def _document(material: Material, lang: Lang, on: date | None) -> Document:
    from api.report.document import contract_document
    from api.report.page import page_of
    from api.report.view import side_names

    facts, say = material.judged.contract.facts, Speaker("report", lang)
    names = side_names(facts, lang)
    day = on or whole_day(facts.contract.signed_on)
    return contract_document(page_of(material, names, say), names, say, day)


def _written(document: Document, form: Format) -> bytes:
    if form == "html":
        from api.report.html import render_document

        return render_document(document, version()).encode()
    if form == "docx":
        from api.report.word import render_word

        return render_word(document)
    from api.report.pdf import render_pdf

    return render_pdf(document)


def _calendar(judged: Sequence[Judged], lang: Lang, on: date | None) -> bytes:
    from api.report.calendar import render_calendar

    return render_calendar(judged, lang, on)


def _workbook(judged: Sequence[Judged], document: Document, matrix: Sequence[Row]) -> bytes:
    from api.report.registers import matrix_register, notes_register, registers
    from api.report.workbook import render_workbook

    sheets: list[Register] = [*registers(judged, document.lang)]
    if matrix:
        names = [cell.contract for cell in matrix[0].cells]
        sheets.append(matrix_register(matrix, names, document.lang))
    sheets.append(notes_register(document))
    return render_workbook(sheets, document.lang, document.title, document.day)
