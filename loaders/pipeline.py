"""The way of a contract: file, text, roles, clauses, sentences, facts."""

from __future__ import annotations

from pathlib import Path

from loaders.clauses import outline
from loaders.defects import read_defects
from loaders.files import load
from loaders.files.loaded import Loaded
from loaders.grammar.reading import prepare
from loaders.head import read_contract
from loaders.layout import read_text as lay_out
from loaders.norms import read_norms
from loaders.parties import read_parties
from loaders.reviews import review
from loaders.roles import find_roles
from loaders.terms import read_terms
from loaders.text import Text
from ontology.facts import Document, Facts


def read(path: Path | str, *, buyer: str | None = None) -> Facts:
    """The facts of a contract file.

    `buyer` is the label of the side that pays, where the text does not settle it. Raises
    `UnreadableDocument` when the file is no readable Chinese contract.
    """
    path = Path(path)
    return read_loaded(path.stem, load(path), buyer=buyer)


def read_loaded(name: str, loaded: Loaded, *, buyer: str | None = None) -> Facts:
    """The facts of a contract that a file held."""
    return _facts(lay_out(name, loaded.text, loaded.headings), buyer)


def read_text(name: str, source: str, *, buyer: str | None = None) -> Facts:
    """The facts of a contract text."""
    return _facts(lay_out(name, source), buyer)


def _facts(text: Text, buyer: str | None) -> Facts:
    roles = find_roles(text, buyer=buyer)
    tree = outline(text)
    parties = read_parties(text, tree, roles)
    reading = prepare(text, roles, parties)
    contract = read_contract(text, tree, parties)
    terms = read_terms(reading)
    return Facts(
        document=Document(text.name, text.sha256, len(text.source)),
        contract=contract,
        parties=parties,
        clauses=reading.outline.to_clauses(),
        terms=terms,
        norms=read_norms(reading),
        defects=read_defects(reading, contract, parties, terms),
        reviews=review(reading, terms),
    )
