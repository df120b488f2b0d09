"""The way of a contract: file, text, roles, clauses, sentences, facts."""

from __future__ import annotations

from pathlib import Path

from loaders.clauses import outline
from loaders.defects import read_defects
from loaders.files.how import How
from loaders.files.loaded import Loaded
from loaders.grammar.reading import prepare
from loaders.head import read_contract
from loaders.layout import read_text as lay_out
from loaders.norms import read_norms
from loaders.opening import Opened, Unopened, open_contracts
from loaders.parties import read_parties
from loaders.reviews import review
from loaders.roles import find_roles
from loaders.terms import read_terms
from loaders.text import Text
from ontology.errors import UnreadableDocument
from ontology.facts import Document, Facts


def read(path: Path | str, *, buyer: str | None = None, how: How | None = None) -> Facts:
    """The facts of the contract in a file; of a tender document, those of its contract part.

    `buyer` is the label of the side that pays, where the text does not settle it; `how` says more
    of how to read. Raises `UnreadableDocument` when the file holds no readable Chinese contract,
    or more than one.
    """
    how = how or How(buyer=buyer)
    return read_loaded(Path(path).stem, _only(Path(path), how).loaded, how)


def text_of(path: Path | str, *, how: How | None = None) -> str:
    """The text of the contract in a file, into which the offsets of its facts point.

    Raises `UnreadableDocument` as `read` does.
    """
    return _only(Path(path), how or How()).loaded.text


def _only(path: Path, how: How) -> Opened:
    """The one contract of a file."""
    found = list(open_contracts(path, how))
    opened = [each for each in found if isinstance(each, Opened)]
    if len(opened) > 1:
        names = ", ".join(each.name for each in opened)
        raise UnreadableDocument(
            f"it holds {len(opened)} contracts ({names}); name one with --part, or unpack it",
            str(path),
        )
    for each in found:
        if isinstance(each, Unopened) and not opened:
            raise each.error
    return opened[0]


def read_loaded(name: str, loaded: Loaded, how: How = How()) -> Facts:  # noqa: B008
    """The facts of a contract that a file held."""
    facts = _facts(lay_out(name, loaded.text, loaded.headings), how.buyer)
    if how.reader is None:
        return facts
    from loaders.model import propose

    return propose(facts, loaded.text, how.reader).facts


def read_text(name: str, source: str, *, buyer: str | None = None) -> Facts:
    """The facts of a contract text."""
    return _facts(lay_out(name, source), buyer)


def _facts(text: Text, buyer: str | None) -> Facts:
    roles = find_roles(text, buyer=buyer)
    tree = outline(text)
    parties = read_parties(text, tree, roles)
    reading = prepare(text, roles, parties, tree)
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
