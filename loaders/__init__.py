"""Reads a contract file into `contract-facts/1`."""
