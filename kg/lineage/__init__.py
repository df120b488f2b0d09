"""Which contracts descend from one form, and which clauses travel between forms."""

from kg.lineage.clusters import clusters
from kg.lineage.forms import families, forget, least_shared, note, same_form
from kg.lineage.shingles import Sketch, containment, passages, resemblance, sketch
from kg.lineage.travelling import Carrier, Travelling, travelling

__all__ = [
    "Carrier",
    "Sketch",
    "Travelling",
    "clusters",
    "containment",
    "families",
    "forget",
    "least_shared",
    "note",
    "passages",
    "resemblance",
    "same_form",
    "sketch",
    "travelling",
]
