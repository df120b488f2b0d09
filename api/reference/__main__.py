"""`python -m api.reference` writes `docs/reference` anew."""

from api.reference.files import FOLDER, write

for path in write():
    print(path.relative_to(FOLDER.parents[1]).as_posix())
