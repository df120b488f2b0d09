"""Builds the baseline pack from the shared contracts: figures alone, no text and no names.

Run as `python -m benchmarks.baseline`, with the folder of contracts and gold beside the repository.
Facts that people read are preferred; what the reader read is marked so. Of the facts nothing is
printed but counts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.contracts import Contract
from api.service import read_files
from benchmarks.corpus import SHARED
from kg.baseline import baseline_mark, contracts_table, values_table
from kg.baseline.pack import FOLDER, fingerprint
from kg.benchmark import Member, Pool, observe, pool_of, profile_of
from kg.benchmark.pool import Source, types_of
from kg.lineage import clusters, least_shared, passages, same_form, sketch
from loaders.files.how import How
from ontology.facts import Facts
from ontology.source import read_yaml
from ontology.values import Json

CONTRACTS = ("contracts/seeds", "contracts/public", "contracts/tenders")
GOLD = ("gold/seeds", "gold/public")
SUFFIXES = (".txt", ".md", ".docx", ".pdf", ".doc")


@dataclass(frozen=True, slots=True)
class Entry:
    """A contract on its way into the pack: as it was read, and the facts that count."""

    contract: Contract
    facts: Facts
    source: Source

    @property
    def mark(self) -> str:
        return baseline_mark(self.contract.id)


def entries(shared: Path) -> Iterator[Entry]:
    """Every contract once, by the stem of its file, with what people read of it where they did."""
    gold = {path.stem: path for folder in GOLD for path in sorted((shared / folder).glob("*.json"))}
    for path in _files(shared):
        found = [c for _, c in read_files([path], How()) if isinstance(c, Contract)]
        print(f"{path.stem}: {len(found) or 'not read'}")
        if len(found) == 1 and path.stem in gold:
            facts = Facts.from_json(json.loads(gold[path.stem].read_text("utf-8")), path.stem)
            yield Entry(found[0], facts, "gold")
        else:
            yield from (Entry(contract, contract.facts, "machine") for contract in found)


def _files(shared: Path) -> Sequence[Path]:
    """Of a contract and the tender that it comes from, the contract."""
    by_stem: dict[str, Path] = {}
    for folder in CONTRACTS:
        for path in sorted((shared / folder).glob("*")):
            if path.suffix in SUFFIXES and path.stem != "README":
                by_stem.setdefault(path.stem, path)
    return tuple(by_stem.values())


def pack(found: Sequence[Entry]) -> Pool:
    """The pool of these contracts, their families numbered in the order of the marks."""
    by_mark = {entry.mark: entry for entry in found}
    families = _numbered({mark: by_mark[mark] for mark in sorted(by_mark)})
    return pool_of(
        (
            Member(
                mark,
                families[mark],
                profile_of(entry.facts),
                entry.source,
                has=types_of(entry.facts),
            ),
            observe(entry.facts),
        )
        for mark, entry in sorted(by_mark.items())
    )


def _numbered(by_mark: Mapping[str, Entry]) -> Mapping[str, str]:
    sketches = {
        mark: sketch(passages(entry.contract.facts, entry.contract.text))
        for mark, entry in by_mark.items()
    }
    first = clusters(sketches, same_form, least_shared)
    numbers = {mark: number for number, mark in enumerate(sorted(set(first.values())), 1)}
    return {mark: str(numbers[first[mark]]) for mark in by_mark}


def write(pool: Pool, folder: Path) -> str:
    """Writes the tables and their description; the version rises where a figure has changed."""
    contracts, values = contracts_table(pool), values_table(pool)
    digest = fingerprint(contracts, values)
    path = folder / "pack.yaml"
    before: Json = read_yaml(path) if path.exists() else {"version": 0, "digest": ""}
    version = int(before["version"]) + (digest != before["digest"])
    sources = [member.source for member in pool.members]
    described = {
        "version": version,
        "contracts": len(pool.members),
        "families": len({member.family for member in pool.members}),
        "gold": sources.count("gold"),
        "machine": sources.count("machine"),
        "values": sum(map(len, pool.points.values())),
        "digest": digest,
    }
    (folder / "contracts.csv").write_text(contracts, "utf-8", newline="\n")
    (folder / "values.csv").write_text(values, "utf-8", newline="\n")
    head = "# Written by `python -m benchmarks.baseline`; docs/baseline.md says what is in it.\n"
    text = head + "".join(f"{name}: {value}\n" for name, value in described.items())
    path.write_text(text, "utf-8", newline="\n")
    return text


def main() -> None:
    """Reads the contracts and writes the pack into the package."""
    parser = argparse.ArgumentParser(description="Builds the baseline pack.")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--out", type=Path, default=FOLDER)
    given = parser.parse_args()
    print(write(pack(list(entries(given.shared))), given.out))


if __name__ == "__main__":
    main()
