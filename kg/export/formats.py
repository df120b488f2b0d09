"""The formats of an export as data: files, what comes in again, what each drops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from ontology.source import check_keys, read_yaml
from ontology.vocabulary import Words, read_words

PATH = Path(__file__).with_name("formats.yaml")

Returns = Literal["facts", "graph", "no"]
Checked = Literal["shacl", "odrl", "ocds", "none"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format; `returns` is what a reader of ours makes of the files again."""

    name: str
    title: Words
    files: str
    returns: Returns
    checked: Checked
    drops: tuple[Words, ...]


@cache
def formats() -> Mapping[str, Format]:
    """Every format by name, in the order of the file."""
    data = dict(read_yaml(PATH))
    drops = {name: read_words(words, PATH) for name, words in data.pop("drops").items()}
    found: dict[str, Format] = {}
    for name, item in data.items():
        check_keys(item, PATH, required=("title", "files", "returns", "checked", "drops"))
        left = tuple(drops[reason] for reason in ("personal", *item["drops"]))
        title = read_words(item["title"], PATH)
        found[name] = Format(name, title, item["files"], item["returns"], item["checked"], left)
    return MappingProxyType(found)
