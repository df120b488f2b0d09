"""The sentences of a computation, in Chinese and in English, from `words.yaml`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

from kg.exposure.outcome import cents
from ontology.source import read_yaml
from ontology.values import decimal_text
from ontology.vocabulary import Words, read_words

PATH = Path(__file__).with_name("words.yaml")


@cache
def _templates() -> dict[str, Words]:
    return {key: read_words(item, PATH) for key, item in read_yaml(PATH).items()}


def said(key: str, /, **values: str | int | Decimal | Words) -> Words:
    """A sentence with its values; a `Words` is said in the language of the sentence."""
    template = _templates()[key]
    return Words(
        template.zh.format(**{name: _plain(value, "zh") for name, value in values.items()}),
        template.en.format(**{name: _plain(value, "en") for name, value in values.items()}),
    )


def yuan(amount: Decimal | None) -> Words:
    """An amount as people write it, to the cent."""
    rounded = cents(amount)
    if rounded is None:
        return said("unknown")
    return Words(f"{rounded:,.2f}元", f"{rounded:,.2f} yuan")


def joined(reasons: Iterable[Words]) -> Words | None:
    """Several reasons as one text, each said once."""
    once = tuple(dict.fromkeys(reasons))
    if not once:
        return None
    return Words("".join(r.zh for r in once), " ".join(r.en for r in once))


def _plain(value: str | int | Decimal | Words, lang: str) -> str:
    if isinstance(value, Words):
        return value.zh if lang == "zh" else value.en
    return decimal_text(value) if isinstance(value, Decimal) else str(value)
