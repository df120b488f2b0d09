"""Brings ticked and empty boxes to one form each: `☑` and `□`."""

from __future__ import annotations

import re

from loaders.layout.draft import Draft

_TICKED = re.compile(r"\[[ ]?[xX√✓✔][ ]?\]|□[ ]?[√✓✔]|[√✓✔][ ]?□|[☒√✓✔✅🗹🗷⊠◉⊙]")
_EMPTY = re.compile(r"(?:(?<=^)|(?<=[-*+] )|(?<=[\n 　]))\[ \](?= )|[☐▢❏❑❒◻⬜]")
_ROUND = re.compile("[○◯〇]")
_SQUARE = re.compile("[■◼⬛●]")
_NUMERAL = re.compile("[一二三四五六七八九十百零〇○]")


def normalise(draft: Draft) -> None:
    """Makes every ticked box `☑`, every empty one `□`; a round zero between numerals is 〇."""
    draft.replace(_TICKED, "☑")
    draft.replace(_EMPTY, "□")
    draft.replace(_ROUND, _zero_or_box)
    if "□" in draft.text:
        draft.replace(_SQUARE, "☑")


def _zero_or_box(match: re.Match[str]) -> str:
    around = (
        match.string[max(0, match.start() - 1) : match.start()],
        match.string[match.end() : match.end() + 1],
    )
    return "〇" if any(_NUMERAL.fullmatch(char) for char in around) else "□"
