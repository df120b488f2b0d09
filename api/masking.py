"""Personal data out of what others read: telephone numbers, identity cards, accounts, e-mail.

Each character that is hidden becomes one `*`, so that offsets into a text stay what they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ontology.values import Json

_EDGE, _END = r"(?<![0-9A-Za-z.])", r"(?![0-9A-Za-z])"
_GAP = r"[ \t\u3000-]?"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # A mobile number, with the code of the country or in groups.
        rf"(?<![0-9A-Za-z.])(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}{_END}",
        # A telephone on a desk: area code and number, with an extension.
        rf"{_EDGE}[(（]?0\d{{2,3}}[)）]?{_GAP}[2-9]\d{{6,7}}(?:[-转]\d{{1,5}})?{_END}",
        rf"{_EDGE}(?:400|800){_GAP}\d{{3,4}}{_GAP}\d{{3,4}}{_END}",
        # An identity card: six digits of a place, a date of birth, three digits and a check.
        rf"{_EDGE}[1-9]\d{{5}}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
        rf"\d{{3}}[\dXx]{_END}",
        # The number of a bank card or account where nothing says so.
        rf"{_EDGE}(?!9[1-3]\d{{16}}{_END})\d{{4}}(?:[ \u3000-]?\d{{4}}){{2,3}}"
        rf"[ \u3000-]?\d{{3,7}}{_END}",
        r"[A-Za-z0-9._%+-]+(?=@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",
    )
)

_CUED = re.compile(
    r"(?:账号|帐号|账户号?码?|帐户号?码?|卡号|电话|手机|传真|联系方式|身份证(?:号码?|件号码?)?)"
    r"[^0-9\n]{0,16}(\d(?:[ \t\u3000-]?\d){5,29})(?![0-9])"
)
"""A number behind a word that says what it is, whatever its form."""

_KEYS = frozenset({"phone", "fax", "account", "email"})
"""Fields of a party whose value is such a number."""

_WORTH_A_LOOK = re.compile(r"\d[\d \t\u3000()（）-]{5,}|@")

KEPT_BEFORE, KEPT_BEHIND = 3, 2
"""Characters of a number that stay, so that people can tell two of them apart."""


def masked(text: str) -> str:
    """The text with personal data hidden, as long as it was."""
    if not _WORTH_A_LOOK.search(text):
        return text
    signs = list(text)
    for start, end in _places(text):
        for at in range(start, end):
            if signs[at].isalnum():
                signs[at] = "*"
    return "".join(signs)


def _places(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield _inside(*found.span())
    for found in _CUED.finditer(text):
        yield _inside(*found.span(1))


def _inside(start: int, end: int) -> tuple[int, int]:
    """What is hidden of a number: all but a few characters, of a short one all but the first."""
    if end - start <= 2 * (KEPT_BEFORE + KEPT_BEHIND) - 3:
        return start + 1, end
    return start + KEPT_BEFORE, end - KEPT_BEHIND


def masked_data(data: Json) -> Json:
    """JSON with personal data hidden in its texts, and in the fields that hold nothing else."""
    if isinstance(data, str):
        return masked(data)
    if isinstance(data, list | tuple):
        return [masked_data(item) for item in data]
    if isinstance(data, dict):
        return {key: _field(key, value) for key, value in data.items()}
    return data


def _field(key: str, value: Json) -> Json:
    if key in _KEYS and isinstance(value, str):
        start, end = _inside(0, len(value))
        hidden = "".join("*" if c.isalnum() else c for c in value[start:end])
        return value[:start] + hidden + value[end:]
    return masked_data(value)
