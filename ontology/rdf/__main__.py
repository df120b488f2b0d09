"""`python -m ontology.rdf` writes the generated files anew."""

from ontology.rdf.files import FOLDER, write

for path in write():
    print(path.relative_to(FOLDER.parents[2]).as_posix())
