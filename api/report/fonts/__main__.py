"""Makes the shipped font anew: `python -m api.report.fonts NotoSansCJK-Regular.ttc`.

The source is the collection of the Debian package fonts-noto-cjk. Kept are the standard Chinese
characters, those of GB 2312 and Big5 (names are written in them too), and every sign that is
neither Chinese nor Korean: Latin, Greek, Cyrillic, kana, numbers in circles, arrows, boxes, units.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from fontTools import subset
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTCollection, TTFont

from api.report.fonts import CHARACTERS, COVERAGE, FAMILY, FONT

SOURCE = "Noto Sans CJK SC"
BOX, TICK, CROSS = "□", "√", "×"
DRAWN = {"☐": (0xAC00, ""), "☑": (0xAC01, TICK), "☒": (0xAC02, CROSS)}
"""Boxes to tick, which the source has not: drawn in place of a glyph that nobody misses."""
HAN = ((0x2E80, 0x2FDF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xFFA0, 0xFFDC))
HANGUL_SIGNS = ((0x3200, 0x321F), (0x3260, 0x327F))
FULL_NAME, FAMILY_NAME, UNIQUE, POSTSCRIPT = 4, 1, 3, 6


def main(source: Path) -> None:
    """Writes the font and the list of what it covers."""
    font = next(
        font
        for font in TTCollection(source, lazy=True).fonts
        if font["name"].getDebugName(FULL_NAME) == SOURCE
    )
    _cut(font, _wanted(font.getBestCmap()) | {spare for spare, _ in DRAWN.values()})
    for sign, (spare, within) in DRAWN.items():
        _draw(font, sign, spare, within)
    _rename(font)
    font["head"].created = font["head"].modified
    font.recalcTimestamp = False
    font.save(FONT)
    points = sorted(TTFont(FONT).getBestCmap())
    COVERAGE.write_text("\n".join(_ranges(points)) + "\n", "utf-8")


def _wanted(known: Iterable[int]) -> set[int]:
    chinese = {ord(sign) for sign in CHARACTERS.read_text("utf-8") if sign != "\n"}
    chinese |= _of("gb2312", 0xB0, 0xF7) | _of("big5", 0xA4, 0xF9)
    return {
        point
        for point in known
        if point in chinese or not any(a <= point <= b for a, b in (*HAN, *HANGUL, *HANGUL_SIGNS))
    }


def _of(encoding: str, first: int, last: int) -> set[int]:
    """The characters of two bytes whose first byte lies between these."""
    pairs = (bytes([row, cell]) for row in range(first, last + 1) for cell in range(0x40, 0xFF))
    return {ord(sign) for pair in pairs if len(sign := pair.decode(encoding, "ignore")) == 1}


def _cut(font: TTFont, points: set[int]) -> None:
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "DSIG"]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)


def _draw(font: TTFont, sign: str, spare: int, within: str) -> None:
    """A box with a smaller sign in its middle, on the glyph of a code point to spare."""
    glyphs, names, strings = font.getGlyphSet(), font.getBestCmap(), font["CFF "].cff[0].CharStrings
    box = names[ord(BOX)]
    pen = T2CharStringPen(font["hmtx"][box][0], glyphs)
    glyphs[box].draw(pen)
    if within:
        glyphs[names[ord(within)]].draw(TransformPen(pen, (0.6, 0, 0, 0.6, 200, 152)))
    old = strings[names[spare]]
    new = pen.getCharString(old.private, old.globalSubrs)
    old.setBytecode(None)
    old.setProgram(new.program)
    font["hmtx"][names[spare]] = font["hmtx"][box]
    for table in font["cmap"].tables:
        if spare in table.cmap:
            table.cmap[ord(sign)] = table.cmap.pop(spare)


def _rename(font: TTFont) -> None:
    """A modified version carries a name of its own, and the copyright of the original."""
    compact = FAMILY.replace(" ", "")
    said = {
        FAMILY_NAME: FAMILY,
        FULL_NAME: FAMILY,
        UNIQUE: f"{compact}-Regular",
        POSTSCRIPT: f"{compact}-Regular",
    }
    for number, words in said.items():
        font["name"].setName(words, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [f"{compact}-Regular"]
    top.topDictIndex[0].FamilyName = top.topDictIndex[0].FullName = FAMILY


def _ranges(points: list[int]) -> list[str]:
    """Numbers in order as `first-last`."""
    starts = [points[0]] + [b for a, b in pairwise(points) if b != a + 1]
    ends = [a for a, b in pairwise(points) if b != a + 1] + [points[-1]]
    return [f"{a:x}-{b:x}" if a != b else f"{a:x}" for a, b in zip(starts, ends, strict=True)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
