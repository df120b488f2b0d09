"""What users read, in Chinese and in English: one YAML file a surface, looked up by dotted keys."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.errors import OntologyError
from ontology.source import read_yaml
from ontology.values import Json
from ontology.vocabulary import Lang, Words, read_words

LANGS: tuple[Lang, ...] = ("zh", "en")

FOLDER = Path(__file__).parent


@cache
def texts(surface: str) -> dict[str, Words]:
    """All messages of one surface, flattened: `findings.none` → `{zh, en}`."""
    path = FOLDER / f"{surface}.yaml"
    flat: dict[str, Words] = {}
    _flatten(read_yaml(path), "", flat, path)
    return flat


def _flatten(node: Json, prefix: str, flat: dict[str, Words], path: Path) -> None:
    for key, value in node.items():
        name = f"{prefix}{key}"
        if not isinstance(value, dict):
            raise OntologyError(f"{name!r} needs zh and en", f"{path}:{node.lines[key]}")
        if set(value) == set(LANGS):
            flat[name] = read_words(value, path)
        else:
            _flatten(value, f"{name}.", flat, path)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says the messages of one surface in one language."""

    surface: str
    lang: Lang

    def __call__(self, key: str, /, **values: object) -> str:
        text = texts(self.surface)[key].say(self.lang)
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        return key in texts(self.surface)
