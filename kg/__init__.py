"""Turns facts into a graph, and the graph into findings and comparisons."""
