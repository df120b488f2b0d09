"""Puts a `BLANK` where a form lost both the number and the space that was left for it.

自年月日至年月日, 人民币元, 一式份: converters drop empty underlined runs.
"""

from __future__ import annotations

import re

from loaders.layout.draft import Draft
from loaders.layout.folding import NUMERALS
from loaders.text import BLANK

_LOST = re.compile(
    # What follows a lost gap; looking for that first is much quicker than looking back.
    "(?=[年月日元种份%‰），。；])(?:"
    + "|".join(
        (
            rf"(?<![0-9{NUMERALS}○某当生])(?=年月日)",
            rf"(?<=[-~—至：\n\t])(?=年[{BLANK}月])",
            r"(?<!出生年)(?<=年)(?=月日)",
            r"(?<!生年月)(?<=年月)(?=日)",
            rf"(?<=[0-9{NUMERALS}{BLANK}]月)(?=日(?:[前起至止，。；]|$))",
            r"(?<=¥)(?=元)|(?<=[）整元]（¥)(?=）)|(?<=写：¥)(?=）)|(?<=人民币)(?=元(?!的|人民币))",
            r"(?<=第)(?=种方式)|(?:(?<=一式)|(?<=[各方][执持]))(?=份)",
            r"(?<=[为付计按至即达过于价额款费])(?=[%‰])",
            r"(?<=：)(?=[），。；])|(?<=[途点限额号期式间称址率价款费数量]为)(?=[，。；])",
        )
    )
    + ")"
)
_TWICE = re.compile(f"{BLANK}{{2,}}")


def restore(draft: Draft) -> None:
    """Marks the gaps of dates, sums, shares, choices and copies that left no trace."""
    draft.replace(_LOST, BLANK)
    draft.replace(_TWICE, BLANK)
