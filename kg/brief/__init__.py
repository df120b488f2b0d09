"""The negotiation agenda of one side: docs/brief.md says how it is made."""

from kg.brief.agenda import Brief, Point, brief
from kg.brief.matters import Matter, corrections, matters

__all__ = ["Brief", "Matter", "Point", "brief", "corrections", "matters"]
