"""The ontology as OWL, SHACL and JSON-LD, made from its YAML, and facts in the same words.

Nothing here needs a library but `ontology.rdf.check`, which reads and judges RDF.
"""
