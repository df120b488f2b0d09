"""One form for characters that differ only in width or encoding; every fold keeps the length."""

from __future__ import annotations

import re
import unicodedata

HAN = "\u3400-\u9fff\uf900-\ufaff〇"
"""Chinese characters, as the inside of a character class."""

NUMERALS = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
"""Chinese numerals, plain and capital."""

CLOSING = "，。；：！？、）》」』】〕”’…"
OPENING = "（《「『【〔“‘"

_KEPT = "（），：；？！～＿"


def _table() -> dict[int, str]:
    table = {0xFF01 + i: chr(0x21 + i) for i in range(94) if chr(0xFF01 + i) not in _KEPT}
    # Radicals and compatibility forms, which PDF files put in place of the characters.
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFAD9)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and ord(plain) != code:
            table[code] = plain
    table |= {ord(mark): " " for mark in "\u00a0\u1680\u202f\u205f\u3000"}
    table |= dict.fromkeys(range(0x2000, 0x200B), " ")
    table |= {ord(mark): "\n" for mark in "\r\x0b\x85\u2028\u2029"}
    table |= {ord("￥"): "¥", ord("～"): "~", ord("〜"): "~", ord("｡"): "。", ord("､"): "、"}
    table |= {ord("﹍"): "_", ord("﹎"): "_", ord("﹏"): "_", ord("＿"): "_", ord("‗"): "_"}
    # Wingdings and Symbol, as Word leaves them in plain text.
    table |= {0xF0FE: "☑", 0xF0FC: "☑", 0xF052: "☑", 0xF0FD: "☑", 0xF0A8: "□", 0xF06F: "□"}
    table |= {0xF0B7: "•", 0xF06C: "•", 0xF06E: "•", 0xF0D8: "•", 0xF0FB: "☑"}
    return table


_TABLE = _table()

INVISIBLE = re.compile(
    "\r(?=\n)|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]+"
)
"""What a reader of the page does not see."""


def fold(text: str) -> str:
    """Half-width letters, digits and signs; plain spaces; the same length."""
    return text.translate(_TABLE)


_WIDE = f"{HAN}{CLOSING}{OPENING}＿"
_BRACKET = re.compile("[()]")
_MARK = re.compile(
    rf"(?<=[{_WIDE}a-zA-Z0-9%])[,;:?!](?=[ ]?[{_WIDE}])|(?<=[{_WIDE}])[,;:?!](?![0-9a-zA-Z/])"
    rf"|(?<=[{HAN}])[,;:](?=[0-9a-zA-Z])"
)
_STOP = re.compile(rf"(?<=[{HAN}）”》＿]{{5}})\.(?=[{HAN}]|$)", re.MULTILINE)
_FULL = str.maketrans("(),;:?!.", "（），；：？！。")
_CHINESE = re.compile(f"[{HAN}]")


def punctuate(text: str) -> str:
    """Chinese punctuation wherever Chinese stands beside it; the same length."""
    lines = [
        _BRACKET.sub(lambda m: m.group().translate(_FULL), line) if _CHINESE.search(line) else line
        for line in text.split("\n")
    ]
    text = _MARK.sub(lambda m: m.group().translate(_FULL), "\n".join(lines))
    return _STOP.sub("。", text)
