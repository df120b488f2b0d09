"""The styles of a Word report: real ones, so that whoever gets it can change the look at once."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from api.report.blocks import Tone

LATIN, CHINESE = "Arial", "Microsoft YaHei"
INK, SOFT, LINE = "1C2430", "5C6675", "C9D0D9"
HEAD_FILL, GROUP_FILL = "EEF1F5", "F6F8FA"
COLOURS: dict[Tone, tuple[str, str]] = {
    "high": ("9B1C1C", "FBDCD9"),
    "medium": ("8A4B00", "FDEBC8"),
    "low": ("5B5300", "F6F2C4"),
    "buyer": ("1D4F91", "DCE8F7"),
    "vendor": ("1B6A48", "D9EFE4"),
    "rule": (SOFT, "ECEFF3"),
}
"""Dark for signs, light for what lies behind them."""

PAGE, MARGIN = (Mm(210), Mm(297)), Mm(20)
WIDTH = Emu(PAGE[0] - 2 * MARGIN)

LEAD, VERDICT, QUOTE, ASK, LABELS, CELL, CONTRACT, SUBHEAD, CONTENTS = (
    "Lead",
    "Verdict",
    "Contract Words",
    "Side",
    "Labels",
    "Table Text",
    "Contract Text",
    "Law",
    "Contents",
)
# Name: size, space before and after in points, and whether it stays with what follows.
_PARAGRAPHS: dict[str, tuple[float, float, float, bool]] = {
    LEAD: (9.5, 0, 8, True),
    VERDICT: (11, 0, 5, False),
    QUOTE: (10, 3, 3, False),
    ASK: (9.5, 0, 0, False),
    LABELS: (8.5, 0, 5, True),
    CELL: (8.5, 0, 1, False),
    CONTRACT: (9, 0, 3, False),
    SUBHEAD: (9, 6, 2, True),
    CONTENTS: (10, 12, 4, True),
}
_HEADINGS = {"Title": 22.0, "Heading 1": 15.0, "Heading 2": 12.5, "Heading 3": 11.0}


def prepare(word: Word, lang: str) -> None:
    """Page, fonts and styles of an empty document."""
    _without_table_styles(word)
    section = word.sections[0]
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Mm(24), Mm(20)
    section.header_distance = section.footer_distance = Mm(11)
    normal = word.styles["Normal"]
    _font(normal, 10)
    normal.paragraph_format.space_after = Pt(5)
    normal.paragraph_format.line_spacing = 1.05
    _language(word, lang)
    for name, size in _HEADINGS.items():
        _heading(word.styles[name], size)
    _font(word.styles["Subtitle"], 11)
    word.styles["Subtitle"].font.italic = False
    word.styles["Subtitle"].font.color.rgb = RGBColor.from_string(SOFT)
    _font(word.styles["List Bullet"], 9)
    word.styles["List Bullet"].paragraph_format.space_after = Pt(2)
    for name in ("Header", "Footer"):
        _font(word.styles[name], 8)
        word.styles[name].font.color.rgb = RGBColor.from_string(SOFT)
        word.styles[name].paragraph_format.tab_stops.clear_all()
    for name, (size, before, after, keep) in _PARAGRAPHS.items():
        _paragraph(word, name, size, (before, after), keep=keep)
    for level in (1, 2):
        style = word.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.left_indent = Mm(5 * (level - 1))
    for tone in COLOURS:
        _words(word, tone)


def _without_table_styles(word: Word) -> None:
    """The template of python-docx brings a hundred looks of tables that nobody asked for."""
    for style in word.styles.element.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) is None:
            word.styles.element.remove(style)


def wear(paragraph: Any, name: str) -> None:
    """Gives a paragraph a style by its id, which is its name without spaces.

    By its name python-docx searches all styles each time, which took most of the writing.
    """
    paragraph._p.style = name.replace(" ", "")


def added(word: Word, name: str) -> Any:
    """A new paragraph of a style at the end."""
    paragraph = word.add_paragraph()
    wear(paragraph, name)
    return paragraph


def gap(word: Word, points: float) -> None:
    """Space after a table, which has none of its own."""
    space = word.add_paragraph().paragraph_format
    space.space_before = space.space_after = Pt(0)
    space.line_spacing = Pt(points)


def _paragraph(
    word: Word, name: str, size: float, space: tuple[float, float], *, keep: bool
) -> None:
    style: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    _font(style, size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = map(Pt, space)
    style.paragraph_format.keep_with_next = keep
    if name in (LEAD, SUBHEAD):
        style.font.color.rgb = RGBColor.from_string(SOFT)
    if name == CONTENTS:
        style.font.bold = True


def _heading(style: Any, size: float) -> None:
    _font(style, size)
    style.font.bold, style.font.italic = True, False
    style.font.color.rgb = RGBColor.from_string(INK)
    space = style.paragraph_format
    space.keep_with_next = True
    space.space_before = Pt(0 if style.name == "Title" else size * 1.1)
    space.space_after = Pt(size * 0.4)
    borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)
    if style.name == "Heading 1":
        border(style.element.get_or_add_pPr(), "bottom", INK, 8)


def _words(word: Word, tone: Tone) -> None:
    """A character style: words of a tone, on its colour."""
    dark, light = COLOURS[tone]
    style: Any = word.styles.add_style(f"Words {tone}", WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb = RGBColor.from_string(
        dark if tone in ("buyer", "vendor", "rule") else INK
    )
    properties = style.element.get_or_add_rPr()
    properties.append(shade(light))


def _font(style: Any, size: float) -> None:
    style.font.size = Pt(size)
    style.font.name = LATIN
    properties = style.element.get_or_add_rPr()
    for spaced in properties.findall(qn("w:spacing")):
        properties.remove(spaced)
    fonts = properties.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), CHINESE)
    fonts.set(qn("w:cs"), LATIN)


def _language(word: Word, lang: str) -> None:
    """What the spelling of the text is checked against."""
    for found in word.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), "en-GB")
        found.set(qn("w:eastAsia"), "zh-CN")
    word.core_properties.language = "zh-CN" if lang == "zh" else "en-GB"


def shade(fill: str) -> Any:
    """The element that colours what lies behind words or a cell."""
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        element.set(qn(f"w:{name}"), value)
    return element


def border(properties: Any, side: str, colour: str, eighths: int, space: int = 4) -> None:
    """A line on one side of a paragraph; its strength is in eighths of a point."""
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders,
            *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap"),
            *("w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi"),
            *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing"),
            *("w:mirrorIndents", "w:jc", "w:textDirection", "w:outlineLvl", "w:rPr"),
        )
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", eighths), ("space", space), ("color", colour)):
        line.set(qn(f"w:{name}"), str(value))
    borders.append(line)
