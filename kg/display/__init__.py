"""What the verbs give, as data frames and as a notebook shows it."""

from kg.display.table import Table

__all__ = ["Table"]
