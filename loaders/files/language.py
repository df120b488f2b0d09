"""Refuses what is no Chinese contract, before anything is read out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.layout.folding import HAN
from loaders.words import load
from ontology.errors import NotAContract

CHINESE = 0.2
"""The smallest share of Chinese among the letters."""

DENSITY = 3.0
"""The fewest marks of a contract in 1,000 Chinese characters."""

KINDS = 3
"""The fewest different marks."""

WINDOW = 4_000
"""Characters of a stretch; one contract-like stretch in a tender document is enough."""

_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile("[A-Za-z]{2,}")
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


def require_contract(text: str, name: str) -> None:
    """Raises `NotAContract` unless the text is Chinese and reads like a contract."""
    chinese = len(_HAN.findall(text))
    letters = sum(len(word) for word in _LATIN.findall(text))
    other = _other(text)
    if other or chinese < CHINESE * (chinese + letters / 4) or not chinese:
        looks = other or ("English or another European language" if letters else "no language")
        raise NotAContract(
            f"only Chinese contracts are read so far, and this looks like {looks}", name
        )
    if not any(_reads_like_contract(stretch) for stretch in _stretches(text)):
        raise NotAContract(
            "this does not look like a contract: hardly any of the words that contracts use "
            "(甲方, 乙方, 本合同, 违约, …); if it is one, check that the whole text was converted",
            name,
        )


def _other(text: str) -> str | None:
    chinese = len(_HAN.findall(text))
    if len(_KANA.findall(text)) > 0.1 * (chinese + 1):
        return "Japanese"
    return "Korean" if len(_HANGUL.findall(text)) > 0.1 * (chinese + 1) else None


def _stretches(text: str) -> Iterator[str]:
    yield text
    if len(text) > 2 * WINDOW:
        yield from (text[i : i + WINDOW] for i in range(0, len(text), WINDOW // 2))


def _reads_like_contract(text: str) -> bool:
    chinese = len(_HAN.findall(text))
    counts = [len(cue.pattern.findall(text)) for cue in load("contract_marks")]
    kinds = sum(1 for count in counts if count)
    needed = KINDS if chinese >= 200 else 2
    return kinds >= needed and 1000 * sum(counts) >= DENSITY * chinese
