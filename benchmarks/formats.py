"""The same contract in every format: are the same terms read out of it?

    python -m benchmarks.formats [--scans]

Saves each sample contract as .docx, .html, .pdf, .doc, .odt and .rtf (the last four by LibreOffice)
or, with --scans, as clean, noisy and stamped scans, reads each, and prints which share of the terms
equals those of the text: same type, same keys, same words without white space. Of scans it counts
the amounts and percentages that the text does not have though every character was read surely.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from time import perf_counter

from benchmarks.material import contracts, plain_text, saved, scans
from loaders import read_loaded, read_text
from loaders.files.loaded import Loaded
from loaders.opening import Unopened, open_contracts
from loaders.values import money, percents
from ontology.facts import Facts

LIKE = 0.8
"""The likeness of two quotes that are the same words, read from paper and from text."""


def terms(facts: Facts, *, scan: bool = False) -> Counter[str]:
    """The terms of a contract, each as its type, keys and words without white space.

    Of a scan without punctuation too: a comma reads alike on paper in half and in full width.
    """
    bare = _bare if scan else _close
    return Counter(
        json.dumps([t.type, t.keys, bare(t.quote)], ensure_ascii=False, sort_keys=True)
        for t in facts.terms
    )


def _close(words: str) -> str:
    return re.sub(r"[\s|]+", "", words)


def alike(one: Facts, other: Facts) -> int:
    """How many terms of one text stand in the other, of the same type and in like words."""
    left = list(other.terms)
    count = 0
    for term in one.terms:
        words = _bare(term.quote)
        near = (
            t
            for t in left
            if t.type == term.type
            and SequenceMatcher(None, words, _bare(t.quote), autojunk=False).ratio() >= LIKE
        )
        if (found := next(near, None)) is not None:
            left.remove(found)
            count += 1
    return count


def _bare(words: str) -> str:
    return re.sub(r"[^0-9A-Za-z\u4e00-\u9fff]", "", words)


@dataclass(slots=True)
class Tally:
    """What was found of one format, over all samples."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def line(self, what: str) -> str:
        told, got = self.counts["text"], self.counts["file"]
        same, like = (2 * self.counts[key] / (told + got) for key in ("same", "alike"))
        return (
            f"{what:13} {told} terms of the text, {got} of the file; the same F1 {same:.3f}, "
            f"alike {like:.3f}; amounts {self.counts['amounts']}, surely wrong {len(self.wrong)}; "
            f"{self.seconds:.1f} s"
        )


def surely_wrong(loaded: Loaded, told: Collection[Decimal]) -> list[str]:
    """The amounts of a file that its text does not have, though every character was sure."""
    unsure = [(n.start, n.end) for n in loaded.notes if n.kind == "uncertain"]
    return [
        loaded.text[start:end]
        for value, start, end in amounts(loaded.text)
        if value not in told and not any(s < end and start < e for s, e in unsure)
    ]


def written(text: str) -> set[Decimal]:
    """The sums and percentages that stand in a text, also those that brackets contradict."""
    doubted = (p.mismatch for p in percents.find_percents(text) if p.mismatch is not None)
    return {value for value, _, _ in amounts(text)} | set(doubted)


def amounts(text: str) -> list[tuple[Decimal, int, int]]:
    """The sums and the percentages of a text, each with its place."""
    sums = [(a.value.amount, a.start, a.end) for a in money.find(text) if a.value]
    shares = [(p.value, p.start, p.end) for p in percents.find_percents(text)]
    return [*sums, *shares]


def measure(name: str, what: str, path: Path, tally: Tally) -> Iterator[str]:
    """Reads a file and counts; gives a line for each term that differs."""
    text = dict(contracts())[name]
    facts = read_text(name, plain_text(text))
    start = perf_counter()
    (opened,) = open_contracts(path)
    if isinstance(opened, Unopened):
        raise opened.error
    taken = read_loaded(name, opened.loaded)
    tally.seconds += perf_counter() - start
    scan = "scan" in what
    expected, got = terms(facts, scan=scan), terms(taken, scan=scan)
    told = written(plain_text(text))
    tally.counts["same"] += (got & expected).total()
    tally.counts["alike"] += alike(taken, facts)
    tally.counts["text"] += expected.total()
    tally.counts["file"] += got.total()
    tally.counts["amounts"] += len(amounts(opened.loaded.text))
    if scan:
        tally.wrong += surely_wrong(opened.loaded, told)
    for sign, rest in (("-", expected - got), ("+", got - expected)):
        yield from (f"{name} {what} {sign} {term}" for term in rest.elements())


def main() -> None:
    """Prints the table; see the top of this file."""
    parser = argparse.ArgumentParser(description="The same contract in every format.")
    parser.add_argument("--scans", action="store_true", help="paper instead of files")
    parser.add_argument("--kind", default="", help="only what is called so, such as noisy")
    parser.add_argument("--sample", action="append", help="only these samples")
    parser.add_argument("--show", action="store_true", help="print the terms that differ")
    asked = parser.parse_args()
    tallies: dict[str, Tally] = {}
    for name, text in contracts():
        if asked.sample and name not in asked.sample:
            continue
        for what, suffix, data in scans(text) if asked.scans else saved(text):
            if asked.kind not in what:
                continue
            tally = tallies.setdefault(what, Tally())
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, f"{name}.{suffix}")
                path.write_bytes(data)
                differing = list(measure(name, what, path, tally))
            if asked.show:
                print(*differing, tally.line(what), sep="\n", flush=True)
    for what, tally in tallies.items():
        print(tally.line(what))
        for words in tally.wrong:
            print(f"  surely wrong: {words}")


if __name__ == "__main__":
    main()
