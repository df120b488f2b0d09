"""Small pieces of HTML for notebooks: everything escaped, styled in place, no script."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable, Sequence

from ontology.values import Json
from ontology.vocabulary import Lang, language

FAINT, LINE = "rgba(128,128,128,.9)", "rgba(128,128,128,.35)"
"""Colours that can be read on a light page and on a dark one."""


class Html(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


def element(tag: str, *inside: str, style: str = "", **attributes: str) -> Html:
    """An element; what is no `Html` in it is escaped."""
    given = {**attributes, **({"style": style} if style else {})}
    said = "".join(f' {name}="{html.escape(value)}"' for name, value in given.items())
    return Html(f"<{tag}{said}>{joined(inside)}</{tag}>")


def joined(inside: Iterable[str]) -> Html:
    """Pieces one after the other."""
    return Html("".join(one if isinstance(one, Html) else html.escape(one) for one in inside))


def table(heads: Sequence[str], rows: Iterable[Sequence[Json]]) -> Html:
    """A table; a piece of `Html` in a cell stays what it is."""
    left = "text-align:left;vertical-align:top"
    head = joined(element("th", name, style=left) for name in heads)
    body = joined(
        element("tr", *(element("td", _cell(value), style=left) for value in row)) for row in rows
    )
    return element("table", element("thead", element("tr", head)), element("tbody", body))


def _cell(value: Json) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, float):
        return f"{value:,.10g}"
    if isinstance(value, list | tuple):
        return "、".join(_cell(item) for item in value) or "—"
    return value if isinstance(value, str) else str(value)


def faint(text: str) -> Html:
    """Something said beside."""
    return element("span", text, style=f"color:{FAINT}")


def card(title: str, *inside: str) -> Html:
    """A titled piece with a line on its left."""
    head = element("div", element("b", title))
    style = f"border-left:3px solid {LINE};padding:.2em .8em;margin:.4em 0"
    return element("div", head, *inside, style=style)


def quoted(words: str) -> Html:
    """Words of a contract, with their own lines."""
    style = "white-space:pre-wrap;background:rgba(240,200,0,.18);padding:0 .2em"
    return element("q", words, style=style)


def reader() -> Lang:
    """The language of whoever looks at the page."""
    return language(os.environ)
