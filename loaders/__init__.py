"""Reads a contract file into `contract-facts/1`."""

from loaders.pipeline import read, read_loaded, read_text

__all__ = ["read", "read_loaded", "read_text"]
