"""What must not move the reader, and what must: `python -m benchmarks.metamorphic`.

Prints the share of each relation over our samples and, where they are at hand, over the shared
contract texts; then the facts that moved, at most `--show` for each relation.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import comparing, phrases, relabelling
from benchmarks.comparing import Frame, Tally, compare, frame
from benchmarks.corpus import CLOSED, SHARED, Source, samples, shared
from benchmarks.floors import raise_floors
from benchmarks.rewriting import LAYOUTS, plain
from loaders import read_text
from ontology.errors import EvenhandError
from ontology.facts import Facts

TURNED_NAMED = "clauses turned, side in the quote"


@dataclass(frozen=True, slots=True)
class Result:
    """One relation on one text, or one pair of phrases: what was compared and what moved."""

    relation: str
    where: str
    compared: int
    kept: float
    moved: tuple[str, ...]


def on_texts(sources: Sequence[Source]) -> Iterator[Result]:
    """Every relation between whole texts."""
    for source in sources:
        facts = read_text(source.name, source.text)
        yield from _exchanges(source, facts)
        yield from _turns(source, facts)
        before = tuple(comparing.terms(facts, frame(source.text)))
        for name, rewrite in LAYOUTS.items():
            draft = rewrite(source.text)
            after = comparing.terms(_read(draft.text), Frame(draft, source.text))
            yield _result(name, source, compare(before, tuple(after)))


def on_phrases() -> Iterator[Result]:
    """The tables of paraphrases and negations."""
    tables: tuple[tuple[str, Callable[[], Iterator[phrases.Check]]], ...] = (
        ("paraphrases", phrases.paraphrases),
        ("negations", phrases.negations),
    )
    for name, checks in tables:
        for check in checks():
            moved = () if check.passed else (check.read,)
            yield Result(name, check.id, 1, float(check.passed), moved)


def shares(results: Sequence[Result]) -> dict[str, float]:
    """The share of each relation over everything it was tried on."""
    found: dict[str, tuple[float, int]] = {}
    for result in results:
        kept, compared = found.get(result.relation, (0.0, 0))
        weighted = kept + result.kept * result.compared
        found[result.relation] = (weighted, compared + result.compared)
    return {name: kept / compared if compared else 1.0 for name, (kept, compared) in found.items()}


def measures(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """The shares as floors are kept."""
    return {name: {"share": share} for name, share in shares(results).items()}


def _read(text: str, buyer: str | None = None) -> Facts:
    return read_text("rewritten", text, buyer=buyer)


def _exchanges(source: Source, facts: Facts) -> Iterator[Result]:
    """Labels exchanged or renamed throughout, definitions included: the same facts."""
    before = tuple(comparing.everything(facts, frame(source.text)))
    if relabelling.neutral(source.text):
        draft = relabelling.exchanged(source.text, ("甲方", "乙方"))

        def back(words: str) -> str:
            return relabelling.exchanged(words, ("甲方", "乙方")).text

        after = comparing.everything(_read(draft.text), Frame(draft, source.text, back))
        yield _result("labels exchanged", source, compare(before, tuple(after)))
    labels = relabelling.labels_of(facts)
    if labels is None:
        return
    draft, meant = relabelling.renamed(source.text, labels)

    def restored(words: str) -> str:
        for new, old in meant.items():
            words = words.replace(new, old)
        return words

    after = comparing.everything(_read(draft.text), Frame(draft, source.text, restored))
    yield _result("labels renamed", source, compare(before, tuple(after)))


def _turns(source: Source, facts: Facts) -> Iterator[Result]:
    """Labels exchanged in the clauses alone, roles held: every direction turns round."""
    labels = relabelling.labels_of(facts) or ("甲方", "乙方")
    if not all(source.text.count(label) > 4 for label in labels):
        return
    keep = relabelling.definitions(facts, source.text)
    draft = relabelling.exchanged(source.text, labels, keep)
    try:
        told = _read(source.text, labels[0])
        after = _read(draft.text, labels[0])
    except EvenhandError as error:
        yield Result(TURNED_NAMED, source.name, 1, 0.0, (str(error),))
        return
    turned = Frame(frame(source.text).draft, source.text, values=relabelling.turned)
    back = Frame(draft, source.text, lambda words: relabelling.exchanged(words, labels).text)

    for name, naming in (
        (TURNED_NAMED, tuple(map(plain, labels))),
        ("clauses turned, all terms", ("",)),
    ):
        before = tuple(comparing.directed(told, turned, naming))
        yield _result(name, source, compare(before, tuple(comparing.directed(after, back, naming))))


def _result(relation: str, source: Source, tally: Tally) -> Result:
    moved = tuple(
        f"{sign} {' '.join(fact)}"
        for sign, facts in (("-", tally.lost), ("+", tally.gained))
        for fact in facts
    )
    return Result(relation, source.name, tally.before + tally.after, tally.share, moved)


def table(results: Sequence[Result]) -> Iterator[str]:
    """The share of each relation, as lines to print."""
    yield f"{'relation':36}{'on':>6}{'facts':>8}{'moved':>8}{'share':>9}{'goal':>6}"
    for name, share in shares(results).items():
        of = [result for result in results if result.relation == name]
        compared = sum(result.compared for result in of)
        moved = sum(len(result.moved) for result in of)
        yield f"{name:36}{len(of):6}{compared:8}{moved:8}{share:9.2%}{_goal(name):6.0%}"


def _goal(relation: str) -> float:
    if relation in LAYOUTS:
        return 0.99
    return 0.97 if relation in ("paraphrases", "negations") else 1.0


def main() -> None:
    """Prints the table and what moved."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the shared texts")
    parser.add_argument("--samples-only", action="store_true", help="leave the shared texts out")
    parser.add_argument(
        "--raise", dest="lift", action="store_true", help="raise the floors to our samples' shares"
    )
    parser.add_argument("--show", type=int, default=20, help="failures to show for each relation")
    given = parser.parse_args()
    sources = samples() if given.samples_only else (*samples(), *shared(given.shared))
    if len(sources) == len(samples()):
        print(f"not run: the shared contracts ({given.shared} is left out or not there)")
    results = (*on_texts(sources), *on_phrases())
    if given.lift:
        own = {source.name for source in samples()}
        tables = ("paraphrases", "negations")
        raise_floors(
            "metamorphic", measures([r for r in results if r.where in own or r.relation in tables])
        )
    print("\n".join(table(results)))
    for name in shares(results):
        told = [r for r in results if r.relation == name and r.where not in CLOSED]
        moved = [(r.where, line) for r in told for line in r.moved]
        for where, line in moved[: given.show]:
            print(f"{name} · {where}: {line}")
        if len(moved) > given.show:
            print(f"{name}: {len(moved) - given.show} more; see --show")


if __name__ == "__main__":
    main()
