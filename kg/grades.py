"""The closed sets of judging: how grave, whom it favours, and what became of a rule."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Grade = Literal["high", "medium", "low"]
Side = Literal["buyer", "vendor"]
Favours = Literal["buyer", "vendor", "none"]
Status = Literal["flagged", "clear", "absent", "blank", "undetermined"]

WEIGHTS: Mapping[Grade, int] = MappingProxyType({"high": 3, "medium": 2, "low": 1})
"""What a finding of each grade weighs; the order of findings, too."""
