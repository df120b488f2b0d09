"""Contracts side by side, a draft against the one before, a draft against its peers."""

from kg.compare.differences import Difference, differences, ranked
from kg.compare.drafts import TermChange, changes
from kg.compare.matrix import Cell, Row, Said, compare, favours, nearest
from kg.compare.worth import Worth, worth

__all__ = [
    "Cell",
    "Difference",
    "Row",
    "Said",
    "TermChange",
    "Worth",
    "changes",
    "compare",
    "differences",
    "favours",
    "nearest",
    "ranked",
    "worth",
]
