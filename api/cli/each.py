"""Files one after the other: what fails is one line on standard error, and the rest go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from api.cli.screen import Screen

if TYPE_CHECKING:
    from api.bulk import Journal
    from api.contracts import Contract, Failure
    from loaders.files.how import How


@dataclass(frozen=True, slots=True)
class Resume:
    """What was done before; `there` tells whether what a file gave is still there."""

    journal: Journal
    there: Callable[[str], bool]

    def has(self, path: Path) -> bool:
        results = self.journal.results(path)
        return results is not None and all(self.there(result) for result in results)


def each(
    screen: Screen,
    paths: Iterable[Path],
    how: How,
    doing: str,
    work: Callable[[Path, Contract], str | None],
    resume: Resume | None = None,
) -> bool:
    """Does some work with every contract in these files; true if none failed.

    `work` gives what it made of a contract, which `resume` looks for when the batch comes again.
    A file of a folder that is no contract is passed over. What is wrong with the store is wrong
    for all, so that ends it.
    """
    from api.bulk import read_many
    from api.files import walk

    named = [path for path in paths if not path.is_dir()]
    files = list(walk([*named, *(path for path in paths if path.is_dir())]))
    if not files:
        screen.note(screen.say("read.nothing"))
        return False
    batch = _Batch(screen, work, set(named))
    # Who names a file wants it read; of a folder, only what is new or changed.
    done = {path for path in files if resume and path not in batch.named and resume.has(path)}
    left = [path for path in files if path not in done]
    batch.counts["before"] = len(done)
    with screen.progress(len(left), doing) as advance:
        for path, found in read_many(left, how):
            made = [batch.take(path, contract) for contract in found]
            if resume and path not in batch.named and None not in made:
                resume.journal.done(path, [result for result in made if result is not None])
            advance(path.name)
    if len(files) > len(named):
        batch.sum_up()
    return not batch.counts["failed"]


class _Batch:
    """What became of the files so far."""

    def __init__(
        self, screen: Screen, work: Callable[[Path, Contract], str | None], named: set[Path]
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.named = named
        self._screen, self._work = screen, work
        self._began = monotonic()

    def take(self, path: Path, contract: Contract | Failure) -> str | None:
        """Works on one contract; what came of it, `None` if it is to be tried again."""
        from api.cli.notes_view import show
        from api.contracts import Failure
        from api.errors import one_line
        from ontology.errors import EvenhandError, NotAContract, StoreError

        try:
            if isinstance(contract, Failure):
                raise contract.error
            show(self._screen, contract.opened)
            result = self._work(path, contract)
        except StoreError:
            raise
        except EvenhandError as error:
            passed = isinstance(error, NotAContract) and path not in self.named
            self.counts["passed" if passed else "failed"] += 1
            said = one_line(error, self._screen.lang)
            self._screen.note(self._screen.say("read.passed", what=said) if passed else said)
            return None
        self.counts["done"] += 1
        return result

    def sum_up(self) -> None:
        """One line: how many were done, passed over, failed, and how fast."""
        seconds = max(monotonic() - self._began, 0.001)
        counts = {key: self.counts[key] for key in ("done", "before", "passed", "failed")}
        rate = sum(counts.values()) / seconds
        self._screen.note(
            self._screen.say("read.summed", seconds=f"{seconds:.1f}", rate=f"{rate:.1f}", **counts)
        )
