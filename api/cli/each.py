"""Files one after the other: what fails is one line on standard error, and the rest go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.screen import Screen

if TYPE_CHECKING:
    from api.contracts import Contract
    from loaders.files.how import How


def each(
    screen: Screen,
    paths: Iterable[Path],
    how: How,
    doing: str,
    work: Callable[[Path, Contract], None],
) -> bool:
    """Does some work with every contract in these files; true if none failed.

    What is wrong with the store is wrong for all, so that ends it.
    """
    from api.cli.notes_view import show
    from api.contracts import Failure
    from api.errors import one_line
    from api.files import walk
    from api.service import read_files
    from ontology.errors import EvenhandError, StoreError

    files = list(walk(paths))
    if not files:
        screen.note(screen.say("read.nothing"))
    well = bool(files)
    with screen.progress(len(files), doing) as advance:
        for path, contract in read_files(files, how):
            advance(path.name)
            try:
                if isinstance(contract, Failure):
                    raise contract.error
                show(screen, contract.opened)
                work(path, contract)
            except StoreError:
                raise
            except EvenhandError as error:
                well = False
                screen.note(one_line(error, screen.lang))
    return well
