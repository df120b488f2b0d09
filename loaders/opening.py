"""From files to the contracts in them: members of archives, parts of tenders, several in one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.files import open_all
from loaders.files.how import How
from loaders.files.loaded import Loaded
from loaders.instruments import Instrument, instruments
from loaders.tenders import Part, contract_part, is_tender, named_part
from loaders.tenders.context import TenderFact, tender_facts
from ontology.errors import NotAContract, UnreadableDocument

ALL = "all"
"""As a part: the whole file."""

LONGEST_NAME = 40
"""Characters of a title that name a contract among several of a file."""

_PAGES = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_UNNAMEABLE = re.compile(r'[\\/:*?"<>|.\s]+')


@dataclass(frozen=True, slots=True)
class Opened:
    """A contract as it lay in a file.

    `part` says where, if the file holds more than it, and `of` how many contracts the file holds;
    `tender` is what a tender document says of the tender itself.
    """

    name: str
    loaded: Loaded
    part: Part | None = None
    of: int = 1
    tender: tuple[TenderFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Unopened:
    """What could not be opened, and why."""

    name: str
    error: UnreadableDocument


def open_contracts(path: Path, how: How = How()) -> Iterator[Opened | Unopened]:  # noqa: B008
    """The contracts that a file holds. Of an archive, what is no contract is passed over."""
    members = list(open_all(path, how))
    readable = any(isinstance(member.loaded, Loaded) for member in members)
    for member in members:
        if isinstance(member.loaded, UnreadableDocument):
            # A contract that is locked or damaged is told of: only what is none is left out.
            if not (readable and isinstance(member.loaded, NotAContract)):
                yield Unopened(member.name, member.loaded)
            continue
        try:
            yield from _cut(member.name, member.loaded, how, str(path))
        except UnreadableDocument as error:
            yield Unopened(member.name, error)


def _cut(name: str, loaded: Loaded, how: How, source: str) -> Iterator[Opened]:
    """The contracts in one text."""
    text = loaded.text
    if how.part == ALL:
        yield Opened(name, loaded)
    elif is_tender(text):
        part = contract_part(text) if how.part is None else _wished(loaded, how.part, source)
        inside = loaded.part(part.start, part.end) if part else loaded
        yield Opened(name, inside, part, tender=tender_facts(loaded, part))
    elif how.part is None:
        yield from _each(name, loaded, instruments(text))
    else:
        part = _wished(loaded, how.part, source)
        yield Opened(name, loaded.part(part.start, part.end), part)


def _each(name: str, loaded: Loaded, found: Sequence[Instrument]) -> Iterator[Opened]:
    """The contracts of a text that holds several, named by their titles."""
    if len(found) == 1:
        yield Opened(name, loaded)
        return
    taken: Counter[str] = Counter()
    for number, one in enumerate(found, 1):
        title = one.title or str(number)
        stem = _UNNAMEABLE.sub("-", title)[:LONGEST_NAME]
        taken[stem] += 1
        label = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
        part = Part(one.start, one.end, title, 1.0)
        inside = loaded.part(one.start, one.end)
        yield Opened(f"{name}~{label}", inside, part, of=len(found))


def _wished(loaded: Loaded, wish: str, source: str) -> Part:
    """The part that the user names by its pages or by words of its heading."""
    pages = _PAGES.fullmatch(wish.strip())
    found = _of_pages(loaded, pages) if pages else _of_title(loaded.text, wish)
    if found is None:
        raise UnreadableDocument(
            f"there is no part {wish!r} in it: give pages as 12-30 where the file has pages, "
            "words of the part's heading, or all",
            source,
        )
    return found


def _of_title(text: str, wish: str) -> Part | None:
    """The part whose heading holds these words: one of several contracts, or of a tender."""
    wanted = "".join(wish.split())
    several = instruments(text)
    for one in several if len(several) > 1 and wanted else ():
        if wanted in one.title:
            return Part(one.start, one.end, one.title, 1.0)
    return named_part(text, wish)


def _of_pages(loaded: Loaded, pages: re.Match[str]) -> Part | None:
    first, last = int(pages[1]), int(pages[2] or pages[1])
    starts = [place.start for place in loaded.places if place.page and place.page >= first]
    ends = [place.start for place in loaded.places if place.page and place.page > last]
    if not starts or last < first:
        return None
    start, end = starts[0], ends[0] if ends else len(loaded.text)
    return Part(start, end, pages[0], 1.0) if start < end else None
