"""From files to the contracts in them: members of archives, and the contract part of a tender."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.files import open_all
from loaders.files.how import How
from loaders.files.loaded import Loaded
from loaders.tenders import Part, contract_part, named_part
from ontology.errors import UnreadableDocument

ALL = "all"
"""As a part: the whole file."""

_PAGES = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Opened:
    """A contract as it lay in a file; `part` says where, if the file holds more than it."""

    name: str
    loaded: Loaded
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Unopened:
    """What could not be opened, and why."""

    name: str
    error: UnreadableDocument


def open_contracts(path: Path, how: How = How()) -> Iterator[Opened | Unopened]:  # noqa: B008
    """The contracts that a file holds. Of an archive, what is no contract is passed over."""
    members = list(open_all(path, how))
    several = len(members) > 1
    readable = any(isinstance(member.loaded, Loaded) for member in members)
    for member in members:
        if isinstance(member.loaded, UnreadableDocument):
            if not (several and readable):
                yield Unopened(member.name, member.loaded)
            continue
        try:
            yield _cut(member.name, member.loaded, how, str(path))
        except UnreadableDocument as error:
            yield Unopened(member.name, error)


def _cut(name: str, loaded: Loaded, how: How, source: str) -> Opened:
    if how.part == ALL:
        return Opened(name, loaded)
    part = contract_part(loaded.text) if how.part is None else _wished(loaded, how.part, source)
    if part is None:
        return Opened(name, loaded)
    return Opened(name, loaded.part(part.start, part.end), part)


def _wished(loaded: Loaded, wish: str, source: str) -> Part:
    """The part that the user names by its pages or by words of its heading."""
    pages = _PAGES.fullmatch(wish.strip())
    found = _of_pages(loaded, pages) if pages else named_part(loaded.text, wish)
    if found is None:
        raise UnreadableDocument(
            f"there is no part {wish!r} in it: give pages as 12-30 where the file has pages, "
            "words of the part's heading, or all",
            source,
        )
    return found


def _of_pages(loaded: Loaded, pages: re.Match[str]) -> Part | None:
    first, last = int(pages[1]), int(pages[2] or pages[1])
    starts = [place.start for place in loaded.places if place.page and place.page >= first]
    ends = [place.start for place in loaded.places if place.page and place.page > last]
    if not starts or last < first:
        return None
    start, end = starts[0], ends[0] if ends else len(loaded.text)
    return Part(start, end, pages[0], 1.0) if start < end else None
