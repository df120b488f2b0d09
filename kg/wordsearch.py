"""Rules ask whether a text has one of some words; engines ask it of each word anew, and slowly.

`any(w IN $p_words WHERE e.quote CONTAINS w)` is how a rule is written and read. What is run is
`e.quote =~ $w_words` with one expression for all the words, which says the same of every text, of
null too, in a fifth of the time. A long text, such as all quotes run together, is a variable of
its own and is left to `CONTAINS`, which is the quicker there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

_TEXT = r"(?:\w+\.\w+|coalesce\(\w+\.\w+, ''\))"
_ANY = re.compile(
    r"any\((?P<word>\w+) IN \$p_(?P<list>\w+)\s+WHERE\s+"
    rf"(?P<texts>{_TEXT} CONTAINS (?P=word)(?:\s+OR\s+{_TEXT} CONTAINS (?P=word))*)\)"
)


@cache
def quickened(query: str) -> str:
    """The query with one expression in the place of each search for words of a parameter."""
    return _ANY.sub(_matched, query)


def _matched(search: re.Match[str]) -> str:
    """Every text of the search against the expression for its words."""
    asked, matched = f" CONTAINS {search['word']}", f" =~ $w_{search['list']}"
    return f"({search['texts'].replace(asked, matched)})"


@cache
def searched(query: str) -> frozenset[str]:
    """The parameters whose words the quickened query searches for."""
    return frozenset(match["list"] for match in _ANY.finditer(query))


@cache
def one_of(words: Sequence[str]) -> str:
    """An expression that matches a whole text with one of these words in it."""
    if not words:
        return "(?!)"
    # Looking at one character first spares the engine most of the words at most of the places.
    first = "".join(sorted({re.escape(word[0]) for word in words}))
    return f"(?s).*(?=[{first}])(?:{'|'.join(re.escape(word) for word in words)}).*"
