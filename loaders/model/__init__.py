"""A second reader, off unless asked for: a model proposes what the grammar left absent.

A proposal becomes a fact only where its words stand in the text and its values fit the ontology and
are stated by those words; the fact says who read it. docs/model-reader.md tells what that is worth.
"""

from loaders.model.endpoint import Endpoint
from loaders.model.proposing import Proposed, Refusal, propose

__all__ = ["Endpoint", "Proposed", "Refusal", "propose"]
