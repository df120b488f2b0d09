"""Takes the marks of Markdown, HTML and Word fields out of a draft, and remembers headings."""

from __future__ import annotations

import html
import re

from loaders.layout.draft import Draft

BOLD = 7
"""The level of a heading that is marked by bold type alone."""

_FIELD = re.compile(
    r"\[(?:bookmark|书签)[:：][^\]\n]{0,80}\]|\{(?:PAGE|HYPERLINK|TOC|REF|SEQ)\b[^}\n]{0,120}\}"
    r"|<!--[^>]{0,400}-->|!\[[^\]\n]{0,120}\]\([^)\s]{0,300}\)",
    re.IGNORECASE,
)
_CELL = re.compile(r"</t[dh]>\s{0,20}(?=<t[dh]\b)", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|div|tr|li|ul|ol|table|h[1-6])\b[^<>\n]{0,200}>", re.IGNORECASE)
_BR = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|strong|span|font|sub|sup|small|big|mark|td|th|thead|tbody|tfoot|col|colgroup|img"
    r"|body|html|head|o:p|center|ins|del|label|input|section|article)\b[^<>\n]{0,300}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#x[0-9a-fA-F]{1,5});")
_LINK = re.compile(r"(?<=\])\(https?://[^)\s]{0,300}\)")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|>~$])")
_HEADING = re.compile(r"^[ ]{0,3}(?:>[ ]?)?(#{1,6})[ \t]*(?=[^#\s])", re.MULTILINE)
_HEADING_END = re.compile(r"[ \t]+#{1,6}[ \t]*$", re.MULTILINE)
_QUOTE = re.compile(r"^[ ]{0,3}(?:>[ ]?){1,4}", re.MULTILINE)
_BOLD_LINE = re.compile(r"^[ \t]*\*\*(?=[^*\n]{1,60}\*\*[：:]?[ \t]*$)", re.MULTILINE)
_EMPHASIS = re.compile(
    r"(?<![*0-9A-Za-z])(\*{1,3})(?![*\s])(?:[^*\n]|\*(?!\*)){1,400}?(?<!\s)\1(?![*0-9])"
)
_STRONG = re.compile(r"(?<!\*)\*\*(?!\*)")
_CODE = re.compile(r"(?<!`)`{1,3}(?!`)|~~")
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[a-z]{0,10}[ \t]*$", re.MULTILINE)


def strip(draft: Draft) -> tuple[tuple[int, int], ...]:
    """Removes markup; the headings that it marked, as (offset in the source, level)."""
    draft.replace(_FIELD, "")
    if "<" in draft.text:
        draft.replace(_CELL, "\t")
        draft.replace(_BR, _line_break)
        draft.replace(_BREAK, "\n")
        draft.replace(_TAG, "")
    if "&" in draft.text:
        draft.replace(_ENTITY, _entity)
    headings = _headings(draft)
    draft.replace(_FENCE, "")
    draft.replace(_HEADING, "")
    if headings:
        draft.replace(_HEADING_END, "")
    draft.replace(_QUOTE, "")
    draft.replace(_LINK, "")
    if "*" in draft.text:
        _remove_emphasis(draft)
    draft.replace(_CODE, "")
    draft.replace(_ESCAPE, "")
    return headings


def _line_break(match: re.Match[str]) -> str:
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    return " " if line.lstrip().startswith("|") or "<t" in line else "\n"


def _entity(match: re.Match[str]) -> str:
    char = html.unescape(match.group())
    return " " if char == "\xa0" else char if len(char) == 1 else match.group()


def _headings(draft: Draft) -> tuple[tuple[int, int], ...]:
    found = [(draft.origin[m.start(1)], len(m.group(1))) for m in _HEADING.finditer(draft.text)]
    found += [(draft.origin[m.start()], BOLD) for m in _BOLD_LINE.finditer(draft.text)]
    return tuple(sorted(found))


def _remove_emphasis(draft: Draft) -> None:
    cuts: list[tuple[int, int, str]] = []
    for match in _EMPHASIS.finditer(draft.text):
        width = len(match.group(1))
        if width == 3 and not _stands_apart(match):
            continue
        cuts.append((match.start(), match.start() + width, ""))
        cuts.append((match.end() - width, match.end(), ""))
    draft.splice(cuts)
    draft.replace(_STRONG, "")


def _stands_apart(match: re.Match[str]) -> bool:
    """Whether ***words*** is set off, not 与***公司和***公司, where the stars are a gap."""
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    after = match.string[match.end() : match.end() + 1]
    return (not before or not before.isalnum()) and (not after or not after.isalnum())
