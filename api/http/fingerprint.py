"""One hash of all that a judgement rests on besides the contract: rules, law, and the program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import kg
import ontology
from kg.identity import digest
from kg.rule import Rule

SUFFIXES = (".py", ".yaml", ".cypher", ".csv")


def fingerprint(rules: Sequence[Rule]) -> str:
    """Changes with any rule, its parameters, any statute, and the code that judges."""
    return digest(_program(), [repr(rule) for rule in rules])


@cache
def _program() -> str:
    found = sha256()
    for package in (kg, ontology):
        folder = Path(str(package.__file__)).parent
        for path in sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES):
            found.update(path.relative_to(folder).as_posix().encode() + b"\0")
            found.update(path.read_bytes())
    return found.hexdigest()
