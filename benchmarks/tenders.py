"""Is the contract found inside whole tender documents? `python -m benchmarks.tenders`.

Opens each tender of the shared folder as a user would and lays what was taken for the contract
beside the contract that people cut out of it: which share of the one's words stands in the other.
Counts and shares alone are printed, no wording.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import SHARED
from loaders.files import plain
from loaders.files.how import How
from loaders.opening import Opened, Unopened, open_contracts

RIGHT = 0.95
"""The share either way from which a range is right."""

RUN = 12
"""Characters of the runs that are compared."""


def runs(text: str) -> Counter[str]:
    """The runs of characters of a text, without white space, rules of tables and gaps."""
    bare = re.sub(r"[\s|_＿*#\-]+", "", text)
    return Counter(bare[i : i + RUN] for i in range(max(1, len(bare) - RUN + 1)))


def shares(found: str, wanted: str) -> tuple[float, float]:
    """Which share of what was wanted was found, and of what was found was wanted."""
    one, other = runs(found), runs(wanted)
    common = (one & other).total()
    return common / max(1, other.total()), common / max(1, one.total())


def pairs(shared: Path) -> Iterator[tuple[Path, Path | None]]:
    """Each tender, with the text of its contract where people have cut it out."""
    cut = {path.stem: path for path in (shared / "contracts/public").glob("*")}
    for path in sorted((shared / "contracts/tenders").glob("*")):
        yield path, cut.get(path.stem)


def largest(path: Path) -> Opened | None:
    """The longest contract that is read from a file, `None` where there is none."""
    opened = [one for one in open_contracts(path, How(recognise=False)) if isinstance(one, Opened)]
    return max(opened, key=lambda one: len(one.loaded.text), default=None)


def main() -> None:
    """Prints a line for each tender and the share of ranges that are right."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    right, judged, found_part, every = 0, 0, 0, 0
    for path, cut in pairs(parser.parse_args().shared):
        one = largest(path)
        every += 1
        if one is None:
            said = [o.error.message for o in open_contracts(path) if isinstance(o, Unopened)]
            print(f"{path.name}: nothing opened: {said}", flush=True)
            continue
        found_part += one.part is not None
        sure = f"{one.part.sure:.2f}" if one.part else "no part"
        line = f"{path.name}: {len(one.loaded.text):,} characters, {sure}"
        if cut is not None:
            recall, precision = shares(one.loaded.text, plain.decode(cut.read_bytes(), cut.name))
            judged, right = judged + 1, right + (min(recall, precision) >= RIGHT)
            line += f", of the contract found {recall:.3f}, of the found contract {precision:.3f}"
        print(line, flush=True)
    if not every:
        print("not run: there are no shared tenders")
        return
    print(f"a part found in {found_part} of {every}; both shares {RIGHT} in {right} of {judged}")


if __name__ == "__main__":
    main()
