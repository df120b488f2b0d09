"""The negotiation agenda of one side: docs/brief.md says how it is made."""

from kg.brief.agenda import brief
from kg.brief.matters import Matter, corrections, matters
from kg.brief.point import Brief, Point

__all__ = ["Brief", "Matter", "Point", "brief", "corrections", "matters"]
