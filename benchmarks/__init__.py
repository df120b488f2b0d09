"""Measures the reader: what it finds, what it must not be moved by, how long it takes."""
