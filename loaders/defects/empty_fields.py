"""Finds the fields of a head, an account or an address block that were never filled in.

A party without a name is one fault, whatever else of it is empty; so is one account.
"""

from __future__ import annotations

from loaders.defects import empty_items, table_gaps
from loaders.defects.cover_fields import papers, unsaid_items
from loaders.defects.field_blocks import blocks
from loaders.defects.field_places import Empty
from loaders.defects.ground import Ground, joined, within
from loaders.parties.fields import rows


def find(ground: Ground) -> tuple[Empty, ...]:
    """Every empty field or block of fields, in the order of the text."""
    lines = rows(ground.plain)
    found = [*papers(ground, lines), *unsaid_items(ground), *blocks(ground, lines)]
    found += empty_items.find(ground)
    fields = joined(empty.block for empty in found)
    found += [e for e in table_gaps.find(ground) if not within(fields, e.start)]
    return tuple(sorted(found, key=lambda empty: (empty.start, empty.end)))
