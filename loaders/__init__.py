"""Reads a contract file into `contract-facts/1`.

The public verbs: `read` a file, `read_text` a text at hand; `text_of` a file is the text into which
the offsets of its facts point.
"""

from loaders.pipeline import read, read_loaded, read_text, text_of

__all__ = ["read", "read_loaded", "read_text", "text_of"]
