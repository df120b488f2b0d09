"""Decodes plain text and Markdown: UTF-8, UTF-16, GB18030 or Big5, never by a silent guess."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from functools import cache

from ontology.errors import UnreadableDocument

BROKEN = 0.01
"""The largest share of characters that may be unreadable."""

PLAUSIBLE = 0.8
"""The smallest share of common characters in a text decoded as GB18030 or Big5."""

_SAMPLE = 200_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_REPLACED = "\ufffd"


def decode(data: bytes, name: str) -> str:
    """The text of a file, without byte order mark and with `\\n` as the end of a line.

    Raises `UnreadableDocument` where the encoding is not certain or much is unreadable.
    """
    if not data:
        raise UnreadableDocument("the file is empty", name)
    text = _decoded(data)
    if text is None:
        raise UnreadableDocument(
            "this is no text in UTF-8, UTF-16, GB18030 or Big5; if it is a text, "
            "open it in an editor and save it as UTF-8",
            name,
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableDocument("the file holds nothing but white space", name)
    _refuse_junk(text, name)
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for text in _candidates(data):
        if text is not None:
            return text
    return None


def _candidates(data: bytes) -> Iterator[str | None]:
    """Readings of bytes without a mark, the surest first."""
    wide = _wide(data)
    if wide:
        yield _strict(data, wide)
    yield _strict(data, "utf-8")
    yield _likelier(data)
    yield _nearly(data, "utf-8")
    yield _nearly(data, "gb18030", plausible=True)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likelier(data: bytes) -> str | None:
    """The more plausible of GB18030 and Big5, which share their bytes."""
    texts = [text for code in ("gb18030", "big5hkscs") if (text := _strict(data, code))]
    best = max(texts, key=_plausibility, default=None)
    return best if best is not None and _plausibility(best) >= PLAUSIBLE else None


def _nearly(data: bytes, encoding: str, *, plausible: bool = False) -> str | None:
    """A reading that leaves out single broken characters, as an editor would show it."""
    text = data.decode(encoding, "replace")
    if text.count(_REPLACED) > BROKEN * len(text):
        return None
    return text if not plausible or _plausibility(text) >= PLAUSIBLE else None


def _plausibility(text: str) -> float:
    """The share of characters that people write: a wrong table yields rare ones."""
    common = _common_characters()
    wide = [char for char in text[:_SAMPLE] if char > "\u2fff"]
    return sum(char in common for char in wide) / len(wide) if wide else 0.0


def _wide(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: the high bytes of Chinese and ASCII give it away."""
    if len(data) % 2 or (b"\x00" not in data and _strict(data, "utf-8") is not None):
        return None
    high = {"utf-16-le": data[1:_SAMPLE:2], "utf-16-be": data[0:_SAMPLE:2]}
    best = max(high, key=lambda order: sum(b == 0 or 0x4E <= b <= 0x9F for b in high[order]))
    text = _strict(data, best)
    # A Chinese text in UTF-16 has its line ends, spaces or figures as pairs with a zero byte.
    if text is None or b"\x00" not in data or _plausibility(text) < PLAUSIBLE:
        return None
    return best


def _refuse_junk(text: str, name: str) -> None:
    replaced = text.count(_REPLACED)
    if replaced > BROKEN * len(text):
        raise UnreadableDocument(
            f"{replaced:,} of {len(text):,} characters are broken; "
            "ask for the original file or save it again as UTF-8",
            name,
        )
    control = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\v\f")
    if control > BROKEN * len(text):
        raise UnreadableDocument("this looks like binary data, not like a text", name)


@cache
def _common_characters() -> frozenset[str]:
    """Level one of GB 2312 (3,755) and of Big5 (5,401), with their punctuation."""
    simplified = _table([*range(0xA1, 0xAA), *range(0xB0, 0xD8)], range(0xA1, 0xFF), "gb2312")
    traditional = _table(range(0xA1, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)], "big5")
    return frozenset((*simplified, *traditional))


def _table(rows: list[int] | range, cells: list[int] | range, encoding: str) -> Iterator[str]:
    for row in rows:
        for cell in cells:
            char = _strict(bytes((row, cell)), encoding)
            if char is not None:
                yield char
