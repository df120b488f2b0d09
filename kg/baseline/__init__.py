"""The figures that come with the program, for who has no contracts to compare with yet.

Values of terms of real contracts, without a word of them and without a name: docs/baseline.md.
"""

from kg.baseline.pack import Description, baseline, baseline_mark, description, with_baseline
from kg.baseline.tables import contracts_table, read_tables, values_table

__all__ = [
    "Description",
    "baseline",
    "baseline_mark",
    "contracts_table",
    "description",
    "read_tables",
    "values_table",
    "with_baseline",
]
