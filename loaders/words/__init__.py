"""Cue lists: what drafters write, as patterns with the phrases that prove them.

A file `<name>.yaml` beside this module is a list of records:

```yaml
- id: contract_total                # unique within the file
  pattern: 合同总(?:额|价)           # or a list of alternatives, tried in this order
  examples: [合同总额, 合同总价款]    # the pattern is found in each of them
  counterexamples: [合同编号]         # and in none of these
  means: contract_total             # optional: what the cue stands for, else its id
  notes: 年度合同总额 is annual_fee   # optional
```

In a pattern `…` stands for up to thirty characters of the same sentence, and a class that
excludes a mark of punctuation (`[^。；]`) excludes the end of the line too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loaders.words.opening import compiled
from ontology.errors import OntologyError
from ontology.source import check_keys, read_yaml
from ontology.values import Json

HERE = Path(__file__).parent

GAP = "(?:[^。；;！？\\n]{0,30}?)"
"""What `…` in a pattern stands for."""

_STOPPED = re.compile(r"\[\^([。，,；;])")


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One way of saying `means`; the records of a file keep their order, specific first.

    `source` is the pattern as part of others.
    """

    id: str
    means: str
    source: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def load(name: str) -> tuple[Cue, ...]:
    """The cues of `loaders/words/<name>.yaml`. Raises `OntologyError` with file and line."""
    return read(HERE / f"{name}.yaml")


@cache
def load_all(folder: str) -> tuple[Cue, ...]:
    """The cues of every file of a folder."""
    paths = sorted((HERE / folder).glob("*.yaml"))
    return tuple(cue for path in paths for cue in load(f"{folder}/{path.stem}"))


@cache
def pattern(name: str, cue: str) -> re.Pattern[str]:
    """The pattern of one cue of `loaders/words/<name>.yaml`."""
    return _patterns(name)[cue]


@cache
def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    return {record.id: record.pattern for record in load(name)}


def read(path: Path) -> tuple[Cue, ...]:
    """The cues of a file. Raises `OntologyError` with file and line."""
    records = read_yaml(path)
    if not isinstance(records, list):
        raise OntologyError("a cue file is a list of records", str(path))
    cues = tuple(_cue(record, path) for record in records)
    ids = [cue.id for cue in cues]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise OntologyError(f"ids stand twice: {', '.join(twice)}", str(path))
    return cues


def _cue(record: Json, path: Path) -> Cue:
    check_keys(
        record,
        path,
        required=("id", "pattern", "examples", "counterexamples"),
        optional=("means", "notes"),
    )
    source = record["pattern"]
    source = "|".join(source) if isinstance(source, list) else source
    try:
        source = _STOPPED.sub(r"[^\\n\1", source.replace("…", GAP))
        pattern = compiled(source)
    except re.error as problem:
        where = f"{path}:{record.lines['pattern']}"
        raise OntologyError(
            f"{record['id']!r} is no regular expression: {problem}", where
        ) from None
    return Cue(
        id=record["id"],
        means=record.get("means", record["id"]),
        source=source,
        pattern=pattern,
        examples=tuple(record["examples"]),
        counterexamples=tuple(record["counterexamples"]),
    )
